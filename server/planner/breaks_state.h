/* A plan whose meetings move: who is where, and what that costs, kept up to date by each step. */
#ifndef PARVIS_PLANNER_BREAKS_STATE_H
#define PARVIS_PLANNER_BREAKS_STATE_H

#include "breaks.h"

#define BREAKS_CHAIN_MAX 64 /* meetings of one chain; longer ones are not tried */

struct breaks_state {
    const struct planner_instance *in; /* the caller's */
    int *slot;                         /* by wish; -1: not held */
    bool *still;                       /* by wish: not to be moved */
    int *movable;                      /* the wishes that may move */
    int movable_count;
    uint64_t *allowed; /* by wish: slots where rules of its own and its ends' absences let it be */
    uint64_t *held;    /* by participant: slots with a meeting */
    uint64_t *skip;    /* by participant: slots that make no break */
    int *load;         /* [participant * slots + slot] */
    int *tables;       /* by slot */
    int *first, *of;   /* the held wishes of participant p: of[first[p]] … of[first[p + 1] - 1] */
    int *breaks;       /* by participant */
    int *idle;
    int total_breaks, total_idle;
    int over; /* breaks beyond `fairness`, summed over the participants */
    bool has_after;
    uint64_t random;
    /* The step being made: wishes and where they were. */
    int chain[BREAKS_CHAIN_MAX], from[BREAKS_CHAIN_MAX];
    int chain_count;
};

enum parvis_status breaks_state_make(const struct planner_instance *in, const int *slot,
                                     uint64_t seed, struct breaks_state *ret_state);
void breaks_state_clear(struct breaks_state *state);

/* Moves a wish to a slot; whoever has no room there swaps, and so on along the chain (Kempe).
 * False: a rule stands against it, and nothing changed. The step stays open: breaks_undo takes it
 * back. */
bool breaks_move(struct breaks_state *state, int wish, int slot);
void breaks_undo(struct breaks_state *state);

/* A number from 0 to bound - 1; xorshift64* (Vigna, 2016). */
int breaks_random(struct breaks_state *state, int bound);
#endif
