/* SPDX-License-Identifier: EUPL-1.2 */
/* A plan whose meetings move: who is where, and what that costs, kept up to date by each step. */
#ifndef PARVIS_PLANNER_BREAKS_STATE_H
#define PARVIS_PLANNER_BREAKS_STATE_H

#include "planner.h"

#define BREAKS_CHAIN_MAX 64 /* meetings of one chain; longer ones are not tried */

/* A step that is looked at: the chain of meetings that change places between two slots. Only who
 * stands at one of its two ends has other slots than before; everybody between swaps one meeting
 * for another. */
struct breaks_step {
    int from, to;                /* slots */
    int chain[BREAKS_CHAIN_MAX]; /* wishes; those at odd places of a walk go from `to` to `from` */
    int count;
    int end[2], gains[2]; /* participants with other slots, and the slot each one gains */
    int end_count;
    int to_less_from;       /* meetings that `to` gains */
    int breaks, idle, over; /* how much the totals change */
};

struct breaks_state {
    const struct planner_instance *in; /* the caller's */
    int *slot;                         /* by wish; -1: not held */
    bool *still;                       /* by wish: not to be moved */
    int *movable;                      /* the wishes that may move */
    int movable_count;
    uint64_t *allowed; /* by wish: slots where rules of its own and its ends' absences let it be */
    uint64_t *held;    /* by participant: slots with a meeting */
    uint64_t *skip;    /* by participant: slots that make no break */
    int *load;         /* [participant * slots + slot]: meetings there */
    int *who;          /* … the sum of their numbers: who it is, where it is one */
    int *tables;       /* by slot */
    int *first, *of;   /* the held wishes of participant p: of[first[p]] … of[first[p + 1] - 1] */
    int *breaks;       /* by participant */
    int *idle;
    int total_breaks, total_idle;
    int over; /* breaks beyond `fairness`, summed over the participants */
    bool has_after;
    uint64_t random;
    unsigned *seen, now; /* by wish: the number of the last step that it was part of */
};

/* `keeps`: meetings that are where the plan in force has them stay there. */
enum parvis_status breaks_state_make(const struct planner_instance *in, const int *slot, bool keeps,
                                     uint64_t seed, struct breaks_state *ret_state);
void breaks_state_clear(struct breaks_state *state);

/* Looks at moving a wish to a slot: whoever has no room there swaps, and so on along the chain
 * (Kempe). False: a rule stands against it. Nothing is changed. */
bool breaks_look(struct breaks_state *state, int wish, int slot, struct breaks_step *ret_step);

/* Makes a step that was looked at, and nothing was made since. */
void breaks_make(struct breaks_state *state, const struct breaks_step *step);

/* A number from 0 to bound - 1; xorshift64* (Vigna, 2016). */
int breaks_random(struct breaks_state *state, int bound);

/* Breaks of one participant (PLAN: two meetings, one after the other, with a slot between them in
 * which it is free), and how many such slots there are. `held`: the slots of its meetings; `skip`:
 * slots that make no break. */
int breaks_of(uint64_t held, uint64_t skip);
int breaks_idle(uint64_t held, uint64_t skip);
#endif
