/* SPDX-License-Identifier: EUPL-1.2 */
/* The first plans: the fixed wishes, then the plan in force, then the result of a simple rule. */
#ifndef PARVIS_PLANNER_START_H
#define PARVIS_PLANNER_START_H

#include "draft.h"

/* Puts the fixed wishes into their slots, and the wishes that they wait for into earlier ones. The
 * fixed wishes must have room (fault_find checks it). False: one of the others found no slot. */
bool start_fixed(struct draft *draft);

/* Puts the meetings of the plan in force into their slots, where that is still possible. */
void start_previous(struct draft *draft);

/* Puts every wish of `order` that is not held into a slot where both participants have room, if
 * any. */
void start_greedy(struct draft *draft, const int *order, int count);

/* As start_greedy; for two participants with room in different slots only, swaps two slots along a
 * chain of meetings (Kempe) so that they have one in common. */
void start_chains(struct draft *draft, const int *order, int count);

/* Puts a wish by swapping two slots along a chain. False: no chain does it, nothing changed. */
bool start_chain(struct draft *draft, int wish);
#endif
