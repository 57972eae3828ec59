/* SPDX-License-Identifier: EUPL-1.2 */
/* The search for weight: defects of the best plan are mended by ejections, guided by prices. */
#ifndef PARVIS_PLANNER_IMPROVE_H
#define PARVIS_PLANNER_IMPROVE_H

#include "best.h"
#include "bound.h"

/* Improves the draft until the best plan has the value `bound` of `best`, the caller says stop, or
 * `rounds` moves were tried. Where the prices are of the plan in force too (`unit` over 1), the
 * search is for plans that keep more of it, until kept_bound. The best plan is offered to `best`
 * whenever it is better. PARVIS_NO_MEMORY. */
enum parvis_status improve_plan(struct draft *draft, struct best *best, const struct prices *prices,
                                int64_t rounds) PARVIS_MUST_CHECK;
#endif
