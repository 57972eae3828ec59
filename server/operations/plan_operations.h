/* SPDX-License-Identifier: EUPL-1.2 */
/* Putting a plan in force. */
#ifndef PARVIS_PLAN_OPERATIONS_H
#define PARVIS_PLAN_OPERATIONS_H

#include "operation.h"
#include "plan.h"

/* Writes the given parts of a plan, if nothing that it was made from has changed since. For
 * meetings plan_check_fresh decides; for the programme any change of the day counts.
 * Refuses: plan.stale, the only refusal with PARVIS_CONFLICT. After any other failure the plan
 * cannot be used again (`spoilt`): its new rows have ids that were rolled back. */
struct plan_accept {
    int64_t plan;          /* the caller's number of the plan */
    int parts;             /* a set of enum plan_part; by default the meetings alone */
    struct plan *proposal; /* borrowed; nobody else may use it meanwhile */
    bool spoilt;           /* out */
};
extern const struct operation_form plan_accept_form;

#endif
