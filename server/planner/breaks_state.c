/* SPDX-License-Identifier: EUPL-1.2 */
/* Steps and their figures. */
#include "breaks_state.h"

#include <stdlib.h>
#include <string.h>

/* ---- counting, by bits ---- */

static uint64_t below_bit(uint64_t bit)
{
    return bit - 1;
}

/* A run of slots that are held or make no break, in which there is a meeting, ends at a break, but
 * for the last one. */
int breaks_of(uint64_t held, uint64_t skip)
{
    uint64_t filled = held | skip;
    int runs = 0;
    for (; held; runs++) {
        uint64_t first = held & (~held + 1);
        uint64_t after = ~(filled | below_bit(first)); /* free slots behind the first meeting */
        if (!after)
            return runs;
        held &= ~below_bit(after & (~after + 1));
    }
    return runs > 0 ? runs - 1 : 0;
}

int breaks_idle(uint64_t held, uint64_t skip)
{
    if (!held)
        return 0;
    uint64_t first = held & (~held + 1), last = (uint64_t)1 << (63 - __builtin_clzll(held));
    return __builtin_popcountll(~(held | skip) & below_bit(last) & ~below_bit(first));
}

int breaks_random(struct breaks_state *state, int bound)
{
    uint64_t x = state->random;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    state->random = x;
    return (int)((x * 2685821657736338717u >> 32) * (uint64_t)bound >> 32);
}

/* ---- making ---- */

static int parallel_of(const struct planner_instance *in, int person)
{
    int parallel = in->participants[person].parallel;
    return parallel > 0 ? parallel : 1;
}

static void recount(struct breaks_state *state, int person)
{
    int fairness = state->in->has_fairness ? state->in->fairness : 1000;
    int before = state->breaks[person], now = breaks_of(state->held[person], state->skip[person]);
    int idle = breaks_idle(state->held[person], state->skip[person]);
    state->total_breaks += now - before;
    state->total_idle += idle - state->idle[person];
    state->over +=
        (now > fairness ? now - fairness : 0) - (before > fairness ? before - fairness : 0);
    state->breaks[person] = now;
    state->idle[person] = idle;
}

static void count_in(struct breaks_state *state, int person, int slot, int wish, int sign)
{
    int *load = &state->load[person * state->in->slots + slot];
    *load += sign;
    state->who[person * state->in->slots + slot] += sign * wish;
    if (*load > 0)
        state->held[person] |= (uint64_t)1 << slot;
    else
        state->held[person] &= ~((uint64_t)1 << slot);
}

/* Puts a wish elsewhere without a look at the rules. */
static void shift(struct breaks_state *state, int wish, int slot)
{
    const struct planner_wish *w = &state->in->wishes[wish];
    count_in(state, w->a, state->slot[wish], wish, -1);
    count_in(state, w->b, state->slot[wish], wish, -1);
    state->tables[state->slot[wish]]--;
    count_in(state, w->a, slot, wish, 1);
    count_in(state, w->b, slot, wish, 1);
    state->tables[slot]++;
    state->slot[wish] = slot;
}

static uint64_t allowed_of(const struct planner_instance *in, const struct planner_wish *wish)
{
    uint64_t all = planner_day(in->slots);
    uint64_t slots = wish->slots ? wish->slots & all : all;
    if (wish->fixed >= 0)
        slots &= (uint64_t)1 << wish->fixed;
    return slots & ~(in->participants[wish->a].off | in->participants[wish->b].off);
}

static bool allocate(struct breaks_state *state)
{
    size_t people = (size_t)state->in->participant_count + 2;
    size_t wishes = (size_t)state->in->wish_count + 1, slots = (size_t)state->in->slots;
    state->slot = calloc(wishes, sizeof *state->slot);
    state->still = calloc(wishes, sizeof *state->still);
    state->movable = calloc(wishes, sizeof *state->movable);
    state->allowed = calloc(wishes, sizeof *state->allowed);
    state->held = calloc(people, sizeof *state->held);
    state->skip = calloc(people, sizeof *state->skip);
    state->load = calloc(people * slots, sizeof *state->load);
    state->who = calloc(people * slots, sizeof *state->who);
    state->seen = calloc(wishes, sizeof *state->seen);
    state->tables = calloc(slots + 1, sizeof *state->tables);
    state->first = calloc(people, sizeof *state->first);
    state->of = calloc(2 * wishes, sizeof *state->of);
    state->breaks = calloc(people, sizeof *state->breaks);
    state->idle = calloc(people, sizeof *state->idle);
    return state->slot && state->still && state->movable && state->allowed && state->held &&
           state->skip && state->load && state->who && state->seen && state->tables &&
           state->first && state->of && state->breaks && state->idle;
}

