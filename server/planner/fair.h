/* SPDX-License-Identifier: EUPL-1.2 */
/* Fairness: the breaks of any two participants differ by so many at most. */
#ifndef PARVIS_PLANNER_FAIR_H
#define PARVIS_PLANNER_FAIR_H

#include "best.h"

/* Turns the best plan, which may be unfair, into a fair one of as much weight as is easily kept.
 * PARVIS_CONFLICT: found none. PARVIS_NO_MEMORY. */
enum parvis_status fair_repair(const struct problem *problem, struct best *best) PARVIS_MUST_CHECK;
#endif
