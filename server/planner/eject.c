/* SPDX-License-Identifier: EUPL-1.2 */
/* Ejection moves: see eject.h. The look-ahead is one step deep and made of bit masks: an ejected
 * meeting that has another place costs nothing. */
#include "eject.h"

#define NEVER (INT64_MAX / 4)
#define TABLE_LOOKS 48 /* meetings of a full slot that are asked to leave */
#define DEPTH 3        /* ejections after ejections */

/* The loss when a wish is dropped: its weight, and the weights of the wishes that wait for it. */
static int64_t drop_loss(const struct draft *draft, int wish)
{
    const struct problem *problem = draft->problem;
    int64_t loss = problem->value[wish];
    if (problem->has_after)
        for (int i = problem->next_first[wish]; i < problem->next_first[wish + 1]; i++)
            if (draft->slot[problem->next_of[i]] >= 0)
                loss += drop_loss(draft, problem->next_of[i]);
    return loss;
}

static bool has_fixed_next(const struct draft *draft, int wish)
{
    const struct problem *problem = draft->problem;
    for (int i = problem->next_first[wish]; i < problem->next_first[wish + 1]; i++) {
        int next = problem->next_of[i];
        if (draft->slot[next] >= 0 &&
            (problem->in->wishes[next].fixed >= 0 || has_fixed_next(draft, next)))
            return true;
    }
    return false;
}

static bool can_leave(const struct draft *draft, const struct eject_tabu *tabu, int wish)
{
    return draft->problem->in->wishes[wish].fixed < 0 && tabu->settled_until[wish] <= tabu->now &&
           !(draft->problem->has_after && has_fixed_next(draft, wish));
}

/* The meeting that leaves when a participant gets another one. */
struct leaver {
    int wish;     /* -1: nobody has to */
    int64_t loss; /* 0: it has another place; NEVER: nobody can */
    int ties;
};

static void weigh_leaver(struct draft *draft, struct leaver *leaver, int wish, int64_t loss)
{
    if (loss > leaver->loss)
        return;
    leaver->ties = loss < leaver->loss ? 1 : leaver->ties + 1;
    /* Each of the equal ones has the same chance, without a list of them: the n-th takes the place
     * once in n. */
    if (loss < leaver->loss || draft_random(draft, leaver->ties) == 0)
        *leaver = (struct leaver){wish, loss, leaver->ties};
}

/* The cheapest meeting of a participant to leave a slot; `must_drop`: it may not move elsewhere. */
static struct leaver find_leaver(struct draft *draft, const struct eject_tabu *tabu, int person,
                                 int slot, bool must_drop)
{
    const struct planner_instance *in = draft->problem->in;
    struct leaver leaver = {-1, NEVER, 0};
    if (draft->room[person] >> slot & 1)
        return (struct leaver){-1, 0, 0};
    for (int wish = draft->head[person * in->slots + slot]; wish >= 0;
         wish = draft->next[2 * wish + (in->wishes[wish].b == person)]) {
        if (!can_leave(draft, tabu, wish))
            continue;
        int64_t loss = !must_drop && draft_places(draft, wish) ? 0 : drop_loss(draft, wish);
        weigh_leaver(draft, &leaver, wish, loss);
    }
    return leaver;
}

/* The cheapest meeting of a participant in any slot, for one whose total is full. */
static struct leaver find_cheapest(struct draft *draft, const struct eject_tabu *tabu, int person)
{
    const struct problem *problem = draft->problem;
    struct leaver leaver = {-1, NEVER, 0};
    for (int i = problem->first[person]; i < problem->first[person + 1]; i++) {
        int wish = problem->of[i];
        if (draft->slot[wish] >= 0 && can_leave(draft, tabu, wish))
            weigh_leaver(draft, &leaver, wish, drop_loss(draft, wish));
    }
    return leaver;
}

/* The cheapest meeting to leave a slot whose tables are full. */
static struct leaver find_table(struct draft *draft, const struct eject_tabu *tabu, int slot)
{
    struct leaver leaver = {-1, NEVER, 0};
    int looks = TABLE_LOOKS;
    for (int wish = draft->slot_head[slot]; wish >= 0 && looks-- > 0; wish = draft->slot_next[wish])
        if (can_leave(draft, tabu, wish))
            weigh_leaver(draft, &leaver, wish,
                         draft_places(draft, wish) ? 0 : drop_loss(draft, wish));
    return leaver;
}

/* The cost of a meeting in a slot at one of its ends. `cheapest`: the price of its total; 0: not
 * full. */
static int64_t end_loss(struct draft *draft, const struct eject_tabu *tabu, int person, int slot,
                        int64_t cheapest)
{
    if (draft->room[person] >> slot & 1)
        return cheapest;
    int64_t moved = find_leaver(draft, tabu, person, slot, false).loss;
    if (cheapest == 0)
        return moved;
    int64_t dropped = find_leaver(draft, tabu, person, slot, true).loss;
    return moved + cheapest < dropped ? moved + cheapest : dropped;
}

