/* SPDX-License-Identifier: EUPL-1.2 */
/* An attendee asks another for a meeting, and the other answers. */
#include "attendee_operations.h"
#include "attendee_steps.h"
#include "parvis/units.h"
#include "store_talk.h"

/* Half an hour to answer: at other events more than half of all requests are never answered. */
#define LAPSE_MS (30 * MINUTE_MS)

/* ---- asking ---- */

/* Whether the two can meet in the slot, and until when the other side may answer. */
static enum parvis_status check(struct operation *operation, const struct meeting_ask *order,
                                const struct meeting_view *view, int64_t *ret_latest_at)
{
    struct store_meeting meeting = {
        .buyer = order->buyer, .company = order->company, .slot = order->slot};
    if (!view->day.edition.booking_open)
        return operation_refuse_key(operation, "mine.booking_closed");
    enum parvis_status status = attendee_check(operation, view, &meeting, "mine.slot_taken");
    if (status != PARVIS_OK)
        return status;
    *ret_latest_at =
        day_slot(&view->day, order->slot)->from_at - view->day.edition.call_min * MINUTE_MS;
    return *ret_latest_at <= operation->now ? operation_refuse_key(operation, "mine.too_late")
                                            : PARVIS_OK;
}

static enum parvis_status add(struct operation *operation, const struct meeting_ask *order,
                              int64_t latest_at)
{
    int64_t lapses_at = operation->now + LAPSE_MS;
    const struct store_request request = {.buyer = order->buyer,
                                          .company = order->company,
                                          .slot = order->slot,
                                          .person = operation->actor.person,
                                          .by_company = operation->actor.company != 0,
                                          .must = order->must,
                                          .made_at = operation->now,
                                          .lapses_at =
                                              lapses_at < latest_at ? lapses_at : latest_at};
    enum parvis_status status = store_request_add(operation->store, &request, operation->changes);
    return status == PARVIS_CONFLICT ? operation_refuse_key(operation, "mine.request_open")
                                     : status;
}

static enum parvis_status check_count(struct operation *operation)
{
    int64_t open = 0;
    enum parvis_status status =
        store_requests_open(operation->store, operation->actor.person, &open);
    if (status != PARVIS_OK || open < REQUESTS_OPEN_MAX)
        return status;
    return operation_refuse_as(operation, PARVIS_CONFLICT, "too_many_requests",
                               "mine.too_many_requests");
}

static enum parvis_status run_request(struct operation *operation, void *data)
{
    const struct meeting_ask *order = data;
    struct meeting_view view;
    int64_t latest_at = 0;
    enum parvis_status status = check_count(operation);
    if (status != PARVIS_OK)
        return status;
    status = meeting_view_load(operation->store, &view);
    if (status == PARVIS_OK)
        status = check(operation, order, &view, &latest_at);
    meeting_view_clear(&view);
    return status == PARVIS_OK ? add(operation, order, latest_at) : status;
}

const struct operation_form meeting_ask_form = {.size = sizeof(struct meeting_ask),
                                                .run = run_request};

/* ---- answering ---- */

static enum parvis_status accept(struct operation *operation, const struct store_request *request)
{
    struct store_meeting meeting = {.buyer = request->buyer,
                                    .company = request->company,
                                    .slot = request->slot,
                                    .state = MEETING_PLANNED,
                                    .state_at = operation->now};
    struct meeting_view view;
    enum parvis_status status = meeting_view_load(operation->store, &view);
    if (status == PARVIS_OK)
        status = attendee_check(operation, &view, &meeting, "mine.slot_taken");
    if (status == PARVIS_OK)
        status = meeting_weigh(operation->store, &view, &meeting);
    meeting_view_clear(&view);
    return status == PARVIS_OK ? store_meeting_put(operation->store, &meeting, operation->changes)
                               : status;
}

/* The request, if it is the actor's, still open, and the actor may give this answer. */
static enum parvis_status read_request(struct operation *operation,
                                       const struct request_settle *order,
                                       struct store_request *request)
{
    const struct operation_actor *actor = &operation->actor;
    enum parvis_status status = store_request_get(operation->store, order->request, request);
    if (status != PARVIS_OK)
        return status;
    bool company = actor->company != 0;
    bool theirs = company ? request->company == actor->company : request->buyer == actor->person;
    if (!theirs)
        return PARVIS_NOT_FOUND;
    if (request->state != REQUEST_OPEN || request->lapses_at <= operation->now)
        return operation_refuse_key(operation, "mine.request_over");
    bool asker = request->by_company == company;
    return asker == (order->answer == ANSWER_WITHDRAW)
               ? PARVIS_OK
               : operation_refuse_key(operation, "mine.not_yours");
}

static enum parvis_status run_settle(struct operation *operation, void *data)
{
    static const enum request_state ends[] = {[ANSWER_ACCEPT] = REQUEST_ACCEPTED,
                                              [ANSWER_DECLINE] = REQUEST_DECLINED,
                                              [ANSWER_WITHDRAW] = REQUEST_WITHDRAWN};
    const struct request_settle *order = data;
    struct store_request request;
    enum parvis_status status = read_request(operation, order, &request);
    if (status == PARVIS_OK && order->answer == ANSWER_ACCEPT)
        status = accept(operation, &request);
    return status == PARVIS_OK
               ? store_request_end(operation->store, request.id, ends[order->answer],
                                   operation->now, operation->changes)
               : status;
}

const struct operation_form request_settle_form = {.size = sizeof(struct request_settle),
                                                   .run = run_settle};
