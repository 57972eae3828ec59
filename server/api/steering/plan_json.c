/* SPDX-License-Identifier: EUPL-1.2 */
/* A plan's outcome: the figures, what is added, moved and dropped, and who gets few. */
#include "plan_json.h"

#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "api.h"
#include "plan_share.h"

static const struct store_meeting *find_pair(const struct store_meeting *meetings, size_t count,
                                             const struct store_meeting *wanted)
{
    for (size_t i = 0; i < count; i++)
        if (meetings[i].buyer == wanted->buyer && meetings[i].company == wanted->company &&
            meeting_state_is_held(meetings[i].state))
            return &meetings[i];
    return NULL;
}

static cJSON *add_row(cJSON *array, const struct store_meeting *meeting)
{
    cJSON *row = cJSON_CreateObject();
    cJSON_AddNumberToObject(row, "buyer", (double)meeting->buyer);
    cJSON_AddNumberToObject(row, "company", (double)meeting->company);
    cJSON_AddNumberToObject(row, "slot", (double)meeting->slot);
    cJSON_AddNumberToObject(row, "weight", (double)meeting->weight);
    cJSON_AddItemToArray(array, row);
    return row;
}

static void add_changes(cJSON *outcome, const struct plan *plan)
{
    cJSON *added = cJSON_AddArrayToObject(outcome, "added");
    cJSON *moved = cJSON_AddArrayToObject(outcome, "moved");
    cJSON *dropped = cJSON_AddArrayToObject(outcome, "dropped");
    for (size_t i = 0; i < plan->planned_count; i++) {
        const struct store_meeting *after = &plan->planned[i];
        if (after->id)
            continue;
        const struct store_meeting *before = find_pair(plan->meetings, plan->meeting_count, after);
        cJSON *row = add_row(before ? moved : added, after);
        if (before)
            cJSON_AddNumberToObject(row, "from", (double)before->slot);
    }
    for (size_t i = 0; i < plan->meeting_count; i++)
        if (plan->meetings[i].state == MEETING_PLANNED &&
            !find_pair(plan->planned, plan->planned_count, &plan->meetings[i]))
            add_row(dropped, &plan->meetings[i]);
}

static void add_few(cJSON *outcome, const struct plan *plan)
{
    static const char *const lacks[] = {
        [PLAN_LACK_SLOTS] = "slots", [PLAN_LACK_WISHES] = "wishes", [PLAN_LACK_SEATS] = "seats"};
    cJSON *array = cJSON_AddArrayToObject(outcome, "few");
    for (size_t i = 0; i < plan->outcome.few_count; i++) {
        const struct plan_few *few = &plan->outcome.few[i];
        cJSON *row = cJSON_CreateObject();
        cJSON_AddNumberToObject(row, "buyer", (double)plan->buyers[few->buyer].id);
        cJSON_AddStringToObject(row, "lack", lacks[few->lack]);
        cJSON_AddNumberToObject(row, "wished", few->wished);
        cJSON_AddNumberToObject(row, "held", few->held);
        cJSON_AddItemToArray(array, row);
    }
}

char *plan_json(const struct plan *plan, const struct plan_request *request)
{
    cJSON *outcome = cJSON_CreateObject();
    cJSON_AddNumberToObject(outcome, "seq", (double)plan->seq);
    cJSON_AddNumberToObject(outcome, "held", (double)plan->planned_count);
    cJSON_AddNumberToObject(outcome, "wishes", (double)plan->pair_count);
    cJSON_AddNumberToObject(outcome, "weight", (double)plan->outcome.weight);
    cJSON_AddItemToObject(outcome, "weight_before",
                          plan->outcome.weight_before < 0
                              ? cJSON_CreateNull()
                              : cJSON_CreateNumber((double)plan->outcome.weight_before));
    cJSON_AddNumberToObject(outcome, "bound", (double)plan->outcome.bound);
    cJSON_AddNumberToObject(outcome, "floor", request->floor);
    cJSON_AddNumberToObject(outcome, "below", (double)plan->outcome.below);
    cJSON_AddNumberToObject(outcome, "even_below", (double)plan->outcome.even_below);
    cJSON_AddNumberToObject(outcome, "even_weight", (double)plan->outcome.even_weight);
    add_changes(outcome, plan);
    add_few(outcome, plan);
    return api_print(outcome);
}
