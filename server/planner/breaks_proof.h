/* SPDX-License-Identifier: EUPL-1.2 */
/* Decides whether a plan's meetings can be held with at most so many breaks: gives a plan, or
 * proves that none exists. */
#ifndef PARVIS_PLANNER_BREAKS_PROOF_H
#define PARVIS_PLANNER_BREAKS_PROOF_H

#include "breaks_state.h"
#include "clauses.h"

#define BREAKS_PROOF_ANY INT32_MAX /* no limit on breaks */
#define BREAKS_PROOF_MAX 60000     /* pairs (wish, slot) in the largest question asked */

struct breaks_proof {
    const struct breaks_state *state; /* the caller's: the wishes and rules */
    struct clauses clauses;
    int most;      /* breaks at most */
    int idle;      /* idle slots at most; lowered by breaks_proof_lower; -1: any number */
    int *place;    /* [wish * slots + slot]: its variable; 0: impossible */
    int *literals; /* room for one rule */
    int *busy;     /* [participant * slots + slot]: its variable; 0: no meeting possible */
    int *breaks;   /* the variables of all breaks */
    int *idles;    /* the variables of all idle slots */
    int *broken;   /* by participant: variable "it has a break"; 0: none */
    int break_count, idle_count, broken_count;
    int *more_idle; /* [k]: variable "more than k idle slots"; 0: impossible */
};

/* Whether the question is small enough to ask. */
bool breaks_proof_fits(const struct breaks_state *state);

/* Whether it is small enough and its answer exact. */
bool breaks_proof_may(const struct breaks_state *state, int most);

/* States the question: a plan of the state's meetings that keeps every rule of its instance, with
 * at most `most` breaks and, unless `idle` is negative, at most `idle` idle slots.
 * PARVIS_NO_MEMORY. The caller clears it. */
enum parvis_status breaks_proof_make(const struct breaks_state *state, int most, int idle,
                                     struct breaks_proof *ret_proof) PARVIS_MUST_CHECK;
void breaks_proof_clear(struct breaks_proof *proof);

/* Asks for at most `idle` idle slots from now on, keeping what the solver has learnt. `idle` must
 * not be above that of breaks_proof_make; if that was negative, so must it be, and nothing
 * changes. */
void breaks_proof_lower(struct breaks_proof *proof, int idle);

/* Continues the search for at most `conflicts`. CLAUSES_YES writes the plan to `slot` (by wish;
 * wishes that are not held keep theirs). */
enum clauses_answer breaks_proof_run(struct breaks_proof *proof, int conflicts,
                                     const struct planner_options *options, int *slot);
#endif
