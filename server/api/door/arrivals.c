/* SPDX-License-Identifier: EUPL-1.2 */
/* GET /api/arrivals: how the house filled up, and who is in it now. Ids and counts, no names. */
#include <stdlib.h>
#include <string.h>

#include "api.h"
#include "handlers.h"
#include "parvis/clock.h"
#include "parvis/units.h"

#define STEP_MS (5 * MINUTE_MS)
#define STEPS_MAX 288 /* a day of them */

struct arrivals {
    const struct model *model;
    int64_t from_at; /* the doors' opening */
    int64_t expected;
    int64_t came[STEPS_MAX]; /* in each step */
    cJSON *buyers, *organisations;
};

static void count_arrival(struct arrivals *arrivals, int64_t first_at)
{
    int64_t step = (first_at - arrivals->from_at) / STEP_MS;
    if (step < 0)
        step = 0;
    arrivals->came[step < STEPS_MAX ? step : STEPS_MAX - 1]++;
}

static bool look_at(int64_t id, const char *body, void *data)
{
    struct arrivals *arrivals = data;
    const struct model_person *person = model_person(arrivals->model, id);
    (void)body;
    if (!person || person->erased)
        return true;
    arrivals->expected++;
    if (person->presence != CHECK_IN_EXPECTED && person->first_at)
        count_arrival(arrivals, person->first_at);
    if (person->presence != CHECK_IN_INSIDE)
        return true;
    if (strcmp(person->role, "buyer") == 0)
        cJSON_AddItemToArray(arrivals->buyers, cJSON_CreateNumber((double)id));
    else if (strcmp(person->role, "company") == 0 && person->organisation)
        cJSON_AddItemToArray(arrivals->organisations,
                             cJSON_CreateNumber((double)person->organisation));
    return true;
}

/* Up to the event clock's time; in a rehearsal that may be before the doors open or after the
 * day. */
static cJSON *curve(const struct arrivals *arrivals, int64_t now)
{
    cJSON *points = cJSON_CreateArray();
    int64_t total = 0, last = (now - arrivals->from_at) / STEP_MS;
    for (int64_t step = 0; step <= last && step < STEPS_MAX; step++) {
        total += arrivals->came[step];
        cJSON_AddItemToArray(points, cJSON_CreateNumber((double)total));
    }
    return points;
}

void api_get_arrivals(struct http_request *request, void *data)
{
    struct api *api = data;
    const struct store_edition *edition = model_edition(api->model);
    cJSON *answer = cJSON_CreateObject();
    struct arrivals arrivals = {.model = api->model,
                                .from_at = store_doors_at(edition),
                                .buyers = cJSON_CreateArray(),
                                .organisations = cJSON_CreateArray()};
    model_each(api->model, "person", look_at, &arrivals);
    cJSON_AddNumberToObject(answer, "seq", (double)model_seq(api->model));
    cJSON_AddNumberToObject(answer, "from_at", (double)arrivals.from_at);
    cJSON_AddNumberToObject(answer, "step_ms", (double)STEP_MS);
    cJSON_AddNumberToObject(answer, "expected", (double)arrivals.expected);
    cJSON_AddItemToObject(answer, "came", curve(&arrivals, clock_event_ms()));
    cJSON_AddItemToObject(answer, "buyers_in", arrivals.buyers);
    cJSON_AddItemToObject(answer, "companies_in", arrivals.organisations);
    http_respond_json(request, 200, api_print(answer));
}
