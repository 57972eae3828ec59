/* SPDX-License-Identifier: EUPL-1.2 */
/* A host moves a meeting to another state: called, running, done, missed, cancelled, or back. */
#include "meeting_operations.h"
#include "meeting_steps.h"

static enum parvis_status run(struct operation *operation, void *data)
{
    const struct meeting_advance *order = data;
    struct store_meeting meeting = {0};
    struct reason reason;
    enum parvis_status status = store_meeting_get(operation->store, order->meeting, &meeting);
    if (status != PARVIS_OK)
        return status;
    if (!meeting_may_move(meeting.state, order->to, &reason))
        return operation_refuse(operation, &reason);
    if (meeting.state == MEETING_CANCELLED) /* its slot may have another meeting by now */
        status = meeting_check_alone(operation, &meeting);
    if (status != PARVIS_OK)
        return status;
    meeting.state = order->to;
    meeting.state_at = operation->now;
    return store_meeting_put(operation->store, &meeting, operation->changes);
}

const struct operation_form meeting_advance_form = {.action = "meeting.state",
                                                    .kind = "meeting",
                                                    .size = sizeof(struct meeting_advance),
                                                    .run = run};
