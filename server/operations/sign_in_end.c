/* SPDX-License-Identifier: EUPL-1.2 */
/* Ends a session at the console: the actor's own, or another user's. */
#include "parvis/clock.h"
#include "sign_in_operations.h"

static enum parvis_status run_leave(struct operation *operation, void *data)
{
    const struct sign_in_leave *order = data;
    enum parvis_status status =
        store_sign_in_end(operation->store, order->sign_in, operation->actor.user, clock_real_ms(),
                          operation->changes);
    return status == PARVIS_NOT_FOUND ? PARVIS_OK : status; /* ended already, as wanted */
}

const struct operation_form sign_in_leave_form = {
    .kind = "sign_in", .size = sizeof(struct sign_in_leave), .run = run_leave};

static enum parvis_status run_end(struct operation *operation, void *data)
{
    const struct sign_in_end *order = data;
    return store_sign_in_end(operation->store, order->sign_in, order->whose, clock_real_ms(),
                             operation->changes);
}

const struct operation_form sign_in_end_form = {
    .action = "session.end", .kind = "sign_in", .size = sizeof(struct sign_in_end), .run = run_end};
