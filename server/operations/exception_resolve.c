/* SPDX-License-Identifier: EUPL-1.2 */
/* Marks a scan that was put aside as looked at. */
#include "check_in_operations.h"
#include "store_exception.h"

static enum parvis_status run(struct operation *operation, void *data)
{
    const struct exception_resolve *order = data;
    enum parvis_status status =
        store_exception_resolve(operation->store, order->exception, operation->actor.name,
                                operation->now, operation->changes);
    return status == PARVIS_CONFLICT
               ? operation_refuse_as(operation, status, "already_resolved", "scan.already_resolved")
               : status;
}

/* Not noted in the audit trail: the row itself says who looked. */
const struct operation_form exception_resolve_form = {
    .kind = "scan_exception", .size = sizeof(struct exception_resolve), .run = run};
