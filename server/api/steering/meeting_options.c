/* SPDX-License-Identifier: EUPL-1.2 */
/* The board's previews: the slots to which a meeting could move and why not to others, the pairs
 * that could meet in a free cell, and their weights. Uses the same checks as the changes
 * themselves. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "meeting_view.h"
#include "meeting_weight.h"
#include "reading.h"

/* The names of buyers that the board shows. */
static bool is_buyer(const struct model_person *person)
{
    return person && !person->erased && strcmp(person->role, "buyer") == 0;
}

struct buyer_list {
    const struct model *model;
    cJSON *array;
};

static bool add_buyer(int64_t id, const char *body, void *data)
{
    struct buyer_list *list = data;
    const struct model_person *person = model_person(list->model, id);
    (void)body;
    if (!is_buyer(person))
        return true;
    const struct model_organisation *organisation =
        person->organisation ? model_organisation(list->model, person->organisation) : NULL;
    char name[256];
    snprintf(name, sizeof name, "%s %s", person->first_name, person->last_name);
    cJSON *row = cJSON_CreateObject();
    cJSON_AddNumberToObject(row, "id", (double)id);
    cJSON_AddStringToObject(row, "name", name);
    cJSON_AddStringToObject(row, "organisation", organisation ? organisation->name : "");
    cJSON_AddItemToArray(list->array, row);
    return true;
}

void api_get_buyers(struct http_request *request, void *data)
{
    struct api *api = data;
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "seq", (double)model_seq(api->model));
    struct buyer_list list = {.model = api->model,
                              .array = cJSON_AddArrayToObject(answer, "buyers")};
    model_each(api->model, "person", add_buyer, &list);
    http_respond_json(request, 200, api_print(answer));
}

/* ---- the weight of a pair ---- */

static void add_weight(cJSON *row, const struct meeting_view *view, struct meeting_weights *weights,
                       int64_t buyer, int64_t company, enum text_language language)
{
    const struct store_pair *pair = meeting_view_pair(view, buyer, company);
    struct weight_facts facts = {0};
    if (!pair) {
        cJSON_AddNumberToObject(row, "weight", 1);
        cJSON_AddStringToObject(row, "why", "");
        return;
    }
    meeting_weights_facts(weights, pair, &facts);
    char *why = weight_explain(&facts, language);
    cJSON_AddNumberToObject(row, "weight", weight_of(&facts));
    cJSON_AddStringToObject(row, "why", why);
    free(why);
}

/* `reason` is null where the meeting is possible. */
static bool add_reason(cJSON *row, const struct meeting_view *view,
                       const struct store_meeting *wanted, enum text_language language)
{
    struct reason reason;
    bool can = meeting_view_check(view, wanted, &reason);
    char *text = can ? NULL : reason_say(&reason, language);
    cJSON_AddItemToObject(row, "reason", text ? cJSON_CreateString(text) : cJSON_CreateNull());
    free(text);
    return can;
}

/* ---- where a meeting could go ---- */

static const struct store_meeting *find_meeting(const struct meeting_view *view, int64_t id)
{
    for (size_t i = 0; i < view->meeting_count; i++)
        if (view->meetings[i].id == id)
            return &view->meetings[i];
    return NULL;
}

static void write_options(struct api_reading *reading, const struct meeting_view *view,
                          struct meeting_weights *weights, const struct store_meeting *meeting)
{
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "meeting", (double)meeting->id);
    add_weight(answer, view, weights, meeting->buyer, meeting->company, reading->language);
    cJSON *slots = cJSON_AddArrayToObject(answer, "slots");
    for (size_t i = 0; i < view->day.slot_count; i++) {
        struct store_meeting wanted = *meeting;
        wanted.slot = view->day.slots[i].id;
        cJSON *row = cJSON_CreateObject();
        cJSON_AddNumberToObject(row, "slot", (double)wanted.slot);
        add_reason(row, view, &wanted, reading->language);
        cJSON_AddItemToArray(slots, row);
    }
    reading->answer = api_print(answer);
}

