/* SPDX-License-Identifier: EUPL-1.2 */
/* Simulated annealing of a plan's slots. */
#ifndef PARVIS_PLANNER_BREAKS_ANNEAL_H
#define PARVIS_PLANNER_BREAKS_ANNEAL_H

#include "breaks_state.h"

/* The best plan so far. */
struct breaks_best {
    int *slot; /* by wish; the caller's */
    int breaks, idle;
    bool is_fair; /* the breaks of any two participants differ by `fairness` at most */
};

/* Takes the state's plan if it is better: fair before unfair, then breaks, then idle slots. */
bool breaks_best_offer(struct breaks_best *best, const struct breaks_state *state);

/* One round of annealing, from hot to cold. */
struct breaks_round {
    int64_t from, until, steps; /* steps `from` … `until` - 1 of `steps` are made */
    double hot;                 /* how much worse a step may be at the beginning, in breaks */
    double idle;                /* an idle slot's cost, in breaks, so that gaps shrink and close */
};

/* Moves chains of meetings between two slots (Kempe chains), first those that close gaps. Keeps the
 * best plan seen in `best`. */
void breaks_anneal(struct breaks_state *state, const struct breaks_round *round,
                   struct breaks_best *best);
#endif
