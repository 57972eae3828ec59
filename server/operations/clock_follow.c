/* SPDX-License-Identifier: EUPL-1.2 */
/* The event's clock follows the machine's. */
#include "clock_operations.h"

#include <stdlib.h>

#include "parvis/clock.h"
#include "parvis/units.h"
#include "store_audit.h"

/* The clock may have moved between the host's reading and the host's click. */
#define STEP_TOLERANCE_MS 2000

static enum parvis_status run(struct operation *operation, void *data)
{
    struct clock_follow *order = data;
    order->edition = 1;
    if (llabs(clock_wall_ahead_ms() - order->step_ms) > STEP_TOLERANCE_MS)
        return operation_refuse_key(operation, "clock.step_moved");
    /* It changes no row: only the audit trail's entry is written. */
    int64_t own = store_last_seq(operation->store) + 1;
    struct store_audit audit = {.at = operation->now,
                                .user = operation->actor.user,
                                .device = operation->actor.device,
                                .action = "clock.follow",
                                .kind = "edition",
                                .subject = order->edition,
                                .from_seq = own,
                                .to_seq = own};
    operation->action = NULL;
    return store_audit_add(operation->store, &audit, operation->changes);
}

const struct operation_form clock_follow_form = {
    .action = "clock.follow", .kind = "edition", .size = sizeof(struct clock_follow), .run = run};
