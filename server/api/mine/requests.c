/* SPDX-License-Identifier: EUPL-1.2 */
/* Requests for meetings between attendees: the slots in which both are free, the request, its
 * answer, and its lapse. An open request reserves no slot; accepting it makes a meeting under the
 * rules for every meeting. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attendee_operations.h"
#include "day_operations.h"
#include "document.h"
#include "handlers.h"
#include "parvis/clock.h"
#include "parvis/json.h"
#include "parvis/units.h"

#define FREE_MAX 12 /* slots that are offered */

/* ---- when both are free ---- */

struct free_slot {
    struct model_slot slot;
    bool taken;
};

struct free_search {
    const struct model *model;
    const struct model_person *buyer;
    int64_t company, earliest_at;
    struct free_slot *slots; /* owned; those to come */
    size_t count, room;
};

static bool count_slot(const void *row, void *data)
{
    (void)row;
    ((struct free_search *)data)->room++;
    return true;
}

static bool add_slot(const void *row, void *data)
{
    const struct model_slot *slot = row;
    struct free_search *search = data;
    if (slot->from_at >= search->earliest_at)
        search->slots[search->count++].slot = *slot;
    return true;
}

static void take_span(struct free_search *search, int64_t from_at, int64_t to_at)
{
    for (size_t i = 0; i < search->count; i++)
        if (search->slots[i].slot.from_at < to_at && from_at < search->slots[i].slot.to_at)
            search->slots[i].taken = true;
}

static bool take_meeting(const void *row, void *data)
{
    const struct model_meeting *meeting = row;
    struct free_search *search = data;
    bool theirs = meeting->buyer == search->buyer->id || meeting->company == search->company;
    for (size_t i = 0; theirs && i < search->count; i++)
        if (search->slots[i].slot.id == meeting->slot && meeting_state_is_held(meeting->state))
            search->slots[i].taken = true;
    return true;
}

static bool take_pitch(const void *row, void *data)
{
    const struct model_pitch *pitch = row;
    struct free_search *search = data;
    if (pitch->company != search->company && !search->buyer->jury)
        return true;
    take_span(search, pitch->planned_from_at, pitch->planned_to_at);
    if (pitch->state != PITCH_DONE && pitch->state != PITCH_SKIPPED)
        take_span(search, pitch->projected_from_at, pitch->projected_to_at);
    return true;
}

static bool take_demonstration(const void *row, void *data)
{
    const struct model_demonstration *show = row;
    struct free_search *search = data;
    if (show->company == search->company)
        take_span(search, show->from_at, show->to_at);
    return true;
}

static void take_absence(struct free_search *search, int64_t arrives_at, int64_t leaves_at)
{
    if (arrives_at)
        take_span(search, INT64_MIN, arrives_at);
    if (leaves_at)
        take_span(search, leaves_at, INT64_MAX);
}

static void take_company_absence(struct free_search *search)
{
    const char *body = model_body(search->model, "application", search->company);
    cJSON *application = body ? cJSON_Parse(body) : NULL;
    take_absence(search, json_integer(application, "arrives_at"),
                 json_integer(application, "leaves_at"));
    cJSON_Delete(application);
}

static int64_t earliest(const struct model *model, int64_t now)
{
    const struct store_edition *edition = model_edition(model);
    return now + (edition ? edition->call_min * MINUTE_MS : 0);
}

/* PARVIS_NO_MEMORY. The caller frees `slots`. */
static enum parvis_status search_free(struct free_search *search)
{
    search->earliest_at = earliest(search->model, clock_event_ms());
    model_each_row(search->model, "slot", count_slot, search);
    search->slots = calloc(search->room + 1, sizeof *search->slots);
    if (!search->slots)
        return PARVIS_NO_MEMORY;
    model_each_row(search->model, "slot", add_slot, search);
    model_each_row(search->model, "meeting", take_meeting, search);
    model_each_row(search->model, "pitch", take_pitch, search);
    model_each_row(search->model, "demonstration", take_demonstration, search);
    take_absence(search, search->buyer->arrives_at, search->buyer->leaves_at);
    take_company_absence(search);
    return PARVIS_OK;
}

