/* SPDX-License-Identifier: EUPL-1.2 */
/* The search for weight. What separates a plan from the limit of the prices is a list of defects
 * (complementary slackness): a wish that is worth more than its prices and is not held, and a
 * participant with a price and with room. Moves start at defects, and are kept as in simulated
 * annealing (Kirkpatrick, Gelatt and Vecchi, Science 220, 1983). */
#include "improve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "eject.h"

#define STOP_EVERY 32 /* moves between two questions whether to stop; one takes microseconds */
#define TELL_EVERY                                                                                 \
    4096          /* moves between two reports, as counting breaks takes longer than a move        \
                   */
#define LOOKS 12  /* wishes that are considered for a hole */
#define SETTLED 6 /* moves for which a wish stays where it was put, and up to twice that */
#define BANNED 12 /* moves for which it may not go back, and up to twice that */
#define HEAT_ROUNDS 20000 /* moves without a better plan until it begins again from the best */
#define HEAT_SHARE 0.04   /* of a mean wish's value, tried from 0.03 to 0.15 on hard instances */

struct search {
    struct draft *draft;
    struct best *best;
    const struct prices *prices;
    const struct planner_instance *in;
    int64_t *gain;    /* by wish: what it is worth beyond its prices, in PRICE_ONE */
    uint64_t *priced; /* by participant: slots whose places have a price */
    int *defects;     /* participant p, or participant_count + wish, or behind these a slot */
    int *defect_at;   /* where in `defects`; -1: not */
    int defect_count;
    struct eject_tabu tabu;
    double heat, heat_unit; /* now, and HEAT_SHARE of the mean value */
    double keen;            /* what a meeting kept counts, against value / heat */
    int64_t tolerance;      /* wishes whose gain is below its negative are left out */
    bool keeps;             /* the search is for plans that keep more of the plan in force */
};

static void set_defect(struct search *search, int item, bool is_one)
{
    int at = search->defect_at[item];
    if (is_one == (at >= 0))
        return;
    if (is_one) {
        search->defect_at[item] = search->defect_count;
        search->defects[search->defect_count++] = item;
    } else {
        /* The last one fills the gap: the order means nothing, and nothing is moved up. */
        int last = search->defects[--search->defect_count];
        search->defects[at] = last;
        search->defect_at[last] = at;
        search->defect_at[item] = -1;
    }
}

static void check_person(struct search *search, int person)
{
    const struct draft *draft = search->draft;
    bool total = search->prices->person[person] > 0 && !draft_is_full(draft, person);
    set_defect(search, person, total || (search->priced[person] & draft->room[person]));
}

/* Whether a wish is elsewhere than in the plan in force and could be there. */
static bool is_displaced(const struct search *search, int wish)
{
    int previous = search->in->wishes[wish].previous;
    return search->keeps && previous >= 0 && search->draft->slot[wish] != previous &&
           search->draft->problem->allowed[wish] >> previous & 1;
}

static void check_wish(struct search *search, int wish)
{
    bool missing = search->draft->slot[wish] < 0 && search->gain[wish] > 0;
    set_defect(search, search->in->participant_count + wish, missing || is_displaced(search, wish));
    check_person(search, search->in->wishes[wish].a);
    check_person(search, search->in->wishes[wish].b);
}

/* A slot whose tables have a price and are not all taken. */
static void check_tables(struct search *search)
{
    int first = search->in->participant_count + search->in->wish_count;
    for (int t = 0; t < search->in->slots && search->in->tables > 0; t++)
        set_defect(search, first + t, search->prices->table[t] > 0 && search->draft->open >> t & 1);
}

static void check_journal(struct search *search)
{
    for (int i = 0; i < search->draft->journal_size; i += 2)
        check_wish(search, search->draft->journal[i]);
    check_tables(search);
}

static void check_all(struct search *search)
{
    for (int i = 0; i < search->in->wish_count; i++)
        check_wish(search, i);
    check_tables(search);
}

