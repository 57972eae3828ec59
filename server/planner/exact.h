/* SPDX-License-Identifier: EUPL-1.2 */
/* Tiny instances by enumeration: all objectives at their best, with the proof. */
#ifndef PARVIS_PLANNER_EXACT_H
#define PARVIS_PLANNER_EXACT_H

#include "best.h"

/* Tries every plan that is not excluded by its weight, as far as some hundred thousand of them go.
 * True: all were tried; `best` holds the best plan of all objectives, its bounds are met and
 * breaks_bound is its breaks; where no plan keeps all rules, `ret_none` is true and `best` as
 * before. False: too many, or should_stop; a plan better than `best` may have been found. */
bool exact_solve(const struct problem *problem, struct best *best, bool *ret_none);
#endif
