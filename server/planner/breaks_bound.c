/* SPDX-License-Identifier: EUPL-1.2 */
/* What each participant's own slots force, by dynamic programming over the slots of its day; where
 * tables are few, with a price for each slot in which too many want to be at once (Lagrangian
 * relaxation of the tables; Held and Karp, 1971). */
#include <stdlib.h>
#include <string.h>

#include "breaks_bound.h"

#define CLASSES 3    /* kinds of meetings that are told apart: morning, afternoon, any */
#define COUNT_MAX 24 /* meetings of one kind; more are cut, which only lowers the bound */
#define MANY INT64_C(1000000000000)
#define ONE INT64_C(4096)          /* a unit of cost, so that prices may be parts of it */
#define ROUNDS 150                 /* of prices */
#define WORK_MAX INT64_C(60000000) /* table entries in all, which keeps large plans quick */

/* The meetings of one participant by where they may be. */
struct kinds {
    uint64_t slots[CLASSES]; /* a kind's slots */
    int count[CLASSES];
    int used;
    bool is_counted; /* sits at one table at a time */
};

struct bounding {
    const struct planner_instance *in;
    const struct breaks_costs *costs;
    struct kinds *kinds; /* by participant */
    int64_t *least;      /* [slot][state]: of one participant at a time */
    int64_t *price;      /* by slot, of being busy there */
    int *busy;           /* by slot: how many are, at these prices */
};

/* Adds a meeting; beyond CLASSES kinds the last takes the union, which forces less. */
static void add_kind(struct kinds *kinds, uint64_t slots)
{
    int k = 0;
    while (k < kinds->used && kinds->slots[k] != slots)
        k++;
    if (k == kinds->used && kinds->used < CLASSES)
        kinds->slots[kinds->used++] = slots;
    else if (k == kinds->used)
        kinds->slots[--k] |= slots;
    if (kinds->count[k] < COUNT_MAX)
        kinds->count[k]++;
}

/* A state: how many meetings of each kind are placed, and whether the slot before (those that make
 * no break aside) had one. */
static int state_count(const struct kinds *kinds)
{
    return (kinds->count[0] + 1) * (kinds->count[1] + 1) * (kinds->count[2] + 1) * 2;
}

static int stride_of(const struct kinds *kinds, int kind)
{
    return kind == 0 ? (kinds->count[1] + 1) * (kinds->count[2] + 1) * 2
                     : (kind == 1 ? (kinds->count[2] + 1) * 2 : 2);
}

static int placed_of(const struct kinds *kinds, int state, int kind)
{
    return state / stride_of(kinds, kind) % (kinds->count[kind] + 1);
}

static void keep_less(int64_t *least, int64_t value)
{
    if (value < *least)
        *least = value;
}

/* The cost of one slot without a meeting. */
static int64_t idle_cost(const struct bounding *bounding, const struct kinds *kinds, int state,
                         bool makes_break)
{
    bool is_inside = state > 1 && state / 2 < state_count(kinds) / 2 - 1;
    return is_inside && makes_break ? bounding->costs->idle * ONE : 0;
}

/* Everything that one slot can do to one state. */
static void take_slot(const struct bounding *bounding, const struct kinds *kinds, int slot,
                      int state, bool makes_break)
{
    int states = state_count(kinds);
    const int64_t value = bounding->least[slot * states + state];
    int64_t *then = bounding->least + (size_t)(slot + 1) * (size_t)states;
    bool is_held = state & 1;
    if (value >= MANY)
        return;
    keep_less(&then[makes_break ? state & ~1 : state],
              value + idle_cost(bounding, kinds, state, makes_break));
    int64_t break_cost = state > 1 && !is_held ? bounding->costs->one * ONE : 0;
    for (int k = 0; k < kinds->used; k++)
        if (kinds->slots[k] >> slot & 1 && placed_of(kinds, state, k) < kinds->count[k])
            keep_less(&then[(state | 1) + stride_of(kinds, k)],
                      value + break_cost + bounding->price[slot]);
}

/* Which slots the cheapest day uses: from its end back to its beginning. */
static void trace(struct bounding *bounding, const struct kinds *kinds, uint64_t skip, int state)
{
    int states = state_count(kinds);
    for (int slot = bounding->in->slots - 1; slot >= 0; slot--) {
        const int64_t *now = bounding->least + (size_t)slot * (size_t)states;
        int64_t value = now[states + state];
        bool makes_break = !(skip >> slot & 1), is_found = false;
        for (int before = state & ~1; before <= (state | 1) && !is_found; before++)
            if (now[before] < MANY && (makes_break ? before & ~1 : before) == state &&
                now[before] + idle_cost(bounding, kinds, before, makes_break) == value) {
                state = before;
                is_found = true;
            }
        for (int k = 0; k < kinds->used && !is_found && state & 1; k++)
            for (int held = 0; held < 2 && !is_found; held++) {
                int before = ((state & ~1) - stride_of(kinds, k)) | held;
                if (placed_of(kinds, state, k) == 0 || !(kinds->slots[k] >> slot & 1))
                    continue;
                int64_t cost = before > 1 && !held ? bounding->costs->one * ONE : 0;
                if (now[before] < MANY && now[before] + cost + bounding->price[slot] == value) {
                    bounding->busy[slot]++;
                    state = before;
                    is_found = true;
                }
            }
    }
}

