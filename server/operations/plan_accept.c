/* SPDX-License-Identifier: EUPL-1.2 */
/* Puts a plan in force in one transaction. */
#include "plan_operations.h"

static enum parvis_status refuse_stale(struct operation *operation, int64_t count)
{
    struct reason reason;
    reason_set(&reason, "plan.stale");
    reason_add_number(&reason, "count", count);
    return operation_refuse(operation, &reason);
}

static enum parvis_status check_fresh(struct operation *operation, const struct plan_accept *order,
                                      int64_t *ret_count)
{
    if (order->parts == PLAN_MEETINGS)
        return plan_check_fresh(operation->store, order->proposal, ret_count);
    *ret_count = store_last_seq(operation->store) - order->proposal->seq;
    return *ret_count ? PARVIS_CONFLICT : PARVIS_OK;
}

static enum parvis_status run(struct operation *operation, void *data)
{
    struct plan_accept *order = data;
    int64_t count = 0;
    enum parvis_status status = check_fresh(operation, order, &count);
    if (status == PARVIS_CONFLICT)
        return refuse_stale(operation, count);
    if (status != PARVIS_OK)
        return status;
    order->proposal->tally = (struct plan_tally){0};
    status = plan_write(operation->store, order->proposal, order->parts, operation->now,
                        operation->changes);
    order->spoilt = status != PARVIS_OK;
    return status;
}

static const struct plan_accept defaults = {.parts = PLAN_MEETINGS};

const struct operation_form plan_accept_form = {.action = "plan.accept",
                                                .kind = "plan",
                                                .size = sizeof(struct plan_accept),
                                                .run = run,
                                                .defaults = &defaults};
