/* SPDX-License-Identifier: EUPL-1.2 */
/* Locks a meeting in its slot, or unlocks it. */
#include "meeting_operations.h"
#include "store_meeting.h"

static enum parvis_status run(struct operation *operation, void *data)
{
    const struct meeting_lock *order = data;
    struct store_meeting meeting = {0};
    enum parvis_status status = store_meeting_get(operation->store, order->meeting, &meeting);
    if (status != PARVIS_OK || meeting.locked == order->locked)
        return status;
    meeting.locked = order->locked;
    return store_meeting_put(operation->store, &meeting, operation->changes);
}

const struct operation_form meeting_lock_form = {
    .action = "meeting.lock", .kind = "meeting", .size = sizeof(struct meeting_lock), .run = run};
