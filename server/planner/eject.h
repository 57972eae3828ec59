/* SPDX-License-Identifier: EUPL-1.2 */
/* One move of the search: a wish goes into a slot, what stands in its way is ejected and looks for
 * another place, and what becomes free is filled again. */
#ifndef PARVIS_PLANNER_EJECT_H
#define PARVIS_PLANNER_EJECT_H

#include "draft.h"

/* Which wishes the search may not touch for a while, so that it does not go round in circles
 * (Glover, Tabu search, 1989). */
struct eject_tabu {
    int64_t now;            /* moves so far */
    int64_t *settled_until; /* by wish: may not be ejected before */
    uint64_t *banned;       /* by wish: slots that it left not long ago … */
    int64_t *banned_until;  /* … and until when they are closed to it */
};

#define ALL_SLOTS (~(uint64_t)0)

struct eject_move {
    int wish, slot; /* -1: none */
    int64_t loss;   /* expected: weight that goes less weight that comes */
    int ties;       /* moves of that loss that were looked at */
};

/* Looks at `slots` for a wish that is not held, and keeps the least loss in `move`. */
void eject_consider(struct draft *draft, const struct eject_tabu *tabu, int wish, uint64_t slots,
                    struct eject_move *move);

/* Makes the move, of a held wish as well; the journal then holds its steps. False: a rule stands
 * against it after all, and the caller undoes it. */
bool eject_apply(struct draft *draft, struct eject_tabu *tabu, const struct eject_move *move);
#endif
