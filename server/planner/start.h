/* SPDX-License-Identifier: EUPL-1.2 */
/* The first plans: what must be, what was, and then what a simple rule gives. */
#ifndef PARVIS_PLANNER_START_H
#define PARVIS_PLANNER_START_H

#include "draft.h"

/* Puts the fixed wishes where they belong, and those that they wait for before them. The fixed ones
 * must have room (fault_find has seen to that). False: no place was found for one of the others. */
bool start_fixed(struct draft *draft);

/* Puts the meetings of the plan in force where they were, as far as they still can. */
void start_previous(struct draft *draft);

/* Puts every wish of `order` that is not held into a slot where both ends have room. */
void start_greedy(struct draft *draft, const int *order, int count);

/* As start_greedy, and where both ends have room in different slots only, swaps two slots along a
 * chain of meetings (Kempe) so that they have one in common. */
void start_chains(struct draft *draft, const int *order, int count);

/* Puts a wish by swapping two slots along a chain. False: no chain does it, nothing changed. */
bool start_chain(struct draft *draft, int wish);
#endif
