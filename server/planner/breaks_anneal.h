/* SPDX-License-Identifier: EUPL-1.2 */
/* Simulated annealing of a plan's slots. */
#ifndef PARVIS_PLANNER_BREAKS_ANNEAL_H
#define PARVIS_PLANNER_BREAKS_ANNEAL_H

#include "breaks_state.h"

/* The best plan so far. */
struct breaks_best {
    int *slot; /* by wish; the caller's */
    int breaks, idle;
    bool is_fair; /* the breaks of any two differ by `fairness` at most */
};

/* Takes the state's plan if it is better: fair before unfair, then breaks, then idle slots. */
bool breaks_best_offer(struct breaks_best *best, const struct breaks_state *state);

/* One round: from hot to cold. */
struct breaks_round {
    int64_t from, until, steps; /* steps `from` … `until` - 1 of `steps` are made */
    double hot;                 /* in breaks: how much worse a step may be at the beginning */
    double idle;                /* what an idle slot counts for, in breaks: shrinking gaps close */
};

/* Moves chains of meetings between two slots (Kempe chains), those first that close gaps, and
 * leaves in `best` the best plan seen. */
void breaks_anneal(struct breaks_state *state, const struct breaks_round *round,
                   struct breaks_best *best);
#endif
