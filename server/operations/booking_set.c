/* SPDX-License-Identifier: EUPL-1.2 */
/* Sets whether guests may ask one another for meetings. */
#include "edition_operations.h"
#include "store_settings.h"

static enum parvis_status run(struct operation *operation, void *data)
{
    struct booking_set *order = data;
    order->edition = 1;
    operation->action = order->open ? "booking.open" : "booking.close";
    return store_booking_set(operation->store, order->open, operation->changes);
}

const struct operation_form booking_set_form = {
    .action = "booking.open", .kind = "edition", .size = sizeof(struct booking_set), .run = run};
