/* Simulated annealing (Kirkpatrick, Gelatt and Vecchi, Science 220, 1983) over chains of meetings
 * that change places between two slots (Kempe chains, as in Morgenstern and Shapiro, 1990), in
 * turns with a SAT solver that is asked for plans at the bound: it finds one, or raises the bound.
 */
#include "breaks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "breaks_bound.h"
#include "breaks_proof.h"
#include "breaks_state.h"

#define STOP_EVERY 64
#define HOT 0.9          /* in breaks: how much worse a step may be at the beginning of a round */
#define COLD 0.08        /* … and at its end */
#define IDLE 0.06        /* an idle slot, in breaks: gaps that shrink show the way */
#define UNFAIR 3.0       /* a break beyond fairness, in breaks */
#define NEAR_IN_TEN 8    /* of ten steps, those that go beside another meeting of the two */
#define HEATS_DEFAULT 12 /* rounds of heat before the search ends by itself */
#define CONFLICTS 25000  /* of the first question to the SAT solver; each later one has more */
#define LOOSE 3          /* questions of this many breaks fewer than the best plan's, between */

/* The best plan so far, and what is asked of the search. */
struct hunt {
    struct breaks_state state;
    const struct planner_options *options;
    int *best; /* by wish */
    int best_breaks, best_idle;
    int bound, idle_bound; /* the latter for plans of `bound` breaks; -1: not known yet */
    bool is_whole; /* every plan of this weight holds the same meetings: bounds are proofs */
    bool is_fair;  /* the best one is */
    bool is_stopped;
};

static bool is_least(const struct hunt *hunt)
{
    return hunt->is_fair && hunt->best_breaks <= hunt->bound;
}

static bool is_over(const struct hunt *hunt)
{
    return hunt->is_stopped ||
           (is_least(hunt) && (hunt->best_idle == 0 || hunt->best_idle <= hunt->idle_bound));
}

/* Whether the breaks of any two differ by `fairness` at most. */
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

static void offer(struct hunt *hunt)
{
    const struct breaks_state *state = &hunt->state;
    bool fewer = state->total_breaks < hunt->best_breaks ||
                 (state->total_breaks == hunt->best_breaks && state->total_idle < hunt->best_idle);
    if (hunt->is_fair && !fewer)
        return;
    bool fair = is_fair(state);
    if (!fair && (hunt->is_fair || !fewer))
        return;
    hunt->best_breaks = state->total_breaks;
    hunt->best_idle = state->total_idle;
    hunt->is_fair = fair;
    memcpy(hunt->best, state->slot, (size_t)state->in->wish_count * sizeof *hunt->best);
}

