/* SPDX-License-Identifier: EUPL-1.2 */
/* A plan whose meetings are moved step by step, with its occupied slots and its costs kept up to
 * date. */
#ifndef PARVIS_PLANNER_BREAKS_STATE_H
#define PARVIS_PLANNER_BREAKS_STATE_H

#include "planner.h"

#define BREAKS_CHAIN_MAX 64 /* meetings of one chain; longer ones are not tried */

/* A possible step: a chain of meetings that change between two slots. Only the participants at its
 * two ends have other slots afterwards; those between have one meeting in place of another. */
struct breaks_step {
    int from, to;                /* slots */
    int chain[BREAKS_CHAIN_MAX]; /* wishes; those at odd positions go from `to` to `from` */
    int count;
    int end[2], gains[2]; /* participants whose slots change, and the slot that each gains */
    int end_count;
    int to_less_from;       /* by how many meetings `to` grows */
    int breaks, idle, over; /* changes of the totals */
};

struct breaks_state {
    const struct planner_instance *in; /* the caller's */
    int *slot;                         /* by wish; -1: not held */
    bool *still;                       /* by wish: must not move */
    int *movable;                      /* the wishes that may move */
    int movable_count;
    uint64_t *allowed; /* by wish: slots that its own rules and its participants' absences allow */
    uint64_t *held;    /* by participant: slots with a meeting */
    uint64_t *skip;    /* by participant: slots that make no break */
    int *load;         /* [participant * slots + slot]: meetings there */
    int *who;          /* as load: sum of the wishes' numbers; of one wish: itself */
    int *tables;       /* by slot */
    int *first, *of;   /* the held wishes of participant p: of[first[p]] … of[first[p + 1] - 1] */
    int *breaks;       /* by participant */
    int *idle;
    int total_breaks, total_idle;
    int over; /* breaks beyond `fairness`, summed over the participants */
    bool has_after;
    uint64_t random;
    unsigned *seen, now; /* by wish: number of the last step that had it */
};

/* `keeps`: meetings in their slot of the plan in force stay there. */
enum parvis_status breaks_state_make(const struct planner_instance *in, const int *slot, bool keeps,
                                     uint64_t seed, struct breaks_state *ret_state);
void breaks_state_clear(struct breaks_state *state);

/* Works out the step that moves a wish to a slot: a meeting in its way goes to the slot that the
 * wish leaves, and so on along the chain (Kempe). Changes nothing. False: a rule forbids it. */
bool breaks_look(struct breaks_state *state, int wish, int slot, struct breaks_step *ret_step);

/* Makes a step that breaks_look gave; no other step may have been made since. */
void breaks_make(struct breaks_state *state, const struct breaks_step *step);

/* A number from 0 to bound - 1; xorshift64* (Vigna, 2016). */
int breaks_random(struct breaks_state *state, int bound);

/* Breaks of one participant (PLAN: two meetings, one after the other, with a slot between them in
 * which it is free), and how many such slots there are. `held`: the slots of its meetings; `skip`:
 * slots that make no break. */
int breaks_of(uint64_t held, uint64_t skip);
int breaks_idle(uint64_t held, uint64_t skip);
#endif
