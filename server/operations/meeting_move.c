/* SPDX-License-Identifier: EUPL-1.2 */
/* Moves a planned meeting to another slot. */
#include "meeting_operations.h"
#include "meeting_steps.h"

static enum parvis_status run(struct operation *operation, void *data)
{
    const struct meeting_move *order = data;
    struct store_meeting meeting = {0};
    enum parvis_status status = store_meeting_get(operation->store, order->meeting, &meeting);
    if (status != PARVIS_OK)
        return status;
    if (meeting.locked)
        return operation_refuse_key(operation, "meeting.locked");
    if (meeting.state != MEETING_PLANNED)
        return operation_refuse_key(operation, "meeting.not_planned");
    meeting.slot = order->slot;
    status = meeting_check_alone(operation, &meeting);
    return status == PARVIS_OK ? store_meeting_put(operation->store, &meeting, operation->changes)
                               : status;
}

const struct operation_form meeting_move_form = {
    .action = "meeting.slot", .kind = "meeting", .size = sizeof(struct meeting_move), .run = run};