static double cost_of(const struct breaks_state *state)
{
    return state->total_breaks + IDLE * state->total_idle + UNFAIR * state->over;
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

static void step(struct hunt *hunt, double temperature)
{
    struct breaks_state *state = &hunt->state;
    int wish = choose_wish(state), slot = choose_slot(state, wish);
    double before = cost_of(state);
    if (slot < 0 || !breaks_move(state, wish, slot))
        return;
    double gain = before - cost_of(state);
    double chance = (double)breaks_random(state, 1 << 30) / (1 << 30);
    if (gain >= 0 || chance < exp(gain / temperature))
        offer(hunt);
    else
        breaks_undo(state);
}

/* One heat: from hot to cold. */
static void anneal(struct hunt *hunt, int64_t steps, double hot)
{
    for (int64_t i = 0; i < steps && !is_over(hunt); i++) {
        if (i % STOP_EVERY == 0 && hunt->options->should_stop)
            hunt->is_stopped = hunt->options->should_stop(hunt->options->data);
        step(hunt, hot * pow(COLD / hot, (double)i / (double)steps));
    }
}

/* The search goes on from the best plan. */
static enum parvis_status restart(struct hunt *hunt, uint64_t seed)
{
    const struct planner_instance *in = hunt->state.in;
    breaks_state_clear(&hunt->state);
    return breaks_state_make(in, hunt->best, seed, &hunt->state);
}

static bool ask_to_stop(struct hunt *hunt)
{
    if (!hunt->is_stopped && hunt->options->should_stop)
        hunt->is_stopped = hunt->options->should_stop(hunt->options->data);
    return hunt->is_stopped;
}

/* Asks for a plan of so many breaks (and, once these are known to be least, idle slots). A yes is
 * the best plan from then on. */
static enum parvis_status ask(struct hunt *hunt, int most, int idle, int conflicts,
                              enum clauses_answer *ret_answer)
{
    struct breaks_proof proof;
    *ret_answer = CLAUSES_UNKNOWN;
    if (!breaks_proof_may(&hunt->state, most) || ask_to_stop(hunt))
        return PARVIS_OK;
    enum parvis_status status = breaks_proof_make(&hunt->state, most, idle, &proof);
    if (status != PARVIS_OK)
        return status;
    *ret_answer = breaks_proof_run(&proof, conflicts, hunt->options, hunt->best);
    breaks_proof_clear(&proof);
    if (*ret_answer != CLAUSES_YES)
        return PARVIS_OK;
    status = restart(hunt, hunt->options->seed);
    hunt->best_breaks = hunt->state.total_breaks;
    hunt->best_idle = hunt->state.total_idle;
    hunt->is_fair = status == PARVIS_OK && is_fair(&hunt->state);
    return status;
}

/* The most breaks that are worth a question: those of the best plan or, where fairness stands
 * against it, of a plan in which everybody has as many as fairness lets anyone have. */
static int most_breaks(const struct hunt *hunt)
{
    const struct planner_instance *in = hunt->state.in;
    int most = hunt->is_fair ? 0 : in->fairness * in->participant_count;
    return most > hunt->best_breaks ? most : hunt->best_breaks;
}

/* From the bound upwards: each no raises it. */
static enum parvis_status raise_bound(struct hunt *hunt, int conflicts)
{
    enum parvis_status status = PARVIS_OK;
    enum clauses_answer answer = CLAUSES_NO;
    while (status == PARVIS_OK && answer == CLAUSES_NO && !is_least(hunt) &&
           hunt->bound <= most_breaks(hunt)) {
        status = ask(hunt, hunt->bound, -1, conflicts, &answer);
        hunt->bound += answer == CLAUSES_NO;
    }
    return status;
}

/* From the best plan downwards: a plan between it and the bound is found sooner. */
static enum parvis_status lower_best(struct hunt *hunt, int conflicts)
{
    enum parvis_status status = PARVIS_OK;
    enum clauses_answer answer = CLAUSES_YES;
    while (status == PARVIS_OK && answer == CLAUSES_YES && !is_least(hunt)) {
        int gap = hunt->best_breaks - hunt->bound;
        int most = hunt->best_breaks - (gap < LOOSE ? 1 : gap / LOOSE);
        if (most <= hunt->bound)
            return PARVIS_OK; /* that is the other question */
        status = ask(hunt, most, -1, conflicts, &answer);
    }
    return status;
}

/* At the fewest breaks: the fewest idle slots, one fewer each time. */
static enum parvis_status lower_idle(struct hunt *hunt, int conflicts)
{
    enum parvis_status status = PARVIS_OK;
    enum clauses_answer answer = CLAUSES_YES;
    while (status == PARVIS_OK && answer == CLAUSES_YES && !is_over(hunt)) {
        status = ask(hunt, hunt->best_breaks, hunt->best_idle - 1, conflicts, &answer);
        if (answer == CLAUSES_NO)
            hunt->idle_bound = hunt->best_idle;
    }
    return status;
}

static enum parvis_status ask_all(struct hunt *hunt, int heat)
{
    int conflicts = heat < 12 ? CONFLICTS << heat : CONFLICTS << 12;
    enum parvis_status status = PARVIS_OK;
    if (!is_least(hunt))
        status = raise_bound(hunt, conflicts);
    if (status == PARVIS_OK && !is_least(hunt) && heat > 0)
        status = lower_best(hunt, conflicts / 4);
    if (status == PARVIS_OK && is_least(hunt))
        status = lower_idle(hunt, conflicts);
    return status;
}

static enum parvis_status search(struct hunt *hunt)
{
    int64_t steps = 4000 + 300 * (int64_t)hunt->state.movable_count;
    int64_t rounds = hunt->options->rounds ? hunt->options->rounds : INT64_MAX;
    enum parvis_status status = PARVIS_OK;
    for (int heat = 0; heat < HEATS_DEFAULT && rounds > 0 && !is_over(hunt); heat++) {
        int64_t now = steps << (heat / 4 < 6 ? heat / 4 : 6); /* slower and slower */
        anneal(hunt, now < rounds ? now : rounds, heat % 4 == 3 ? HOT : HOT / (1 + heat % 4));
        rounds -= now;
        if (is_over(hunt) || ask_to_stop(hunt))
            break;
        status = restart(hunt, hunt->options->seed * 1000 + (uint64_t)heat + 1);
        if (status == PARVIS_OK)
            status = ask_all(hunt, heat);
        if (status != PARVIS_OK)
            break;
    }
    return status;
}

/* Whether every plan of this weight holds the same meetings: all that weigh something are held. */
static bool holds_all(const struct planner_instance *in, const int *slot)
{
    for (int i = 0; i < in->wish_count; i++)
        if (slot[i] < 0)
            return false;
    return true;
}

/* What nobody can go below: breaks, and idle slots where every plan has as many breaks. */
static enum parvis_status find_bound(struct hunt *hunt)
{
    const struct breaks_costs breaks = {1, 0};
    int64_t bound = 0;
    hunt->idle_bound = -1;
    if (!hunt->is_whole)
        return PARVIS_OK;
    enum parvis_status status =
        breaks_bound(&hunt->state, &breaks, hunt->options, hunt->best_breaks, &bound);
    hunt->bound = (int)bound;
    return status;
}

enum parvis_status breaks_minimise(const struct planner_instance *in,
                                   const struct planner_options *options,
                                   struct planner_solution *solution)
{
    struct hunt hunt = {.options = options, .best = solution->slot};
    enum parvis_status status = breaks_state_make(in, solution->slot, options->seed, &hunt.state);
    if (status != PARVIS_OK)
        return status;
    hunt.is_whole = holds_all(in, solution->slot);
    hunt.best_breaks = hunt.state.total_breaks;
    hunt.best_idle = hunt.state.total_idle;
    hunt.is_fair = is_fair(&hunt.state);
    status = find_bound(&hunt);
    if (status == PARVIS_OK && hunt.state.movable_count > 0)
        status = search(&hunt);
    breaks_state_clear(&hunt.state);
    solution->breaks_bound = hunt.is_whole ? hunt.bound : 0;
    return status;
}
