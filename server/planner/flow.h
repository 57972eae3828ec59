/* SPDX-License-Identifier: EUPL-1.2 */
/* The problem without its slots, or with half of them: relaxations that are flows, so that they
 * are solved exactly in milliseconds. Their prices prove a bound, and what they choose is where a
 * plan starts. */
#ifndef PARVIS_PLANNER_FLOW_H
#define PARVIS_PLANNER_FLOW_H

#include "bound.h"

/* Which rules about slots the relaxation keeps. */
enum flow_kind {
    FLOW_TOTALS, /* none: a participant only has so many places in all */
    FLOW_PLACES, /* each end of a meeting has a slot of its own choice: nobody is in two places */
};

/* Solves a relaxation. `prices` becomes what it proves (of whatever quality where should_stop ended
 * it early); `chosen` (may be NULL), by wish, what it holds. PARVIS_NO_MEMORY. */
enum parvis_status flow_solve(const struct problem *problem, enum flow_kind kind,
                              const struct planner_options *options, struct prices *prices,
                              bool *chosen) PARVIS_MUST_CHECK;
#endif
