/* SPDX-License-Identifier: EUPL-1.2 */
/* The weight phase: from an empty plan, or the plan in force, to the heaviest plan and its
 * bound. */
#ifndef PARVIS_PLANNER_WEIGHT_H
#define PARVIS_PLANNER_WEIGHT_H

#include "best.h"

/* Fills `best` and its bounds. The draft is new; PARVIS_CONFLICT: its fixed wishes cannot all be
 * held. PARVIS_NO_MEMORY. */
enum parvis_status weight_maximise(struct draft *draft, struct best *best) PARVIS_MUST_CHECK;
#endif
