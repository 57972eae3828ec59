/* SPDX-License-Identifier: EUPL-1.2 */
/* Scans are taken in. */
#include <stdlib.h>

#include "check_in_operations.h"
#include "scan_commit.h"

static bool is_worth_noting(const struct operation *operation, const struct check_in *order)
{
    return operation->actor.user && order->count == 1 && order->scans->moved;
}

static enum parvis_status run(struct operation *operation, void *data)
{
    struct check_in *order = data;
    for (size_t i = 0; i < order->count; i++) {
        struct check_in_scan *scan = &order->scans[i];
        /* A wrong scan gets its answer in its place, and the others go on. */
        enum parvis_status status =
            *scan->wrong ? scan_park(operation, scan) : scan_commit(operation, scan);
        if (status != PARVIS_OK)
            return status;
    }
    order->person = order->scans->person; /* of a badge: known only now */
    operation->scan = order->scans->id;
    if (!is_worth_noting(operation, order))
        operation->action = NULL;
    return PARVIS_OK;
}

static void clear(void *data)
{
    struct check_in *order = data;
    free(order->scans);
}

const struct operation_form check_in_form = {.action = "check_in",
                                             .kind = "person",
                                             .size = sizeof(struct check_in),
                                             .run = run,
                                             .clear = clear};
