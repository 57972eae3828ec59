/* SPDX-License-Identifier: EUPL-1.2 */
/* The demonstration room: its slots, and who shows in which. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "plan.h"
#include "reading.h"

static const struct store_demonstration *in_slot(const struct day *day,
                                                 const struct demonstration_slot *slot)
{
    for (size_t i = 0; i < day->demonstration_count; i++)
        if (day->demonstrations[i].session == slot->session &&
            day->demonstrations[i].from_at == slot->from_at)
            return &day->demonstrations[i];
    return NULL;
}

static enum parvis_status read_slots(struct api_reading *reading, struct store *store)
{
    struct demonstration_slot slots[MATCHING_MAX];
    struct day day;
    enum parvis_status status = day_load(store, &day);
    cJSON *answer = cJSON_CreateObject();
    cJSON *list = cJSON_AddArrayToObject(answer, "slots");
    cJSON *wanting = cJSON_AddArrayToObject(answer, "wanting");
    size_t count = status == PARVIS_OK ? plan_demonstration_slots(&day, slots) : 0;
    for (size_t i = 0; i < count; i++) {
        const struct store_demonstration *there = in_slot(&day, &slots[i]);
        cJSON *row = cJSON_CreateObject();
        cJSON_AddNumberToObject(row, "session", (double)slots[i].session);
        cJSON_AddNumberToObject(row, "from_at", (double)slots[i].from_at);
        cJSON_AddNumberToObject(row, "to_at", (double)slots[i].to_at);
        cJSON_AddNumberToObject(row, "seats", there ? there->seats : slots[i].seats);
        cJSON_AddItemToObject(row, "demonstration",
                              there ? cJSON_CreateNumber((double)there->id) : cJSON_CreateNull());
        cJSON_AddItemToArray(list, row);
    }
    for (size_t i = 0; status == PARVIS_OK && i < day.company_count; i++)
        if (day.companies[i].wants_demonstration)
            cJSON_AddItemToArray(wanting, cJSON_CreateNumber((double)day.companies[i].id));
    day_clear(&day);
    reading->answer = api_print(answer);
    return status;
}

void api_get_demonstration_slots(struct http_request *request, void *data)
{
    api_reading_start(data, request, read_slots);
}