void breaks_state_clear(struct breaks_state *state)
{
    free(state->slot);
    free(state->still);
    free(state->movable);
    free(state->allowed);
    free(state->held);
    free(state->skip);
    free(state->load);
    free(state->who);
    free(state->seen);
    free(state->tables);
    free(state->first);
    free(state->of);
    free(state->breaks);
    free(state->idle);
}

/* The held wishes of each participant, side by side. */
static void index_wishes(struct breaks_state *state)
{
    const struct planner_instance *in = state->in;
    for (int i = 0; i < in->wish_count; i++)
        if (state->slot[i] >= 0) {
            state->first[in->wishes[i].a + 1]++;
            state->first[in->wishes[i].b + 1]++;
        }
    for (int p = 0; p < in->participant_count; p++)
        state->first[p + 1] += state->first[p];
    for (int i = in->wish_count - 1; i >= 0; i--)
        if (state->slot[i] >= 0) {
            state->of[--state->first[in->wishes[i].a + 1]] = i;
            state->of[--state->first[in->wishes[i].b + 1]] = i;
        }
    /* Filled from behind, each start stands one place too high. */
    memmove(state->first, state->first + 1, (size_t)in->participant_count * sizeof *state->first);
    int all = 0;
    for (int i = 0; i < in->wish_count; i++)
        all += 2 * (state->slot[i] >= 0);
    state->first[in->participant_count] = all;
}

static void fill(struct breaks_state *state, bool keeps)
{
    const struct planner_instance *in = state->in;
    for (int i = 0; i < in->wish_count; i++) {
        const struct planner_wish *wish = &in->wishes[i];
        state->allowed[i] = allowed_of(in, wish);
        state->has_after = state->has_after || wish->after_count > 0;
        if (state->slot[i] < 0)
            continue;
        count_in(state, wish->a, state->slot[i], i, 1);
        count_in(state, wish->b, state->slot[i], i, 1);
        state->tables[state->slot[i]]++;
        state->still[i] = wish->fixed >= 0 || (keeps && wish->previous == state->slot[i]);
        if (!state->still[i])
            state->movable[state->movable_count++] = i;
    }
    for (int p = 0; p < in->participant_count; p++) {
        state->skip[p] = in->off_breaks ? 0 : in->participants[p].off;
        recount(state, p);
    }
}

enum parvis_status breaks_state_make(const struct planner_instance *in, const int *slot, bool keeps,
                                     uint64_t seed, struct breaks_state *ret_state)
{
    struct breaks_state *state = ret_state;
    *state = (struct breaks_state){.in = in, .random = seed * 2 + 0x9E3779B97F4A7C15u};
    if (!allocate(state)) {
        breaks_state_clear(state);
        return PARVIS_NO_MEMORY;
    }
    memcpy(state->slot, slot, (size_t)in->wish_count * sizeof *slot);
    index_wishes(state);
    fill(state, keeps);
    return PARVIS_OK;
}

/* ---- steps ---- */

/* Adds a wish to the chain; false: it may not go to `slot`. */
static bool take(struct breaks_state *state, struct breaks_step *step, int wish, int slot)
{
    if (state->still[wish] || !(state->allowed[wish] >> slot & 1) ||
        step->count == BREAKS_CHAIN_MAX)
        return false;
    state->seen[wish] = state->now;
    step->chain[step->count++] = wish;
    step->to_less_from += slot == step->to ? 1 : -1;
    return true;
}

/* Meetings of a participant in a slot, the end that the chain already has counted in. */
static int load_of(const struct breaks_state *state, const struct breaks_step *step, int person,
                   int slot)
{
    int load = state->load[person * state->in->slots + slot];
    for (int i = 0; i < step->end_count; i++)
        if (step->end[i] == person)
            load += step->gains[i] == slot ? 1 : -1;
    return load;
}

/* A meeting of a participant in a slot that is not part of the chain yet; -1: none. */
static int another_in(const struct breaks_state *state, int person, int slot)
{
    int place = person * state->in->slots + slot;
    if (state->load[place] == 1)
        return state->seen[state->who[place]] == state->now ? -1 : state->who[place];
    for (int i = state->first[person]; i < state->first[person + 1]; i++)
        if (state->slot[state->of[i]] == slot && state->seen[state->of[i]] != state->now)
            return state->of[i];
    return -1;
}