/* The cheapest day of one participant. */
static int64_t least_of(struct bounding *bounding, const struct kinds *kinds, uint64_t skip)
{
    int states = state_count(kinds), slots = bounding->in->slots;
    for (int i = 0; i < states * (slots + 1); i++)
        bounding->least[i] = MANY;
    bounding->least[0] = 0;
    for (int slot = 0; slot < slots; slot++)
        for (int state = 0; state < states; state++)
            take_slot(bounding, kinds, slot, state, !(skip >> slot & 1));
    const int64_t *last = bounding->least + (size_t)slots * (size_t)states;
    int end = last[states - 2] <= last[states - 1] ? states - 2 : states - 1;
    if (last[end] >= MANY)
        return 0;
    trace(bounding, kinds, skip, end);
    return last[end];
}

/* The bound at the prices: what everybody's day costs, less what the tables' seats are worth. */
static int64_t price_days(struct bounding *bounding)
{
    const struct planner_instance *in = bounding->in;
    int64_t sum = 0;
    memset(bounding->busy, 0, (size_t)in->slots * sizeof *bounding->busy);
    for (int p = 0; p < in->participant_count; p++)
        if (bounding->kinds[p].is_counted && bounding->kinds[p].used > 0)
            sum += least_of(bounding, &bounding->kinds[p],
                            in->off_breaks ? 0 : in->participants[p].off);
    for (int slot = 0; slot < in->slots && in->tables > 0; slot++)
        sum -= bounding->price[slot] * 2 * in->tables;
    return sum;
}

/* Dearer where too many want to be, cheaper where seats are left. False: the prices fit. */
static bool change_prices(struct bounding *bounding, int64_t gap, int round)
{
    const struct planner_instance *in = bounding->in;
    int64_t norm = 0;
    for (int slot = 0; slot < in->slots; slot++) {
        int64_t excess = bounding->busy[slot] - 2 * (int64_t)in->tables;
        if (excess > 0 || bounding->price[slot] > 0)
            norm += excess * excess;
    }
    if (norm == 0)
        return false;
    for (int slot = 0; slot < in->slots; slot++) {
        int64_t excess = bounding->busy[slot] - 2 * (int64_t)in->tables;
        int64_t change = excess * gap * ROUNDS / (norm * (ROUNDS + 4 * round));
        int64_t price = bounding->price[slot] + change;
        bounding->price[slot] = price > 0 ? price : 0;
    }
    return true;
}

static int64_t work_of(const struct bounding *bounding)
{
    int64_t work = 1;
    for (int p = 0; p < bounding->in->participant_count; p++)
        work += (int64_t)state_count(&bounding->kinds[p]) * bounding->in->slots;
    return work;
}

/* The best bound over the rounds, in units, rounded up: costs are whole. */
static int64_t climb(struct bounding *bounding, const struct planner_options *options,
                     int64_t target)
{
    int64_t rounds = WORK_MAX / work_of(bounding), best = price_days(bounding);
    for (int round = 0; round < ROUNDS && round < rounds && bounding->in->tables > 0; round++) {
        int64_t gap = target * ONE - best;
        if (gap <= 0 || (options->should_stop && options->should_stop(options->data)) ||
            !change_prices(bounding, gap + ONE / 4, round))
            break;
        int64_t now = price_days(bounding);
        best = now > best ? now : best;
    }
    return best > 0 ? (best + ONE - 1) / ONE : 0;
}

static bool allocate(struct bounding *bounding)
{
    const struct planner_instance *in = bounding->in;
    int states = 2;
    for (int p = 0; p < in->participant_count; p++)
        if (state_count(&bounding->kinds[p]) > states)
            states = state_count(&bounding->kinds[p]);
    bounding->least = calloc((size_t)states * ((size_t)in->slots + 1), sizeof *bounding->least);
    bounding->price = calloc((size_t)in->slots, sizeof *bounding->price);
    bounding->busy = calloc((size_t)in->slots, sizeof *bounding->busy);
    return bounding->least && bounding->price && bounding->busy;
}

enum parvis_status breaks_bound(const struct breaks_state *state, const struct breaks_costs *costs,
                                const struct planner_options *options, int64_t target,
                                int64_t *ret_bound)
{
    const struct planner_instance *in = state->in;
    struct bounding bounding = {.in = in, .costs = costs};
    bounding.kinds = calloc((size_t)in->participant_count + 1, sizeof *bounding.kinds);
    for (int i = 0; bounding.kinds && i < in->wish_count; i++)
        if (state->slot[i] >= 0) {
            uint64_t slots = state->still[i] ? (uint64_t)1 << state->slot[i] : state->allowed[i];
            add_kind(&bounding.kinds[in->wishes[i].a], slots);
            add_kind(&bounding.kinds[in->wishes[i].b], slots);
        }
    /* A participant with two meetings in one slot needs fewer slots: leaving it out only lowers the
     * bound. */
    for (int p = 0; bounding.kinds && p < in->participant_count; p++)
        bounding.kinds[p].is_counted = in->participants[p].parallel <= 1;
    bool is_made = bounding.kinds && allocate(&bounding);
    *ret_bound = is_made ? climb(&bounding, options, target) : 0;
    free(bounding.kinds);
    free(bounding.least);
    free(bounding.price);
    free(bounding.busy);
    return is_made ? PARVIS_OK : PARVIS_NO_MEMORY;
}