static enum parvis_status read_options(struct api_reading *reading, struct store *store)
{
    struct meeting_view view;
    struct meeting_weights *weights = NULL;
    enum parvis_status status = meeting_view_load(store, &view);
    if (status == PARVIS_OK)
        status = meeting_weights_load(store, &weights);
    const struct store_meeting *meeting =
        status == PARVIS_OK ? find_meeting(&view, reading->id) : NULL;
    bool whole = meeting && meeting_view_buyer(&view, meeting->buyer) &&
                 day_company(&view.day, meeting->company);
    if (status == PARVIS_OK && !whole)
        status = PARVIS_NOT_FOUND;
    if (status == PARVIS_OK)
        write_options(reading, &view, weights, meeting);
    meeting_weights_free(weights);
    meeting_view_clear(&view);
    return status;
}

void api_get_meeting_options(struct http_request *request, void *data)
{
    struct api_reading *reading = api_reading_new(data, request, read_options);
    if (!reading)
        return;
    if (http_request_parameter_integer(request, "id", &reading->id) != PARVIS_OK) {
        http_refuse(request, 404, "not_found", "There is no such thing", NULL);
        free(reading);
        return;
    }
    api_reading_submit(reading);
}

/* ---- who could meet in a cell ---- */

/* A wish that is not held, and its weight: the best come first. */
struct candidate {
    cJSON *row;
    bool can;
    double weight;
};

static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *left = a, *right = b;
    if (left->can != right->can)
        return left->can ? -1 : 1;
    return (left->weight < right->weight) - (left->weight > right->weight);
}

/* Pairs with a wish and without a meeting that could meet in this slot. */
static size_t find_candidates(const struct api_reading *reading, const struct meeting_view *view,
                              struct meeting_weights *weights, struct candidate *candidates)
{
    size_t count = 0;
    for (size_t i = 0; i < view->pair_count; i++) {
        const struct store_pair *pair = &view->pairs[i];
        struct store_meeting wanted = {
            .buyer = pair->buyer, .company = pair->company, .slot = reading->slot};
        const struct store_buyer *buyer = meeting_view_buyer(view, pair->buyer);
        if ((reading->buyer ? pair->buyer != reading->buyer : pair->company != reading->company) ||
            !buyer || !day_company(&view->day, pair->company))
            continue;
        cJSON *row = cJSON_CreateObject();
        cJSON_AddNumberToObject(row, "buyer", (double)pair->buyer);
        cJSON_AddNumberToObject(row, "company", (double)pair->company);
        add_weight(row, view, weights, pair->buyer, pair->company, reading->language);
        bool can = add_reason(row, view, &wanted, reading->language);
        candidates[count++] = (struct candidate){
            row, can, cJSON_GetObjectItemCaseSensitive(row, "weight")->valuedouble};
    }
    qsort(candidates, count, sizeof *candidates, compare_candidates);
    return count;
}

static enum parvis_status read_candidates(struct api_reading *reading, struct store *store)
{
    struct meeting_view view;
    struct meeting_weights *weights = NULL;
    struct candidate *candidates = NULL;
    enum parvis_status status = meeting_view_load(store, &view);
    if (status == PARVIS_OK)
        status = meeting_weights_load(store, &weights);
    if (status == PARVIS_OK && !day_slot(&view.day, reading->slot))
        status = PARVIS_NOT_FOUND;
    if (status == PARVIS_OK && !(candidates = calloc(view.pair_count + 1, sizeof *candidates)))
        status = PARVIS_NO_MEMORY;
    if (status == PARVIS_OK) {
        size_t count = find_candidates(reading, &view, weights, candidates);
        cJSON *answer = cJSON_CreateObject();
        cJSON *array = cJSON_AddArrayToObject(answer, "candidates");
        for (size_t i = 0; i < count; i++)
            cJSON_AddItemToArray(array, candidates[i].row);
        reading->answer = api_print(answer);
    }
    free(candidates);
    meeting_weights_free(weights);
    meeting_view_clear(&view);
    return status;
}

void api_get_candidates(struct http_request *request, void *data)
{
    int64_t buyer = 0, company = 0, slot = -1;
    bool good = true;
    api_query_integer(request, "buyer", &buyer, &good);
    if (good)
        api_query_integer(request, "company", &company, &good);
    if (good)
        api_query_integer(request, "slot", &slot, &good);
    if (!good)
        return;
    if (slot < 0 || (buyer == 0) == (company == 0)) {
        http_refuse(request, 422, "invalid_field", "slot, and buyer or company, must be given",
                    slot < 0 ? "slot" : "company");
        return;
    }
    struct api_reading *reading = api_reading_new(data, request, read_candidates);
    if (!reading)
        return;
    reading->buyer = buyer;
    reading->company = company;
    reading->slot = slot;
    api_reading_submit(reading);
}
