/* SPDX-License-Identifier: EUPL-1.2 */
/* One side's word on a meeting: late, cannot come, a colleague comes, it was held, it was not. */
#include "attendee_operations.h"
#include "attendee_steps.h"
#include "store_talk.h"

/* "held" and "not_held" answer the same question: a side's later word replaces the earlier. */
static enum parvis_status take_opposite_back(struct operation *operation,
                                             const struct word_say *order)
{
    if (order->kind != TALK_HELD && order->kind != TALK_NOT_HELD)
        return PARVIS_OK;
    enum talk opposite = order->kind == TALK_HELD ? TALK_NOT_HELD : TALK_HELD;
    return store_word_take_back(operation->store, order->meeting, operation->actor.company != 0,
                                talk_name(opposite), operation->changes);
}

static enum parvis_status put_word(struct operation *operation, const struct word_say *order)
{
    const struct store_word word = {.meeting = order->meeting,
                                    .person = operation->actor.person,
                                    .by_company = operation->actor.company != 0,
                                    .kind = talk_name(order->kind),
                                    .minutes = order->kind == TALK_LATE ? order->minutes : 0,
                                    .at = operation->now};
    return store_word_put(operation->store, &word, operation->changes);
}

/* Moves the meeting to the state that the word leads to. */
static enum parvis_status move(struct operation *operation, struct store_meeting *meeting,
                               enum talk talk)
{
    enum meeting_state to = talk_follows(talk, meeting->state);
    if (to == meeting->state)
        return PARVIS_OK;
    meeting->state = to;
    meeting->state_at = operation->now;
    return store_meeting_put(operation->store, meeting, operation->changes);
}

/* The organisation of a buyer; -1: there is no such buyer, 0: of none. */
static int64_t body_of(const struct meeting_view *view, int64_t id)
{
    const struct store_buyer *buyer = meeting_view_buyer(view, id);
    return buyer ? buyer->organisation : -1;
}

/* A colleague of the buyer takes the meeting over, if free in its slot. */
static enum parvis_status hand_over(struct operation *operation, struct store_meeting *meeting,
                                    int64_t to)
{
    struct meeting_view view;
    enum parvis_status status = meeting_view_load(operation->store, &view);
    if (status == PARVIS_OK) {
        int64_t mine = body_of(&view, operation->actor.person);
        if (mine <= 0 || mine != body_of(&view, to))
            status = operation_unknown(operation, "person");
    }
    meeting->buyer = to;
    if (status == PARVIS_OK)
        status = attendee_check(operation, &view, meeting, "mine.colleague_busy");
    meeting_view_clear(&view);
    return status == PARVIS_OK ? store_meeting_put(operation->store, meeting, operation->changes)
                               : status;
}

static enum parvis_status run(struct operation *operation, void *data)
{
    const struct word_say *order = data;
    struct store_meeting meeting;
    enum parvis_status status = attendee_talk(operation, order->meeting, order->kind, &meeting);
    if (status == PARVIS_OK)
        status = take_opposite_back(operation, order);
    if (status == PARVIS_OK)
        status = put_word(operation, order);
    if (status == PARVIS_OK && order->kind == TALK_COLLEAGUE && order->person)
        return hand_over(operation, &meeting, order->person);
    return status == PARVIS_OK ? move(operation, &meeting, order->kind) : status;
}

const struct operation_form word_say_form = {
    .size = sizeof(struct word_say),
    .run = run,
    .defaults = &(const struct word_say){.minutes = 5},
};
