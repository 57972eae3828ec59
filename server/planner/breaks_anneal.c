/* SPDX-License-Identifier: EUPL-1.2 */
/* Kirkpatrick, Gelatt and Vecchi, Science 220 (1983), over the chains of Morgenstern and Shapiro
 * (1990). A step is weighed before it is made: most are refused, and cost little. */
#include "breaks_anneal.h"

#include <math.h>
#include <string.h>

#define COLD 0.08      /* in breaks: how much worse a step may be at the end of a round */
#define UNFAIR 3.0     /* a break beyond fairness, in breaks */
#define NEAR_IN_TEN 8  /* of ten steps, those that go beside another meeting of the two */
#define COOL_EVERY 256 /* steps at one temperature */

static bool is_fair(const struct breaks_state *state)
{
    int least = 1000, most = 0;
    if (!state->in->has_fairness)
        return true;
    for (int p = 0; p < state->in->participant_count; p++) {
        least = state->breaks[p] < least ? state->breaks[p] : least;
        most = state->breaks[p] > most ? state->breaks[p] : most;
    }
    return most - least <= state->in->fairness;
}

bool breaks_best_offer(struct breaks_best *best, const struct breaks_state *state)
{
    bool fewer = state->total_breaks < best->breaks ||
                 (state->total_breaks == best->breaks && state->total_idle < best->idle);
    if (best->is_fair && !fewer)
        return false;
    bool fair = is_fair(state);
    if (!fair && (best->is_fair || !fewer))
        return false;
    best->breaks = state->total_breaks;
    best->idle = state->total_idle;
    best->is_fair = fair;
    memcpy(best->slot, state->slot, (size_t)state->in->wish_count * sizeof *best->slot);
    return true;
}

/* A slot for a wish: mostly one beside another meeting of one of the two, so that gaps close. */
static int choose_slot(struct breaks_state *state, int wish)
{
    const struct planner_wish *w = &state->in->wishes[wish];
    uint64_t slots = state->allowed[wish] & ~((uint64_t)1 << state->slot[wish]);
    if (breaks_random(state, 10) < NEAR_IN_TEN) {
        uint64_t held = state->held[breaks_random(state, 2) ? w->a : w->b];
        uint64_t near = (held << 1 | held >> 1) & slots;
        slots = near ? near : slots;
    }
    if (!slots)
        return -1;
    for (int skip = breaks_random(state, __builtin_popcountll(slots)); skip > 0; skip--)
        slots &= slots - 1;
    return __builtin_ctzll(slots);
}

/* A wish to move: mostly one of somebody who has a break. */
static int choose_wish(struct breaks_state *state)
{
    int wish = state->movable[breaks_random(state, state->movable_count)];
    for (int tries = 0; tries < 3; tries++) {
        const struct planner_wish *w = &state->in->wishes[wish];
        if (state->breaks[w->a] > 0 || state->breaks[w->b] > 0)
            break;
        wish = state->movable[breaks_random(state, state->movable_count)];
    }
    return wish;
}

static void step(struct breaks_state *state, double idle, double temperature,
                 struct breaks_best *best)
{
    int wish = choose_wish(state), slot = choose_slot(state, wish);
    struct breaks_step step;
    if (slot < 0 || !breaks_look(state, wish, slot, &step))
        return;
    double worse = step.breaks + idle * step.idle + UNFAIR * step.over;
    if (worse > 0 && (double)breaks_random(state, 1 << 30) / (1 << 30) >= exp(-worse / temperature))
        return;
    breaks_make(state, &step);
    if (worse < 0 || step.breaks < 0)
        breaks_best_offer(best, state);
}

void breaks_anneal(struct breaks_state *state, const struct breaks_round *round,
                   struct breaks_best *best)
{
    double temperature = round->hot;
    for (int64_t i = round->from; i < round->until && state->movable_count > 0; i++) {
        if (i == round->from || i % COOL_EVERY == 0)
            temperature = round->hot * pow(COLD / round->hot, (double)i / (double)round->steps);
        step(state, round->idle, temperature, best);
    }
}
