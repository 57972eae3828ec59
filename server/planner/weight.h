/* SPDX-License-Identifier: EUPL-1.2 */
/* The weight phase: from nothing, or from the plan in force, to the heaviest plan and its bound. */
#ifndef PARVIS_PLANNER_WEIGHT_H
#define PARVIS_PLANNER_WEIGHT_H

#include "best.h"

/* Fills `best` and its bounds. The draft is new; all of its fixed wishes must be able to
 * stand together, else PARVIS_CONFLICT. PARVIS_NO_MEMORY. */
enum parvis_status weight_maximise(struct draft *draft, struct best *best) PARVIS_MUST_CHECK;
#endif
