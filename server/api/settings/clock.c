/* SPDX-License-Identifier: EUPL-1.2 */
/* The event's clock follows the machine's, once a host has said so. */
#include <cjson/cJSON.h>

#include "clock_operations.h"
#include "event_clock.h"
#include "feed.h"
#include "handlers.h"
#include "parvis/clock.h"

/* The note is durable by now: only then does the clock move. */
char *api_answer_clock(struct api_operation *operation)
{
    struct api *api = operation->api;
    cJSON *answer = cJSON_CreateObject();
    event_clock_follow(api->directory);
    feed_tell_clock(api->feed);
    cJSON_AddNumberToObject(answer, "now", (double)clock_event_ms());
    return api_print(answer);
}
