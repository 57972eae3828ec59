/* SPDX-License-Identifier: EUPL-1.2 */
/* Putting a plan in force. */
#ifndef PARVIS_PLAN_OPERATIONS_H
#define PARVIS_PLAN_OPERATIONS_H

#include "operation.h"
#include "plan.h"

/* Writes the parts of a plan that was made beforehand, if nothing that it was made from has changed
 * since: of the meetings, what plan_check_fresh says; the programme is made from the whole day, so
 * that any change counts.
 * Refuses: plan.stale, and nothing else with PARVIS_CONFLICT. After any other failure the plan is
 * spoilt: its new rows have numbers that were rolled back. */
struct plan_accept {
    int64_t plan;          /* the caller's number of it */
    int parts;             /* enum plan_part; the meetings alone unless said */
    struct plan *proposal; /* borrowed: a whole day, that nobody else may touch meanwhile */
    bool spoilt;           /* out */
};
extern const struct operation_form plan_accept_form;

#endif
