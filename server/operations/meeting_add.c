/* SPDX-License-Identifier: EUPL-1.2 */
/* A host adds a meeting by hand. */
#include "meeting_operations.h"
#include "meeting_steps.h"

static enum parvis_status run(struct operation *operation, void *data)
{
    struct meeting_add *order = data;
    struct store_meeting meeting = {.buyer = order->buyer,
                                    .company = order->company,
                                    .slot = order->slot,
                                    .state = MEETING_PLANNED,
                                    .state_at = operation->now};
    struct meeting_view view;
    enum parvis_status status = meeting_view_load(operation->store, &view);
    if (status == PARVIS_OK)
        status = meeting_check_wanted(operation, &view, &meeting);
    if (status == PARVIS_OK)
        status = meeting_weigh(operation->store, &view, &meeting);
    meeting_view_clear(&view);
    if (status == PARVIS_OK)
        status = store_meeting_put(operation->store, &meeting, operation->changes);
    order->meeting = meeting.id;
    return status;
}

const struct operation_form meeting_add_form = {
    .action = "meeting.add", .kind = "meeting", .size = sizeof(struct meeting_add), .run = run};
