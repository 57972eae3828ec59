/* SPDX-License-Identifier: EUPL-1.2 */
/* A plan in the making: the slot of each wish, the free room of each participant, and a journal to
 * undo a series of steps. It always keeps every hard rule except `all` and fairness. */
#ifndef PARVIS_PLANNER_DRAFT_H
#define PARVIS_PLANNER_DRAFT_H

#include "problem.h"

struct draft {
    const struct problem *problem; /* the caller's */
    int *slot;                     /* by wish; -1: not held */
    uint64_t *room; /* by participant: slots with a free place, without regard to `off` and `max` */
    uint64_t open;  /* slots with a free table */
    int *held;      /* by participant: meetings in all */
    int *load;      /* [participant * slots + slot]: meetings there */
    int *head;      /* [participant * slots + slot]: first wish held there; -1: none */
    int *next;      /* [2 * wish + end]: the next wish of that end (0: a, 1: b) in its slot */
    int *tables;    /* by slot: meetings that run */
    int *slot_head, *slot_tail; /* by slot: the wishes held there, oldest first */
    int *slot_next, *slot_prev; /* by wish: its neighbours in that list; -1: none */
    int *loose;                 /* the wishes that are not held */
    int *loose_at;              /* by wish: where in `loose`; -1: held */
    int loose_count;
    int64_t value;    /* of the wishes held: their weight, but see problem.h */
    int kept;         /* meetings of the plan in force that are in their slot */
    int *journal;     /* pairs: wish, its slot before */
    int journal_size; /* entries, not pairs */
    int journal_room; /* what fits */
    uint64_t random;  /* state of draft_random */
};

enum parvis_status draft_make(const struct problem *problem, uint64_t seed,
                              struct draft **ret_draft);
void draft_free(struct draft *draft);

/* Steps. draft_put: the wish must not be held, and `slot` must be one of draft_places. draft_take:
 * the wish must be held; takes away the held wishes that wait for it too. */
void draft_put(struct draft *draft, int wish, int slot);
void draft_take(struct draft *draft, int wish);

/* draft_undo undoes all steps since the journal had `mark` entries; draft_forget empties the
 * journal. */
void draft_undo(struct draft *draft, int mark);
void draft_forget(struct draft *draft);

/* Makes the draft the plan `slot` (by wish), which must be valid. */
void draft_load(struct draft *draft, const int *slot);

/* The slots that the order of wishes (`after`) allows a wish, with all other wishes where they
 * are. */
uint64_t draft_window(const struct draft *draft, int wish);

/* A number from 0 to bound - 1. xorshift64* (Vigna, 2016). */
int draft_random(struct draft *draft, int bound);

/* Whether a participant has all the meetings it may have. */
static inline bool draft_is_full(const struct draft *draft, int person)
{
    return draft->held[person] >= draft->problem->max[person];
}

/* The slots where a wish could stand at once if its ends had no `max`; a held one may move there.
 */
static inline uint64_t draft_places(const struct draft *draft, int wish)
{
    const struct planner_wish *w = &draft->problem->in->wishes[wish];
    uint64_t places =
        draft->problem->allowed[wish] & draft->room[w->a] & draft->room[w->b] & draft->open;
    return places && draft->problem->has_after ? places & draft_window(draft, wish) : places;
}
#endif
