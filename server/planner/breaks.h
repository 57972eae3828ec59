/* SPDX-License-Identifier: EUPL-1.2 */
/* Few breaks: the meetings of a plan change their slots while its weight, and what it keeps of the
 * plan in force, stay as they are. */
#ifndef PARVIS_PLANNER_BREAKS_H
#define PARVIS_PLANNER_BREAKS_H

#include "best.h"

/* Moves the meetings of the best plan's solution (a valid plan, but for fairness) so that breaks,
 * then idle slots become few, and so that fairness is kept where the instance asks for it; tells of
 * what is better. `keeps`: meetings that are where the plan in force has them stay there. Ends when
 * the plan is proven to be the best, when should_stop says so, or after the options' rounds (in
 * steps of annealing). Sets breaks_bound; the other figures are the caller's to count.
 * PARVIS_NO_MEMORY. */
enum parvis_status breaks_minimise(struct best *plan, bool keeps) PARVIS_MUST_CHECK;

/* Looks for any plan that holds every wish, in `draft`; whatever it held is forgotten.
 * PARVIS_CONFLICT: there is none, or time was up. PARVIS_NO_MEMORY. */
enum parvis_status breaks_place_all(struct draft *draft,
                                    const struct planner_options *options) PARVIS_MUST_CHECK;

#endif