/* The wishes of a participant that might fill its hole. */
static void consider_person(struct search *search, int person, struct eject_move *move)
{
    const struct problem *problem = search->draft->problem;
    int first = problem->first[person], count = problem->first[person + 1] - first;
    if (count == 0)
        return;
    int looks = LOOKS, at = draft_random(search->draft, count);
    for (int i = 0; i < count && looks > 0; i++, at = at + 1 == count ? 0 : at + 1) {
        int wish = problem->of[first + at];
        if (search->draft->slot[wish] >= 0 || search->gain[wish] < -search->tolerance)
            continue;
        eject_consider(search->draft, &search->tabu, wish, ALL_SLOTS, move);
        looks--;
    }
}

/* A wish to be held, or to be brought back to its slot. */
static void consider_wish(struct search *search, int wish, struct eject_move *move)
{
    int previous = search->in->wishes[wish].previous;
    if (is_displaced(search, wish) &&
        (search->draft->slot[wish] >= 0 || draft_random(search->draft, 2) == 0))
        *move = (struct eject_move){wish, previous, 0, 1};
    else if (search->draft->slot[wish] < 0)
        eject_consider(search->draft, &search->tabu, wish, ALL_SLOTS, move);
}

/* Some wishes that might use a table that is free in a slot. */
static void consider_slot(struct search *search, int slot, struct eject_move *move)
{
    struct draft *draft = search->draft;
    int count = draft->loose_count, at = count > 0 ? draft_random(draft, count) : 0;
    int looks = LOOKS;
    for (int i = 0; i < count && looks > 0; i++, at = at + 1 == count ? 0 : at + 1) {
        int wish = draft->loose[at];
        if (search->gain[wish] < -search->tolerance || !(draft->problem->allowed[wish] >> slot & 1))
            continue;
        eject_consider(draft, &search->tabu, wish, (uint64_t)1 << slot, move);
        looks--;
    }
}

static struct eject_move choose_move(struct search *search)
{
    struct eject_move move = {-1, -1, INT64_MAX / 8, 0};
    struct draft *draft = search->draft;
    /* One move in sixteen starts anywhere: defects may lie in one corner, and the way out in
     * another. */
    if (search->defect_count > 0 && draft_random(draft, 16) > 0) {
        int item = search->defects[draft_random(draft, search->defect_count)];
        if (item < search->in->participant_count)
            consider_person(search, item, &move);
        else if (item < search->in->participant_count + search->in->wish_count)
            consider_wish(search, item - search->in->participant_count, &move);
        else
            consider_slot(search, item - search->in->participant_count - search->in->wish_count,
                          &move);
    } else if (draft->loose_count > 0) {
        int wish = draft->loose[draft_random(draft, draft->loose_count)];
        eject_consider(draft, &search->tabu, wish, ALL_SLOTS, &move);
    }
    return move;
}

static bool accepts(struct search *search, int64_t value, int kept)
{
    double gain = (double)value / search->heat + kept * (search->keeps ? search->keen : 0.5);
    if (gain >= 0)
        return true;
    /* From 0 to 1, by a power of two: exact, and the same on every machine. */
    double chance = (double)draft_random(search->draft, 1 << 30) * 0x1p-30;
    return chance < exp(gain);
}

static void remember(struct search *search)
{
    struct draft *draft = search->draft;
    for (int i = 0; i < draft->journal_size; i += 2) {
        int wish = draft->journal[i], from = draft->journal[i + 1];
        if (draft->slot[wish] >= 0) {
            search->tabu.settled_until[wish] =
                search->tabu.now + SETTLED + draft_random(draft, SETTLED);
        } else if (from >= 0) {
            search->tabu.banned[wish] = (uint64_t)1 << from;
            search->tabu.banned_until[wish] =
                search->tabu.now + BANNED + draft_random(draft, BANNED);
        }
    }
}

static void try_move(struct search *search)
{
    struct draft *draft = search->draft;
    struct eject_move move = choose_move(search);
    int64_t before = draft->value;
    int kept = draft->kept;
    search->tabu.now++;
    if (move.wish < 0)
        return;
    if (!eject_apply(draft, &search->tabu, &move) ||
        !accepts(search, draft->value - before, draft->kept - kept)) {
        draft_undo(draft, 0);
        return;
    }
    remember(search);
    check_journal(search);
    draft_forget(draft);
    best_offer(search->best, draft);
}

