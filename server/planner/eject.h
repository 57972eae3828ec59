/* SPDX-License-Identifier: EUPL-1.2 */
/* One move of the search: a wish goes into a slot, the wishes in its way are ejected and look for
 * other slots, and the places that become free are filled again. */
#ifndef PARVIS_PLANNER_EJECT_H
#define PARVIS_PLANNER_EJECT_H

#include "draft.h"

/* Wishes that the search may not move for a while, so that it does not go round in circles (Glover,
 * Tabu search, 1989). */
struct eject_tabu {
    int64_t now;            /* moves so far */
    int64_t *settled_until; /* by wish: it may not be ejected before this move */
    uint64_t *banned;       /* by wish: slots that it left lately … */
    int64_t *banned_until;  /* … and until when they are closed to it */
};

#define ALL_SLOTS (~(uint64_t)0)

struct eject_move {
    int wish, slot; /* -1: none */
    int64_t loss;   /* expected: weight removed less weight added */
    int ties;       /* how many moves of this loss were considered */
};

/* Considers `slots` for a wish that is not held, and keeps the move of the least loss in `move`. */
void eject_consider(struct draft *draft, const struct eject_tabu *tabu, int wish, uint64_t slots,
                    struct eject_move *move);

/* Makes the move; the wish may be held. The journal then has its steps. False: a rule forbids it
 * after all; the caller must undo the steps. */
bool eject_apply(struct draft *draft, struct eject_tabu *tabu, const struct eject_move *move);
#endif
