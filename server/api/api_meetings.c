/* Steering meetings: adding one, moving it to another slot, moving it along its life. */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "meeting_place.h"
#include "meeting_view.h"
#include "meeting_weight.h"
#include "steering.h"

enum parvis_status meeting_view_load(struct store *store, struct meeting_view *view)
{
    memset(view, 0, sizeof *view);
    enum parvis_status status = day_load(store, &view->day);
    if (status == PARVIS_OK)
        status = store_meetings(store, &view->meetings, &view->meeting_count);
    if (status == PARVIS_OK)
        status = store_buyers(store, &view->buyers, &view->buyer_count);
    if (status == PARVIS_OK)
        status = store_pairs(store, &view->pairs, &view->pair_count);
    return status;
}

void meeting_view_clear(struct meeting_view *view)
{
    day_clear(&view->day);
    free(view->meetings);
    free(view->buyers);
    free(view->pairs);
}

/* What the two said of each other; NULL: nothing. */
static const struct store_pair *find_pair(const struct meeting_view *view,
                                          const struct store_meeting *meeting)
{
    for (size_t i = 0; i < view->pair_count; i++)
        if (view->pairs[i].buyer == meeting->buyer && view->pairs[i].company == meeting->company)
            return &view->pairs[i];
    return NULL;
}

static const struct store_buyer *find_buyer(const struct meeting_view *view, int64_t id)
{
    for (size_t i = 0; i < view->buyer_count; i++)
        if (view->buyers[i].id == id)
            return &view->buyers[i];
    return NULL;
}

static const char *company_name(const struct meeting_view *view, int64_t id)
{
    const struct store_kept *company = day_company(&view->day, id);
    return company ? company->name : "";
}

/* What the other meetings of the two say; the one that is moved is not counted. */
static void look_at_meetings(const struct meeting_view *view, const struct store_meeting *wanted,
                             struct meeting_request *request)
{
    for (size_t i = 0; i < view->meeting_count; i++) {
        const struct store_meeting *other = &view->meetings[i];
        if (other->id == wanted->id || strcmp(other->state, "cancelled") == 0)
            continue;
        if (other->buyer == wanted->buyer && other->company == wanted->company)
            request->pair_meets = true;
        if (other->slot == wanted->slot && other->buyer == wanted->buyer)
            request->buyer_meets = company_name(view, other->company);
        if (other->slot == wanted->slot && other->company == wanted->company)
            request->company_meets = true;
    }
}

enum parvis_status meeting_view_check(struct steering_command *command,
                                      const struct meeting_view *view, struct store_meeting *wanted)
{
    struct busy buyer_busy[DAY_BUSY_MAX], company_busy[DAY_BUSY_MAX];
    struct reason reason;
    const struct store_buyer *buyer = find_buyer(view, wanted->buyer);
    const struct store_kept *company = day_company(&view->day, wanted->company);
    const struct store_day_slot *slot = day_slot(&view->day, wanted->slot);
    if (!buyer || !company || !slot)
        return steering_unknown(command, !buyer ? "buyer" : !company ? "company" : "slot");
    struct meeting_request request = {
        .buyer = buyer->name,
        .company = company->name,
        .from_at = slot->from_at,
        .to_at = slot->to_at,
        .buyer_busy = buyer_busy,
        .company_busy = company_busy,
        .buyer_busy_count = day_buyer_busy(&view->day, buyer, buyer_busy),
        .company_busy_count = day_company_busy(&view->day, company, company_busy),
        .has_place = true, /* there is always one more table */
    };
    const struct store_pair *pair = find_pair(view, wanted);
    request.refused = pair && pair->refused;
    look_at_meetings(view, wanted, &request);
    if (!meeting_check(&request, &reason))
        return steering_refuse(command, &reason);
    meeting_place(&view->day, view->meetings, view->meeting_count, wanted);
    return PARVIS_OK;
}

enum parvis_status meeting_view_weigh(struct store *store, const struct meeting_view *view,
                                      struct store_meeting *meeting)
{
    const struct store_pair *pair = find_pair(view, meeting);
    struct meeting_weights *weights = NULL;
    meeting->weight = 1;
    if (!pair)
        return PARVIS_OK;
    enum parvis_status status = meeting_weights_load(store, &weights);
    if (status != PARVIS_OK)
        return status;
    struct weight_facts facts;
    meeting_weights_facts(weights, pair, &facts);
    meeting->weight = weight_of(&facts);
    meeting_weights_free(weights);
    return PARVIS_OK;
}

/* ---- a new one ---- */

