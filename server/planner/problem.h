/* SPDX-License-Identifier: EUPL-1.2 */
/* An instance prepared for the search: which slots each wish may take, whose wishes they are, what
 * each participant can hold at most, and which wishes wait for which. Read-only once made. */
#ifndef PARVIS_PLANNER_PROBLEM_H
#define PARVIS_PLANNER_PROBLEM_H

#include "planner.h"

struct problem {
    const struct planner_instance *in; /* the caller's */
    uint64_t *allowed; /* by wish: the slots that its own rules, its ends' `off`, the fixed wishes
                          and the order of wishes leave; 0: it is never held */
    int *value; /* by wish: its weight; 1 for each where every wish is held, to hold most first */
    bool *must; /* by wish: in every plan (`all`; fixed; another that must waits for it) */
    int *rank;  /* by wish: greater than that of all that it waits for; -1: it waits for itself */
    int *parallel;      /* by participant: meetings in one slot, 1 or more */
    int *max;           /* by participant: meetings in all; its number of wishes where no limit */
    int *capacity;      /* by participant: what it can hold at most, by `max` and its free places */
    int *first, *of;    /* wishes of participant p: of[first[p]] … of[first[p + 1] - 1] */
    int *next_first;    /* wishes that wait for wish w: next_of[next_first[w]] … */
    int *next_of;       /* wishes named in no `after` have none */
    signed char *side;  /* by participant: 0 or 1 where `two_sides`; else 0 */
    bool two_sides;     /* every wish joins side 0 and side 1 */
    bool has_after;     /* some wish waits for another */
    int64_t value_most; /* of a wish */
    int previous_count; /* meetings of the plan in force */
};

/* Prepares `in`, which must outlive the result. PARVIS_NO_MEMORY. The caller frees it. */
enum parvis_status problem_make(const struct planner_instance *in, struct problem **ret_problem);
void problem_free(struct problem *problem);

/* The participant at the other end of a wish. */
static inline int problem_other(const struct problem *problem, int wish, int participant)
{
    const struct planner_wish *w = &problem->in->wishes[wish];
    return w->a == participant ? w->b : w->a;
}
#endif
