/* SPDX-License-Identifier: EUPL-1.2 */
/* What the fixed wishes and the order of wishes leave of each wish's slots. */
#ifndef PARVIS_PLANNER_NARROW_H
#define PARVIS_PLANNER_NARROW_H

#include "problem.h"

/* Fills `rank` and `must` and narrows `allowed`; no plan is lost by that. False: no memory. */
bool narrow_slots(struct problem *problem);
#endif
