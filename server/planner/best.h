/* The best plan so far, and its figures: the one door through which results leave the search. */
#ifndef PARVIS_PLANNER_BEST_H
#define PARVIS_PLANNER_BEST_H

#include "draft.h"

struct best {
    const struct problem *problem;         /* the caller's */
    const struct planner_options *options; /* the caller's */
    struct planner_solution *solution;     /* the caller's; always a valid plan once one is there */
    int kept;                              /* meetings of the plan in force that stay */
    bool is_told;                          /* `improved` has heard of this plan */
};

/* Takes the draft as the best plan if it is: by weight, then by meetings kept. */
void best_offer(struct best *best, const struct draft *draft);

/* Tells the caller of the best plan, if it does not know it yet. */
void best_tell(struct best *best);

/* Counts moved, breaks and idle slots from the solution's slots. */
enum parvis_status best_count(const struct problem *problem,
                              struct planner_solution *solution) PARVIS_MUST_CHECK;

/* True where the caller wants to end, or nothing can be better. */
bool best_is_over(const struct best *best);
#endif
