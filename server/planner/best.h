/* SPDX-License-Identifier: EUPL-1.2 */
/* The best plan so far, with its figures. All results leave the search through here. */
#ifndef PARVIS_PLANNER_BEST_H
#define PARVIS_PLANNER_BEST_H

#include "draft.h"

struct best {
    double share; /* the present phase's share of the search's time; 0: all of it */
    const struct problem *problem;         /* the caller's */
    const struct planner_options *options; /* the caller's */
    struct planner_solution *solution;     /* the caller's; a valid plan from the first one on */
    int64_t value;                         /* of the solution: its weight, but see problem.h */
    int64_t bound;                         /* no plan has a larger value */
    int kept;                              /* meetings in their slot of the plan in force */
    int kept_bound;               /* no plan of this value keeps more; set by the weight phase */
    bool is_told;                 /* `improved` was called for this plan */
    struct planner_solution told; /* the figures of the last plan that it was called for */
    bool has_told;
};

/* Takes the draft as the best plan if it is better: by weight, then by meetings kept. */
void best_offer(struct best *best, const struct draft *draft);

/* Takes the draft as the best plan whatever its weight: the earlier one broke a rule. */
void best_replace(struct best *best, const struct draft *draft);

/* Calls `improved` for the best plan, unless it was called for it before. */
void best_tell(struct best *best);

/* Computes the solution's figures from its slots, except breaks_bound. PARVIS_NO_MEMORY. */
enum parvis_status best_count(const struct best *best) PARVIS_MUST_CHECK;

/* Breaks of one participant in a plan; whether those of all are within `fairness` of each other. */
int best_breaks_of(const struct problem *problem, const int *slot, int person);
bool best_is_fair(const struct problem *problem, const int *slot);

/* Whether the search may end: the caller said stop, or no better plan exists. */
bool best_is_over(const struct best *best);
#endif
