/* SPDX-License-Identifier: EUPL-1.2 */
/* Steps of the attendees' operations: find the actor's meeting, check what may be said of it. */
#include "attendee_steps.h"

enum parvis_status attendee_meeting(const struct operation *operation, int64_t id,
                                    struct store_meeting *ret_meeting)
{
    const struct operation_actor *actor = &operation->actor;
    struct store_meeting meeting = {0};
    enum parvis_status status = store_meeting_get(operation->store, id, &meeting);
    if (status != PARVIS_OK)
        return status;
    bool own = actor->company ? meeting.company == actor->company : meeting.buyer == actor->person;
    if (!own)
        return PARVIS_NOT_FOUND;
    *ret_meeting = meeting;
    return PARVIS_OK;
}

enum parvis_status attendee_talk(struct operation *operation, int64_t id, enum talk talk,
                                 struct store_meeting *ret_meeting)
{
    enum parvis_status status = attendee_meeting(operation, id, ret_meeting);
    if (status != PARVIS_OK)
        return status;
    return talk_may(talk, ret_meeting->state, operation->actor.company != 0)
               ? PARVIS_OK
               : operation_refuse_key(operation, "mine.not_now");
}

enum parvis_status attendee_check(struct operation *operation, const struct meeting_view *view,
                                  struct store_meeting *wanted, const char *key)
{
    enum parvis_status status = meeting_check_wanted(operation, view, wanted);
    return status == PARVIS_CONFLICT ? operation_refuse_key(operation, key) : status;
}
