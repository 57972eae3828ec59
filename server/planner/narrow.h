/* SPDX-License-Identifier: EUPL-1.2 */
/* Narrows each wish's slots by the fixed wishes and the order of wishes. */
#ifndef PARVIS_PLANNER_NARROW_H
#define PARVIS_PLANNER_NARROW_H

#include "problem.h"

/* Fills `rank` and `must`, and narrows `allowed` without excluding any plan. False: no memory. */
bool narrow_slots(struct problem *problem);
#endif