/* Whether this company and this buyer have a wish between them: the company may ask no other
 * buyer. */
struct wish_search {
    int64_t buyer, company;
    bool found;
};

static bool find_wish(const void *row, void *data)
{
    const struct model_wish *wish = row;
    struct wish_search *search = data;
    search->found =
        wish->buyer == search->buyer && wish->company == search->company && wish->priority > 0;
    return !search->found;
}

/* The two sides of an attendee's request; false: `with` is nobody whom the attendee may ask. */
static bool find_ends(const struct model *model, const struct model_person *person, int64_t with,
                      int64_t *ret_buyer, int64_t *ret_company)
{
    int64_t company = mine_company(model, person);
    struct wish_search wish = {.buyer = with, .company = company};
    const char *application = model_body(model, "application", with);
    switch (mine_side(model, person)) {
    case MINE_BUYER:
        *ret_buyer = person->id;
        *ret_company = with;
        return application && !strstr(application, "\"decision\":null");
    case MINE_COMPANY:
        *ret_buyer = with;
        *ret_company = company;
        model_each_row(model, "wish", find_wish, &wish);
        return wish.found && model_person(model, with) && !model_person(model, with)->erased;
    case MINE_NONE:
        break;
    }
    return false;
}

static void refuse_unknown(struct http_request *request)
{
    http_refuse(request, 422, "unknown", "with is nobody whom you may ask", "with");
}

void api_get_mine_free(struct http_request *request, void *data)
{
    struct api *api = data;
    const char *with = http_request_query(request, "with");
    int64_t buyer = 0;
    struct free_search search = {.model = api->model};
    if (!with || !find_ends(api->model, mine_person(api, request), strtoll(with, NULL, 10), &buyer,
                            &search.company)) {
        refuse_unknown(request);
        return;
    }
    search.buyer = model_person(api->model, buyer);
    if (search_free(&search) != PARVIS_OK) {
        http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
        return;
    }
    cJSON *answer = cJSON_CreateObject();
    cJSON *slots = cJSON_AddArrayToObject(answer, "slots");
    for (size_t i = 0; i < search.count && cJSON_GetArraySize(slots) < FREE_MAX; i++) {
        if (search.slots[i].taken)
            continue;
        cJSON *slot = cJSON_CreateObject();
        cJSON_AddNumberToObject(slot, "id", (double)search.slots[i].slot.id);
        cJSON_AddNumberToObject(slot, "from_at", (double)search.slots[i].slot.from_at);
        cJSON_AddNumberToObject(slot, "to_at", (double)search.slots[i].slot.to_at);
        cJSON_AddItemToArray(slots, slot);
    }
    free(search.slots);
    http_respond_json(request, 200, api_print(answer));
}

/* ---- asking ---- */

void api_post_mine_request(struct http_request *request, void *data)
{
    struct api *api = data;
    struct api_operation *operation = api_operation_new(api, request);
    if (!operation)
        return;
    struct meeting_ask *order = (void *)operation->order;
    if (find_ends(api->model, mine_person(api, request), order->with, &order->buyer,
                  &order->company)) {
        api_operation_submit(operation);
        return;
    }
    refuse_unknown(request);
    api_operation_drop(operation);
}

/* ---- unanswered ---- */

struct lapse_look {
    int64_t now;
    bool due;
};

static bool look(const void *row, void *data)
{
    const struct model_request *request = row;
    struct lapse_look *lapse = data;
    lapse->due = request->state == REQUEST_OPEN && request->lapses_at <= lapse->now;
    return !lapse->due;
}

static void under_way_no_more(struct api_operation *operation)
{
    operation->api->lapsing = false;
}

void api_requests_tick(struct api *api)
{
    struct lapse_look lapse = {.now = clock_event_ms()};
    if (api->lapsing)
        return;
    model_each_row(api->model, "request", look, &lapse);
    static const struct api_order declared = {.form = &requests_lapse_form};
    struct api_operation *operation = lapse.due ? api_operation_alone(api, &declared) : NULL;
    if (!operation)
        return;
    operation->ended = under_way_no_more;
    api->lapsing = true;
    api_operation_submit(operation);
}
