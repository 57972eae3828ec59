/* SPDX-License-Identifier: EUPL-1.2 */
/* A phone is forgotten. */
#include "parvis/clock.h"
#include "phone_operations.h"

static enum parvis_status run(struct operation *operation, void *data)
{
    const struct phone_close *order = data;
    return store_phone_revoke(operation->store, order->phone, clock_real_ms(), operation->changes);
}

const struct operation_form phone_close_form = {
    .kind = "phone", .size = sizeof(struct phone_close), .run = run};
