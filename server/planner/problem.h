/* SPDX-License-Identifier: EUPL-1.2 */
/* An instance prepared for the search: each wish's possible slots, each participant's wishes and
 * limits, and the order of wishes. Read-only once made. */
#ifndef PARVIS_PLANNER_PROBLEM_H
#define PARVIS_PLANNER_PROBLEM_H

#include "planner.h"

struct problem {
    const struct planner_instance *in; /* the caller's */
    uint64_t *allowed; /* by wish: the slots that its own rules, its ends' `off`, the fixed wishes
                          and the order of wishes leave; 0: it is never held */
    int *value;        /* by wish: its weight; 1 if every wish must be held, to hold most first */
    bool *must;        /* by wish: every plan holds it: `all`, fixed, or a must wish waits for it */
    int *rank;         /* by wish: above the ranks of what it waits for; -1: it waits for itself */
    int *parallel;     /* by participant: meetings in one slot, 1 or more */
    int *max;          /* by participant: meetings in all; without a limit its number of wishes */
    int *capacity;     /* by participant: the most it can hold, by `max` and free places */
    int *first, *of;   /* wishes of participant p: of[first[p]] … of[first[p + 1] - 1] */
    int *next_first;   /* wishes that wait for wish w: next_of[next_first[w]] … */
    int *next_of;      /* wishes named in no `after` have none */
    signed char *side; /* by participant: 0 or 1 where `two_sides`; else 0 */
    bool two_sides;    /* every wish joins side 0 and side 1 */
    bool has_after;    /* some wish waits for another */
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
