/* Steering meetings: adding one, moving it to another slot, moving it along its life. */
#define _GNU_SOURCE
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "meeting_place.h"
#include "meeting_steps.h"
#include "meeting_view.h"
#include "meeting_weight.h"
#include "steering.h"

enum parvis_status meeting_check_steered(struct steering_command *command,
                                         const struct meeting_view *view,
                                         struct store_meeting *wanted)
{
    struct reason reason;
    if (!meeting_view_buyer(view, wanted->buyer))
        return steering_unknown(command, "buyer");
    if (!day_company(&view->day, wanted->company))
        return steering_unknown(command, "company");
    if (!day_slot(&view->day, wanted->slot))
        return steering_unknown(command, "slot");
    if (!meeting_view_check(view, wanted, &reason))
        return steering_refuse(command, &reason);
    meeting_place(&view->day, view->meetings, view->meeting_count, wanted);
    return PARVIS_OK;
}

enum parvis_status meeting_weigh(struct store *store, const struct meeting_view *view,
                                 struct store_meeting *meeting)
{
    const struct store_pair *pair = meeting_view_pair(view, meeting->buyer, meeting->company);
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
        status = meeting_check_steered(command, &view, &meeting);
    if (status == PARVIS_OK)
        status = meeting_weigh(store, &view, &meeting);
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
    steering_note(command, "meeting.add");
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
        status = meeting_check_steered(command, &view, meeting);
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
    steering_note(command, "meeting.state");
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
    if (strcmp(meeting.state, "planned") != 0 || meeting.locked) {
        reason_set(&reason, meeting.locked ? "meeting.locked" : "meeting.not_planned");
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
    steering_note(command, "meeting.slot");
    command->slot = order.slot;
    api_command_submit(command);
}

/* ---- kept where it is ---- */

static enum parvis_status run_lock(struct commit_command *head, struct store *store, int64_t now,
                                   struct store_change_list *changes)
{
    (void)now;
    struct steering_command *command = (struct steering_command *)head;
    struct store_meeting meeting = {0};
    enum parvis_status status = store_meeting_get(store, command->id, &meeting);
    if (status != PARVIS_OK || meeting.locked == (command->state != 0))
        return status;
    meeting.locked = command->state != 0;
    return store_meeting_put(store, &meeting, changes);
}

void api_post_meeting_lock(struct http_request *request, void *data)
{
    struct {
        bool locked;
    } order = {false};
    static const struct json_field fields[] = {{"locked", JSON_BOOLEAN, 0, true, 0, 0}};
    if (!api_read_body(request, fields, 1, &order))
        return;
    struct steering_command *command = steering_new(data, request, "meeting", run_lock);
    if (!command || !steering_read_id(command))
        return;
    steering_note(command, "meeting.lock");
    command->state = order.locked;
    api_command_submit(command);
}
