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

static void count_in(struct breaks_state *state, int person, int slot, int sign)
{
    int *load = &state->load[person * state->in->slots + slot];
    *load += sign;
    if (*load > 0)
        state->held[person] |= (uint64_t)1 << slot;
    else
        state->held[person] &= ~((uint64_t)1 << slot);
}

/* Puts a wish elsewhere without a look at the rules. */
static void shift(struct breaks_state *state, int wish, int slot)
{
    const struct planner_wish *w = &state->in->wishes[wish];
    count_in(state, w->a, state->slot[wish], -1);
    count_in(state, w->b, state->slot[wish], -1);
    state->tables[state->slot[wish]]--;
    count_in(state, w->a, slot, 1);
    count_in(state, w->b, slot, 1);
    state->tables[slot]++;
    state->slot[wish] = slot;
}

static uint64_t allowed_of(const struct planner_instance *in, const struct planner_wish *wish)
{
    uint64_t all = in->slots == 64 ? ~(uint64_t)0 : ((uint64_t)1 << in->slots) - 1;
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
    state->tables = calloc(slots + 1, sizeof *state->tables);
    state->first = calloc(people, sizeof *state->first);
    state->of = calloc(2 * wishes, sizeof *state->of);
    state->breaks = calloc(people, sizeof *state->breaks);
    state->idle = calloc(people, sizeof *state->idle);
    return state->slot && state->still && state->movable && state->allowed && state->held &&
           state->skip && state->load && state->tables && state->first && state->of &&
           state->breaks && state->idle;
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

static void fill(struct breaks_state *state)
{
    const struct planner_instance *in = state->in;
    for (int i = 0; i < in->wish_count; i++) {
        const struct planner_wish *wish = &in->wishes[i];
        state->allowed[i] = allowed_of(in, wish);
        state->has_after = state->has_after || wish->after_count > 0;
        if (state->slot[i] < 0)
            continue;
        count_in(state, wish->a, state->slot[i], 1);
        count_in(state, wish->b, state->slot[i], 1);
        state->tables[state->slot[i]]++;
        state->still[i] = wish->fixed >= 0 || wish->previous == state->slot[i];
        if (!state->still[i])
            state->movable[state->movable_count++] = i;
    }
    for (int p = 0; p < in->participant_count; p++) {
        state->skip[p] = in->off_breaks ? 0 : in->participants[p].off;
        recount(state, p);
    }
}

enum parvis_status breaks_state_make(const struct planner_instance *in, const int *slot,
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
    fill(state);
    return PARVIS_OK;
}

/* ---- steps ---- */

static bool is_in_chain(const struct breaks_state *state, int wish)
{
    for (int i = 0; i < state->chain_count; i++)
        if (state->chain[i] == wish)
            return true;
    return false;
}

/* Adds a wish to the chain and moves it; false: it may not be there. */
static bool extend(struct breaks_state *state, int wish, int slot)
{
    if (state->still[wish] || !(state->allowed[wish] >> slot & 1) ||
        state->chain_count == BREAKS_CHAIN_MAX)
        return false;
    state->chain[state->chain_count] = wish;
    state->from[state->chain_count++] = state->slot[wish];
    shift(state, wish, slot);
    return true;
}

/* A meeting of a participant in a slot that is not part of the chain yet; -1: none. */
static int another_in(const struct breaks_state *state, int person, int slot)
{
    for (int i = state->first[person]; i < state->first[person + 1]; i++)
        if (state->slot[state->of[i]] == slot && !is_in_chain(state, state->of[i]))
            return state->of[i];
    return -1;
}

/* Where too many of a participant's meetings are in `slot`, one that was there goes to `other`. */
static bool make_room(struct breaks_state *state, int person, int slot, int other)
{
    while (state->load[person * state->in->slots + slot] > parallel_of(state->in, person)) {
        int wish = another_in(state, person, slot);
        if (wish < 0 || !extend(state, wish, other))
            return false;
    }
    return true;
}

static bool is_in_order(const struct breaks_state *state, int wish)
{
    const struct planner_wish *w = &state->in->wishes[wish];
    for (int i = 0; i < w->after_count; i++)
        if (state->slot[w->after[i]] >= state->slot[wish])
            return false;
    return true;
}

/* `after`: the moved ones against those before them, and everybody who waits for a moved one. */
static bool keeps_order(const struct breaks_state *state)
{
    if (!state->has_after)
        return true;
    for (int i = 0; i < state->in->wish_count; i++)
        if (state->slot[i] >= 0 && state->in->wishes[i].after_count > 0 && !is_in_order(state, i))
            return false;
    return true;
}

static void recount_chain(struct breaks_state *state)
{
    for (int i = 0; i < state->chain_count; i++) {
        recount(state, state->in->wishes[state->chain[i]].a);
        recount(state, state->in->wishes[state->chain[i]].b);
    }
}

static void shift_back(struct breaks_state *state)
{
    for (int i = state->chain_count - 1; i >= 0; i--)
        shift(state, state->chain[i], state->from[i]);
}

bool breaks_move(struct breaks_state *state, int wish, int slot)
{
    int other = state->slot[wish], tables = state->in->tables;
    state->chain_count = 0;
    bool good = extend(state, wish, slot);
    for (int i = 0; good && i < state->chain_count; i++) {
        const struct planner_wish *w = &state->in->wishes[state->chain[i]];
        int at = state->slot[state->chain[i]], back = at == slot ? other : slot;
        good = make_room(state, w->a, at, back) && make_room(state, w->b, at, back);
    }
    if (good && tables > 0)
        good = state->tables[slot] <= tables && state->tables[other] <= tables;
    if (!good || !keeps_order(state)) {
        shift_back(state);
        return false;
    }
    recount_chain(state);
    return true;
}

void breaks_undo(struct breaks_state *state)
{
    shift_back(state);
    recount_chain(state);
}
