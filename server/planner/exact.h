/* SPDX-License-Identifier: EUPL-1.2 */
/* Solves tiny instances by enumeration: the best of all objectives, with the proof. */
#ifndef PARVIS_PLANNER_EXACT_H
#define PARVIS_PLANNER_EXACT_H

#include "best.h"

/* Tries every plan whose weight may be the best, up to some hundred thousand. True: all were tried.
 * Then `best` holds the best plan of all objectives with its bounds met; or *ret_none is true and
 * `best` unchanged, if no plan keeps all rules. False: too many plans, or should_stop; `best` may
 * have become better. */
bool exact_solve(const struct problem *problem, struct best *best, bool *ret_none);
#endif