static int other_end(const struct breaks_state *state, int wish, int person)
{
    const struct planner_wish *w = &state->in->wishes[wish];
    return w->a == person ? w->b : w->a;
}

/* From one end of the first wish: a meeting comes into `slot`; where there is no room for it,
 * another one goes to the slot that it leaves, and so on. *ret_closed: the walk came back to the
 * first wish's other end, whose place it takes. */
static bool walk(struct breaks_state *state, struct breaks_step *step, int person, int stop,
                 bool *ret_closed)
{
    int slot = step->to, left = step->from;
    *ret_closed = false;
    while (load_of(state, step, person, slot) >= parallel_of(state->in, person)) {
        int wish = another_in(state, person, slot);
        if (wish < 0 || !take(state, step, wish, left))
            return false;
        person = other_end(state, wish, person);
        int swap = slot;
        slot = left;
        left = swap;
        if (person == stop && slot == step->from) {
            *ret_closed = true;
            return true;
        }
    }
    step->end[step->end_count] = person;
    step->gains[step->end_count++] = slot;
    return true;
}

/* The slots of a participant at an end of the chain after the step. */
static uint64_t held_after(const struct breaks_state *state, const struct breaks_step *step,
                           int person)
{
    uint64_t held = state->held[person];
    const int slots[] = {step->from, step->to};
    for (int i = 0; i < 2; i++) {
        uint64_t bit = (uint64_t)1 << slots[i];
        held = load_of(state, step, person, slots[i]) > 0 ? held | bit : held & ~bit;
    }
    return held;
}

static int beyond(const struct breaks_state *state, int breaks)
{
    int fairness = state->in->has_fairness ? state->in->fairness : 1000;
    return breaks > fairness ? breaks - fairness : 0;
}

static void weigh(const struct breaks_state *state, struct breaks_step *step)
{
    for (int i = 0; i < step->end_count; i++) {
        int person = step->end[i];
        if (i > 0 && person == step->end[0])
            break;
        uint64_t held = held_after(state, step, person);
        int breaks = breaks_of(held, state->skip[person]);
        step->breaks += breaks - state->breaks[person];
        step->idle += breaks_idle(held, state->skip[person]) - state->idle[person];
        step->over += beyond(state, breaks) - beyond(state, state->breaks[person]);
    }
}

static int slot_after(const struct breaks_state *state, const struct breaks_step *step, int wish)
{
    int slot = state->slot[wish];
    return state->seen[wish] == state->now ? step->from + step->to - slot : slot;
}

/* `after`: every held wish with those before it, as they would be. */
static bool keeps_order(const struct breaks_state *state, const struct breaks_step *step)
{
    for (int i = 0; i < state->in->wish_count && state->has_after; i++) {
        const struct planner_wish *w = &state->in->wishes[i];
        for (int k = 0; k < w->after_count && state->slot[i] >= 0; k++)
            if (slot_after(state, step, w->after[k]) >= slot_after(state, step, i))
                return false;
    }
    return true;
}

bool breaks_look(struct breaks_state *state, int wish, int slot, struct breaks_step *ret_step)
{
    const struct planner_wish *w = &state->in->wishes[wish];
    struct breaks_step *step = ret_step;
    int tables = state->in->tables;
    bool is_closed = false;
    step->from = state->slot[wish];
    step->to = slot;
    step->count = step->end_count = step->to_less_from = 0;
    step->breaks = step->idle = step->over = 0;
    state->now++;
    if (!take(state, step, wish, slot) || !walk(state, step, w->a, w->b, &is_closed))
        return false;
    if (!is_closed && !walk(state, step, w->b, -1, &is_closed))
        return false;
    if (tables > 0 && (state->tables[slot] + step->to_less_from > tables ||
                       state->tables[step->from] - step->to_less_from > tables))
        return false;
    weigh(state, step);
    return keeps_order(state, step);
}

void breaks_make(struct breaks_state *state, const struct breaks_step *step)
{
    for (int i = 0; i < step->count; i++)
        shift(state, step->chain[i], step->from + step->to - state->slot[step->chain[i]]);
    for (int i = 0; i < step->end_count; i++)
        recount(state, step->end[i]);
}