static void begin_again(struct search *search)
{
    draft_load(search->draft, search->best->solution->slot);
    check_all(search);
}

static bool is_done(const struct search *search)
{
    const struct best *best = search->best;
    return best->value >= best->bound && (!search->keeps || best->kept >= best->kept_bound);
}

static void run(struct search *search, int64_t rounds)
{
    int64_t last_better = 0, value = search->best->value;
    int kept = search->best->kept;
    for (int64_t round = 0; round < rounds && !is_done(search); round++) {
        if (round % STOP_EVERY == 0 && best_is_over(search->best))
            break;
        if (round % TELL_EVERY == 0)
            best_tell(search->best);
        /* It cools from the last better plan on, and is heated again with each beginning. */
        double phase = (double)((round - last_better) % HEAT_ROUNDS) / HEAT_ROUNDS;
        search->heat = search->heat_unit * (2.5 - 2 * phase);
        search->keen = 1.5 + 2 * phase;
        try_move(search);
        if (search->best->value > value || search->best->kept > kept) {
            value = search->best->value;
            kept = search->best->kept;
            last_better = round;
        } else if (round - last_better > 0 && (round - last_better) % HEAT_ROUNDS == 0) {
            /* A wish that was left out for its low gain may be the missing one: tries more each
             * time. */
            search->tolerance = search->tolerance * 2 + PRICE_ONE / 2;
            begin_again(search);
        }
    }
    best_tell(search->best);
}

static void prepare(struct search *search)
{
    const struct planner_instance *in = search->in;
    int64_t total = 0;
    for (int i = 0; i < in->participant_count; i++)
        for (int t = 0; t < in->slots; t++)
            if (search->prices->place[i * in->slots + t] > 0)
                search->priced[i] |= (uint64_t)1 << t;
    for (int i = 0; i < in->participant_count; i++) {
        uint64_t useful = 0;
        const struct problem *problem = search->draft->problem;
        for (int k = problem->first[i]; k < problem->first[i + 1]; k++)
            useful |= problem->allowed[problem->of[k]];
        /* A price for a slot in which none of the wishes may be held shows no defect. */
        search->priced[i] &= useful;
    }
    for (int i = 0; i < in->participant_count + in->wish_count + in->slots; i++)
        search->defect_at[i] = -1;
    for (int i = 0; i < in->wish_count; i++) {
        search->gain[i] = prices_gain(search->prices, i, NULL);
        total += search->draft->problem->value[i];
    }
    check_all(search);
    search->heat_unit = HEAT_SHARE * (double)total / (in->wish_count + 1) + 1e-9;
}

enum parvis_status improve_plan(struct draft *draft, struct best *best, const struct prices *prices,
                                int64_t rounds)
{
    const struct planner_instance *in = draft->problem->in;
    size_t people = (size_t)in->participant_count + 1, wishes = (size_t)in->wish_count + 1;
    struct search search = {
        .draft = draft,
        .best = best,
        .prices = prices,
        .in = in,
        .keeps = prices->unit > 1,
        .gain = calloc(wishes, sizeof *search.gain),
        .priced = calloc(people, sizeof *search.priced),
        .defects = calloc(people + wishes + (size_t)in->slots, sizeof *search.defects),
        .defect_at = calloc(people + wishes + (size_t)in->slots, sizeof *search.defect_at),
        .tabu = {.settled_until = calloc(wishes, sizeof *search.tabu.settled_until),
                 .banned = calloc(wishes, sizeof *search.tabu.banned),
                 .banned_until = calloc(wishes, sizeof *search.tabu.banned_until)},
    };
    enum parvis_status status = PARVIS_NO_MEMORY;
    if (search.gain && search.priced && search.defects && search.defect_at &&
        search.tabu.settled_until && search.tabu.banned && search.tabu.banned_until) {
        prepare(&search);
        run(&search, rounds);
        status = PARVIS_OK;
    }
    free(search.gain);
    free(search.priced);
    free(search.defects);
    free(search.defect_at);
    free(search.tabu.settled_until);
    free(search.tabu.banned);
    free(search.tabu.banned_until);
    return status;
}
