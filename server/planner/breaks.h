/* SPDX-License-Identifier: EUPL-1.2 */
/* Reduces breaks: moves a plan's meetings to other slots without changing its weight or what it
 * keeps of the plan in force. */
#ifndef PARVIS_PLANNER_BREAKS_H
#define PARVIS_PLANNER_BREAKS_H

#include "best.h"

/* Moves the meetings of the best plan's solution (valid, except perhaps for fairness) so that it
 * has few breaks, then few idle slots, and is fair where the instance asks for it. Calls `improved`
 * for better plans. `keeps`: meetings in their slot of the plan in force stay there. Ends when the
 * plan is proven best, when should_stop says so, or after the options' rounds (steps of annealing).
 * Sets breaks_bound; the caller counts the other figures. PARVIS_NO_MEMORY. */
enum parvis_status breaks_minimise(struct best *plan, bool keeps) PARVIS_MUST_CHECK;

/* Makes `draft` any plan that holds every wish, whatever it held before. PARVIS_CONFLICT: there is
 * none, or time was up. PARVIS_NO_MEMORY. */
enum parvis_status breaks_place_all(struct draft *draft,
                                    const struct planner_options *options) PARVIS_MUST_CHECK;

#endif