static enum parvis_status run_add(struct commit_command *head, struct store *store, int64_t now,
                                  struct store_change_list *changes)
{
    struct steering_command *command = (struct steering_command *)head;
    struct store_meeting meeting = {.buyer = command->id,
                                    .company = command->other,
                                    .slot = command->slot,
                                    .state = "planned",
                                    .state_at = now};
    struct meeting_view view;
    enum parvis_status status = meeting_view_load(store, &view);
    if (status == PARVIS_OK)
        status = meeting_view_check(command, &view, &meeting);
    if (status == PARVIS_OK)
        status = meeting_view_weigh(store, &view, &meeting);
    meeting_view_clear(&view);
    if (status == PARVIS_OK)
        status = store_meeting_put(store, &meeting, changes);
    if (status == PARVIS_OK)
        command->id = meeting.id;
    return status;
}

void api_post_meeting(struct http_request *request, void *data)
{
    struct order {
        int64_t buyer, company, slot;
    } order = {0, 0, 0};
    static const struct json_field fields[] = {
        {"buyer", JSON_INTEGER, offsetof(struct order, buyer), true, 0, INT64_MAX},
        {"company", JSON_INTEGER, offsetof(struct order, company), true, 0, INT64_MAX},
        {"slot", JSON_INTEGER, offsetof(struct order, slot), true, 0, INT64_MAX}};
    if (!api_read_body(request, fields, 3, &order))
        return;
    struct steering_command *command = steering_new(data, request, "meeting", run_add);
    if (!command)
        return;
    command->id = order.buyer;
    command->other = order.company;
    command->slot = order.slot;
    api_command_submit(command);
}

/* ---- along its life ---- */

/* A meeting that comes back takes its slot again, if nobody has it by now. */
static enum parvis_status take_back(struct steering_command *command, struct store *store,
                                    struct store_meeting *meeting)
{
    struct meeting_view view;
    enum parvis_status status = meeting_view_load(store, &view);
    if (status == PARVIS_OK)
        status = meeting_view_check(command, &view, meeting);
    meeting_view_clear(&view);
    return status;
}

static enum parvis_status run_state(struct commit_command *head, struct store *store, int64_t now,
                                    struct store_change_list *changes)
{
    struct steering_command *command = (struct steering_command *)head;
    struct store_meeting meeting = {0};
    struct reason reason;
    enum meeting_state from, to = (enum meeting_state)command->state;
    enum parvis_status status = store_meeting_get(store, command->id, &meeting);
    if (status != PARVIS_OK)
        return status;
    if (!meeting_state_parse(meeting.state, &from))
        return PARVIS_CORRUPT;
    if (!meeting_may_move(from, to, &reason))
        return steering_refuse(command, &reason);
    if (from == MEETING_CANCELLED)
        status = take_back(command, store, &meeting);
    if (status != PARVIS_OK)
        return status;
    snprintf(meeting.state, sizeof meeting.state, "%s", meeting_state_name(to));
    meeting.state_at = now;
    return store_meeting_put(store, &meeting, changes);
}

void api_post_meeting_state(struct http_request *request, void *data)
{
    struct {
        const char *to;
    } order = {NULL};
    static const struct json_field fields[] = {{"to", JSON_TEXT, 0, true, 1, 20}};
    enum meeting_state to;
    if (!api_read_body(request, fields, 1, &order))
        return;
    if (!meeting_state_parse(order.to, &to)) {
        http_refuse(request, 422, "invalid_field", "to is no state of a meeting", "to");
        return;
    }
    struct steering_command *command = steering_new(data, request, "meeting", run_state);
    if (!command || !steering_read_id(command))
        return;
    command->state = (int)to;
    api_command_submit(command);
}

/* ---- to another slot ---- */

static enum parvis_status run_slot(struct commit_command *head, struct store *store, int64_t now,
                                   struct store_change_list *changes)
{
    (void)now;
    struct steering_command *command = (struct steering_command *)head;
    struct store_meeting meeting = {0};
    struct reason reason;
    enum parvis_status status = store_meeting_get(store, command->id, &meeting);
    if (status != PARVIS_OK)
        return status;
    if (strcmp(meeting.state, "planned") != 0) {
        reason_set(&reason, "meeting.not_planned");
        return steering_refuse(command, &reason);
    }
    meeting.slot = command->slot;
    status = take_back(command, store, &meeting);
    return status == PARVIS_OK ? store_meeting_put(store, &meeting, changes) : status;
}

void api_post_meeting_slot(struct http_request *request, void *data)
{
    struct {
        int64_t slot;
    } order = {0};
    static const struct json_field fields[] = {{"slot", JSON_INTEGER, 0, true, 0, INT64_MAX}};
    if (!api_read_body(request, fields, 1, &order))
        return;
    struct steering_command *command = steering_new(data, request, "meeting", run_slot);
    if (!command || !steering_read_id(command))
        return;
    command->slot = order.slot;
    api_command_submit(command);
}
