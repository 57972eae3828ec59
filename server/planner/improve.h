/* SPDX-License-Identifier: EUPL-1.2 */
/* The search for weight: improves the best plan by ejections, guided by prices. */
#ifndef PARVIS_PLANNER_IMPROVE_H
#define PARVIS_PLANNER_IMPROVE_H

#include "best.h"
#include "bound.h"

/* Improves the draft until the best plan has the value `bound` of `best`, the caller says stop, or
 * `rounds` moves were tried. If the prices also count the plan in force (`unit` above 1), it
 * searches plans that keep more of that, up to kept_bound. Every better plan is offered to `best`.
 * PARVIS_NO_MEMORY. */
enum parvis_status improve_plan(struct draft *draft, struct best *best, const struct prices *prices,
                                int64_t rounds) PARVIS_MUST_CHECK;
#endif
