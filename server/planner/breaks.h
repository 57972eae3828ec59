/* Few breaks: the meetings of a plan change their slots while its weight, and what it keeps of the
 * plan in force, stay as they are. */
#ifndef PARVIS_PLANNER_BREAKS_H
#define PARVIS_PLANNER_BREAKS_H

#include "planner.h"

/* Moves the meetings of `solution` (a valid plan, but for fairness) so that breaks, then idle slots
 * become few, and so that fairness is kept where the instance asks for it. Ends when the plan is
 * proven to be the best, when should_stop says so, or after the options' rounds. Sets
 * breaks_bound; the other figures are the caller's to count. PARVIS_NO_MEMORY. */
enum parvis_status breaks_minimise(const struct planner_instance *in,
                                   const struct planner_options *options,
                                   struct planner_solution *solution) PARVIS_MUST_CHECK;

/* Breaks of one participant (PLAN: two meetings, one after the other, with a slot between them in
 * which it is free), and how many such slots there are. `held`: the slots of its meetings; `skip`:
 * slots that make no break. */
int breaks_of(uint64_t held, uint64_t skip);
int breaks_idle(uint64_t held, uint64_t skip);
#endif
