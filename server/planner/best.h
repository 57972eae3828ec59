/* SPDX-License-Identifier: EUPL-1.2 */
/* The best plan so far, and its figures: the one door through which results leave the search. */
#ifndef PARVIS_PLANNER_BEST_H
#define PARVIS_PLANNER_BEST_H

#include "draft.h"

struct best {
    double share; /* of the time that there is, for the phase at work; 0: all of it */
    const struct problem *problem;         /* the caller's */
    const struct planner_options *options; /* the caller's */
    struct planner_solution *solution;     /* the caller's; always a valid plan once one is there */
    int64_t value;                         /* of it: its weight, but see problem.h */
    int64_t bound;                         /* no plan has a larger value */
    int kept;                              /* meetings of the plan in force that stay */
    int kept_bound; /* no plan of this value keeps more; once the weight phase has said so */
    bool is_told;   /* `improved` has heard of this plan */
    struct planner_solution told; /* the figures of the last one that it heard of */
    bool has_told;
};

/* Takes the draft as the best plan if it is: by weight, then by meetings kept. */
void best_offer(struct best *best, const struct draft *draft);

/* Takes the draft as the best plan whatever it weighs: the one before broke a rule. */
void best_replace(struct best *best, const struct draft *draft);

/* Tells the caller of the best plan, if it does not know it yet. */
void best_tell(struct best *best);

/* Counts the solution's figures from its slots; its breaks_bound stays. PARVIS_NO_MEMORY. */
enum parvis_status best_count(const struct best *best) PARVIS_MUST_CHECK;

/* Breaks of one participant in a plan; whether those of all are within `fairness` of each other. */
int best_breaks_of(const struct problem *problem, const int *slot, int person);
bool best_is_fair(const struct problem *problem, const int *slot);

/* True where the caller wants to end, or nothing can be better. */
bool best_is_over(const struct best *best);
#endif