void eject_consider(struct draft *draft, const struct eject_tabu *tabu, int wish, uint64_t slots,
                    struct eject_move *move)
{
    const struct problem *problem = draft->problem;
    const struct planner_wish *w = &problem->in->wishes[wish];
    slots &= problem->allowed[wish];
    if (tabu->banned_until[wish] > tabu->now)
        slots &= ~tabu->banned[wish];
    if (problem->has_after && slots)
        slots &= draft_window(draft, wish);
    if (!slots)
        return;
    int64_t cheapest_a = 0, cheapest_b = 0;
    if (draft_is_full(draft, w->a))
        cheapest_a = find_cheapest(draft, tabu, w->a).loss + (problem->value[wish] == 0);
    if (draft_is_full(draft, w->b))
        cheapest_b = find_cheapest(draft, tabu, w->b).loss + (problem->value[wish] == 0);
    for (; slots; slots &= slots - 1) {
        int slot = __builtin_ctzll(slots);
        int64_t loss = end_loss(draft, tabu, w->a, slot, cheapest_a) - problem->value[wish];
        /* One end alone costs too much: the other is not looked at. */
        if (loss > move->loss)
            continue;
        loss += end_loss(draft, tabu, w->b, slot, cheapest_b);
        if (!(draft->open >> slot & 1) && (draft->room[w->a] & draft->room[w->b]) >> slot & 1)
            loss += find_table(draft, tabu, slot).loss;
        if (loss > move->loss || loss > NEVER / 2)
            continue;
        int ties = loss < move->loss ? 1 : move->ties + 1;
        if (ties == 1 || draft_random(draft, ties) == 0)
            *move = (struct eject_move){wish, slot, loss, ties};
        move->ties = ties;
    }
}

/* The wishes that a move ejected, to be placed again: one each for both ends' slots, totals, and
 * the tables. */
struct thrown {
    int wishes[5];
    int count;
};

static bool throw_out(struct draft *draft, struct thrown *thrown, struct leaver leaver)
{
    if (leaver.wish < 0)
        return leaver.loss == 0;
    draft_take(draft, leaver.wish);
    thrown->wishes[thrown->count++] = leaver.wish;
    return true;
}

/* Makes room at both ends and at the tables. */
static bool make_room(struct draft *draft, const struct eject_tabu *tabu,
                      const struct planner_wish *w, int slot, struct thrown *thrown)
{
    int ends[2] = {w->a, w->b};
    for (int end = 0; end < 2; end++)
        if (!throw_out(draft, thrown, find_leaver(draft, tabu, ends[end], slot, false)))
            return false;
    for (int end = 0; end < 2; end++)
        if (draft_is_full(draft, ends[end]) &&
            !throw_out(draft, thrown, find_cheapest(draft, tabu, ends[end])))
            return false;
    return draft->open >> slot & 1 || throw_out(draft, thrown, find_table(draft, tabu, slot));
}

static int choose_place(struct draft *draft, int wish, uint64_t places)
{
    int previous = draft->problem->in->wishes[wish].previous;
    if (previous >= 0 && places >> previous & 1)
        return previous;
    for (int skip = draft_random(draft, __builtin_popcountll(places)); skip > 0; skip--)
        places &= places - 1;
    return __builtin_ctzll(places);
}

static bool apply(struct draft *draft, struct eject_tabu *tabu, const struct eject_move *move,
                  int depth);

/* Puts a wish where there is room, or where it throws out less than it brings. */
static void place_again(struct draft *draft, struct eject_tabu *tabu, int wish, int depth)
{
    const struct planner_wish *w = &draft->problem->in->wishes[wish];
    if (draft->slot[wish] >= 0)
        return;
    uint64_t places = draft_places(draft, wish);
    if (places && !draft_is_full(draft, w->a) && !draft_is_full(draft, w->b)) {
        draft_put(draft, wish, choose_place(draft, wish, places));
        return;
    }
    struct eject_move move = {-1, -1, 0, 0};
    int mark = draft->journal_size;
    int64_t value = draft->value;
    if (depth > 0)
        eject_consider(draft, tabu, wish, ALL_SLOTS, &move);
    if (move.wish >= 0 && move.loss < 0 &&
        /* The expected loss looks one step ahead; the real one is known only after the move. */
        (!apply(draft, tabu, &move, depth - 1) || draft->value < value))
        draft_undo(draft, mark);
}

/* Gives a participant who lost a meeting the heaviest ones for which there is room now. */
static void refill(struct draft *draft, int person)
{
    const struct problem *problem = draft->problem;
    while (!draft_is_full(draft, person)) {
        int heaviest = -1;
        for (int i = problem->first[person]; i < problem->first[person + 1]; i++) {
            int wish = problem->of[i];
            if (draft->slot[wish] < 0 && draft_places(draft, wish) &&
                !draft_is_full(draft, problem_other(problem, wish, person)) &&
                (heaviest < 0 || problem->value[wish] > problem->value[heaviest]))
                heaviest = wish;
        }
        if (heaviest < 0)
            return;
        draft_put(draft, heaviest, choose_place(draft, heaviest, draft_places(draft, heaviest)));
    }
}

static bool apply(struct draft *draft, struct eject_tabu *tabu, const struct eject_move *move,
                  int depth)
{
    const struct planner_wish *wishes = draft->problem->in->wishes;
    struct thrown thrown = {.count = 0};
    int mark = draft->journal_size;
    if (draft->slot[move->wish] >= 0)
        draft_take(draft, move->wish);
    if (!make_room(draft, tabu, &wishes[move->wish], move->slot, &thrown) ||
        !(draft_places(draft, move->wish) >> move->slot & 1))
        return false;
    draft_put(draft, move->wish, move->slot);
    tabu->settled_until[move->wish] = tabu->now + 1; /* what comes next does not throw it out */
    for (int i = 0; i < thrown.count; i++)
        place_again(draft, tabu, thrown.wishes[i], depth);
    /* All that went, be it by the way, may have left room at its ends. */
    int end = draft->journal_size;
    for (int at = mark; at < end; at += 2) {
        int wish = draft->journal[at];
        if (draft->slot[wish] >= 0)
            continue;
        refill(draft, wishes[wish].a);
        refill(draft, wishes[wish].b);
    }
    return true;
}

bool eject_apply(struct draft *draft, struct eject_tabu *tabu, const struct eject_move *move)
{
    return apply(draft, tabu, move, DEPTH);
}
