/* SPDX-License-Identifier: EUPL-1.2 */
/* The first plans: see start.h. Kempe chains are those of König's edge-colouring theorem (Math.
 * Annalen 77, 1916): in a graph with two sides where nobody is off they never fail. */
#include "start.h"

#include <stdlib.h>

static bool can_hold(const struct draft *draft, int wish)
{
    const struct planner_wish *w = &draft->problem->in->wishes[wish];
    return draft->slot[wish] < 0 && !draft_is_full(draft, w->a) && !draft_is_full(draft, w->b);
}

bool start_fixed(struct draft *draft)
{
    const struct problem *problem = draft->problem;
    const struct planner_instance *in = problem->in;
    bool moved = true;
    int left = 0;
    for (int i = 0; i < in->wish_count; i++)
        if (in->wishes[i].fixed >= 0)
            draft_put(draft, i, in->wishes[i].fixed);
    /* What they wait for may wait in turn, so in rounds, each wish in the first slot that it can
     * have, until nothing moves any more. */
    while (moved && problem->has_after) {
        moved = false;
        left = 0;
        for (int i = 0; i < in->wish_count; i++) {
            if (!problem->must[i] || draft->slot[i] >= 0 || in->all)
                continue;
            left++;
            uint64_t places = can_hold(draft, i) ? draft_places(draft, i) : 0;
            if (!places)
                continue;
            draft_put(draft, i, __builtin_ctzll(places));
            moved = true;
        }
    }
    draft_forget(draft);
    return left == 0;
}

void start_previous(struct draft *draft)
{
    const struct planner_instance *in = draft->problem->in;
    for (int slot = 0; slot < in->slots; slot++)
        for (int i = 0; i < in->wish_count; i++)
            if (in->wishes[i].previous == slot && can_hold(draft, i) &&
                draft_places(draft, i) >> slot & 1)
                draft_put(draft, i, slot);
    draft_forget(draft);
}

/* The first of the places; where tables are scarce, the one with most of them left. */
static int choose_place(const struct draft *draft, uint64_t places)
{
    int chosen = __builtin_ctzll(places);
    for (; draft->problem->in->tables > 0 && places; places &= places - 1)
        if (draft->tables[__builtin_ctzll(places)] < draft->tables[chosen])
            chosen = __builtin_ctzll(places);
    return chosen;
}

void start_greedy(struct draft *draft, const int *order, int count)
{
    for (int i = 0; i < count; i++) {
        uint64_t places = can_hold(draft, order[i]) ? draft_places(draft, order[i]) : 0;
        if (places)
            draft_put(draft, order[i], choose_place(draft, places));
    }
    draft_forget(draft);
}

/* A wish of a participant in a slot that a chain may move: none waits for it, nor it for any. */
static int movable(const struct draft *draft, int person, int slot)
{
    const struct problem *problem = draft->problem;
    int wish = draft->head[person * problem->in->slots + slot];
    if (wish < 0 || problem->in->wishes[wish].fixed >= 0 ||
        problem->in->wishes[wish].after_count > 0 ||
        problem->next_first[wish] < problem->next_first[wish + 1])
        return -1;
    return wish;
}

/* Frees `person` in slot `from` by moving its meeting there to slot `to`, the meeting that is in
 * its way at the other end back to `from`, and so on. `shun` may not get a meeting in `from` by
 * that. False: the chain is blocked half way, and the caller undoes it. */
static bool run_chain(struct draft *draft, int person, int from, int to, int shun)
{
    const struct problem *problem = draft->problem;
    int limit = problem->in->wish_count + 1, into = to, back = from;
    int carried = movable(draft, person, from);
    if (carried < 0)
        return false;
    draft_take(draft, carried);
    for (int step = 0; step < limit && problem->allowed[carried] >> into & 1; step++) {
        int other = problem_other(problem, carried, person), pushed = -1;
        if (draft->room[other] >> into & 1) {
            if ((other == shun && into == from) || !(draft->open >> into & 1))
                return false;
        } else {
            pushed = movable(draft, other, into);
            if (pushed < 0)
                return false;
            draft_take(draft, pushed);
        }
        draft_put(draft, carried, into);
        if (pushed < 0)
            return true;
        carried = pushed;
        person = other;
        into ^= back;
        back ^= into;
        into ^= back;
    }
    return false;
}

/* Frees `mover` in some slot where `waiter` has room, and puts the wish there. */
static bool chain_from(struct draft *draft, int wish, int mover, int waiter)
{
    const struct problem *problem = draft->problem;
    uint64_t day = planner_day(problem->in->slots);
    uint64_t targets = problem->allowed[wish] & draft->room[waiter];
    for (; targets; targets &= targets - 1) {
        int slot = __builtin_ctzll(targets);
        uint64_t spare = draft->room[mover] & day & ~problem->in->participants[mover].off;
        for (; spare; spare &= spare - 1) {
            int mark = draft->journal_size;
            if (run_chain(draft, mover, slot, __builtin_ctzll(spare), waiter) &&
                draft_places(draft, wish) >> slot & 1) {
                draft_put(draft, wish, slot);
                return true;
            }
            draft_undo(draft, mark);
        }
    }
    return false;
}

bool start_chain(struct draft *draft, int wish)
{
    const struct planner_wish *w = &draft->problem->in->wishes[wish];
    return chain_from(draft, wish, w->a, w->b) || chain_from(draft, wish, w->b, w->a);
}

void start_chains(struct draft *draft, const int *order, int count)
{
    for (int i = 0; i < count; i++) {
        if (!can_hold(draft, order[i]))
            continue;
        uint64_t places = draft_places(draft, order[i]);
        if (places)
            draft_put(draft, order[i], choose_place(draft, places));
        else
            start_chain(draft, order[i]);
        draft_forget(draft);
    }
}
