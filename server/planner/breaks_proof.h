/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether the meetings of a plan can be held with so few breaks: a yes with a plan, or a proof that
 * they cannot. */
#ifndef PARVIS_PLANNER_BREAKS_PROOF_H
#define PARVIS_PLANNER_BREAKS_PROOF_H

#include "breaks_state.h"
#include "clauses.h"

#define BREAKS_PROOF_ANY INT32_MAX /* breaks: any number */
#define BREAKS_PROOF_MAX 60000     /* places (wish, slot) of the largest plan that is asked about */

struct breaks_proof {
    const struct breaks_state *state; /* the caller's: which wishes, which rules */
    struct clauses clauses;
    int most;      /* breaks at most */
    int idle;      /* idle slots at most; lowered by breaks_proof_lower; -1: any number */
    int *place;    /* [wish * slots + slot]: its variable; 0: it cannot be there */
    int *literals; /* room for one rule */
    int *busy;     /* [participant * slots + slot]: its variable; 0: it can have no meeting there */
    int *breaks;   /* the variables of all breaks */
    int *idles;    /* … and of all idle slots */
    int *broken;   /* by participant: it has a break, or 0 */
    int break_count, idle_count, broken_count;
    int *more_idle; /* [k]: there are more than k; 0: there never are */
};

/* Whether the question is small enough. */
bool breaks_proof_fits(const struct breaks_state *state);

/* … and its answer exact. */
bool breaks_proof_may(const struct breaks_state *state, int most);

/* Asks for a plan of the state's meetings that holds every rule of the state's instance with `most`
 * breaks, and where `idle` is not negative with so many idle slots. PARVIS_NO_MEMORY. Whoever makes
 * it clears it. */
enum parvis_status breaks_proof_make(const struct breaks_state *state, int most, int idle,
                                     struct breaks_proof *ret_proof) PARVIS_MUST_CHECK;
void breaks_proof_clear(struct breaks_proof *proof);

/* Asks for fewer idle slots from now on; what was learnt so far serves on. `idle` is at most that
 * of the making, and negative if that was: then nothing changes. */
void breaks_proof_lower(struct breaks_proof *proof, int idle);

/* Searches on; CLAUSES_YES writes the plan to `slot` (by wish; those not held stay as they are). */
enum clauses_answer breaks_proof_run(struct breaks_proof *proof, int conflicts,
                                     const struct planner_options *options, int *slot);
#endif
