/* SPDX-License-Identifier: EUPL-1.2 */
/* Relaxations of the problem that drop some rules about slots. They are network flows, solved
 * exactly in milliseconds. Their prices prove a bound, and the wishes that they choose start a
 * plan. */
#ifndef PARVIS_PLANNER_FLOW_H
#define PARVIS_PLANNER_FLOW_H

#include "bound.h"

/* Which rules about slots the relaxation keeps. */
enum flow_kind {
    FLOW_TOTALS, /* none: a participant only has a total number of places */
    FLOW_PLACES, /* each side chooses a slot for itself; nobody is in two places at once */
};

/* Solves a relaxation. `prices` receives the prices that it proves (valid, but weak if should_stop
 * ended it early); `chosen` (may be NULL), by wish, whether it holds the wish. PARVIS_NO_MEMORY. */
enum parvis_status flow_solve(const struct problem *problem, enum flow_kind kind,
                              const struct planner_options *options, struct prices *prices,
                              bool *chosen) PARVIS_MUST_CHECK;
#endif
