/* SPDX-License-Identifier: EUPL-1.2 */
/* One side's opinion of a meeting, and whether the other side gets the actor's address. */
#include "attendee_operations.h"
#include "attendee_steps.h"
#include "store_talk.h"

static enum parvis_status run_outcome(struct operation *operation, void *data)
{
    const struct outcome_tell *order = data;
    struct store_meeting meeting;
    enum parvis_status status = attendee_talk(operation, order->meeting, TALK_OUTCOME, &meeting);
    return status == PARVIS_OK
               ? store_outcome_put(operation->store, meeting.id, operation->actor.company != 0,
                                   order->useful, follow_up_name(order->follow_up), operation->now,
                                   operation->changes)
               : status;
}

const struct operation_form outcome_tell_form = {.size = sizeof(struct outcome_tell),
                                                 .run = run_outcome};

static enum parvis_status run_contact(struct operation *operation, void *data)
{
    const struct contact_give *order = data;
    struct store_meeting meeting;
    enum parvis_status status =
        order->give ? attendee_talk(operation, order->meeting, TALK_CONTACT, &meeting)
                    : attendee_meeting(operation, order->meeting, &meeting);
    return status == PARVIS_OK
               ? store_contact_put(operation->store, meeting.id, operation->actor.person,
                                   order->give, operation->now, operation->changes)
               : status;
}

const struct operation_form contact_give_form = {.size = sizeof(struct contact_give),
                                                 .run = run_contact};
