/* SPDX-License-Identifier: EUPL-1.2 */
/* Fairness: the breaks of any two participants differ by `fairness` at most. */
#ifndef PARVIS_PLANNER_FAIR_H
#define PARVIS_PLANNER_FAIR_H

#include "best.h"

/* Turns the best plan, which may be unfair, into a fair one that keeps most of its weight.
 * PARVIS_CONFLICT: none was found. PARVIS_NO_MEMORY. */
enum parvis_status fair_repair(const struct problem *problem, struct best *best) PARVIS_MUST_CHECK;
#endif
