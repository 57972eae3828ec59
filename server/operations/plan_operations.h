/* SPDX-License-Identifier: EUPL-1.2 */
/* Putting a plan of the meetings in force. */
#ifndef PARVIS_PLAN_OPERATIONS_H
#define PARVIS_PLAN_OPERATIONS_H

#include "operation.h"
#include "plan.h"

/* Writes the meetings of a plan that was searched beforehand, if nothing that it was made from has
 * changed since.
 * Refuses: plan.stale. After any other failure the plan is spoilt: its new rows have numbers that
 * were rolled back. */
struct plan_accept {
    int64_t plan;          /* the caller's number of it */
    struct plan *proposal; /* borrowed: a whole day, that nobody else may touch meanwhile */
    bool spoilt;           /* out */
};
extern const struct operation_form plan_accept_form;

#endif
