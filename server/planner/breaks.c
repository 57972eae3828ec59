/* SPDX-License-Identifier: EUPL-1.2 */
/* Annealing, in turns with two questions to a SAT solver: is there a plan at the bound? A no raises
 * the bound. Is there one below the best plan? A no makes this one the best there is. Each round is
 * twice as long as the one before, and what a question has learnt is kept until its answer. */
#include "breaks.h"

#include <stdlib.h>
#include <string.h>

#include "breaks_anneal.h"
#include "breaks_bound.h"
#include "breaks_proof.h"

#define STEPS_FEW 2000        /* of the first round by meeting, … */
#define STEPS_FIRST 500000    /* … up to so many; … */
#define STEPS_MORE 300        /* … and these in any case */
#define STEPS_AT_ONCE 2000    /* between two looks at the caller's stop */
#define ROUNDS_DEFAULT 8      /* before the search ends by itself; each twice as long, … */
#define ROUNDS_MAX 24         /* … or where the caller has a clock: years */
#define ROUNDS_SEED 1000      /* the seeds of one search's rounds */
#define STEPS_OF_CONFLICT 600 /* that take as long as one of the solver's conflicts */
#define CONFLICTS_FIRST 500   /* at least, … */
#define CONFLICTS_MAX (INT32_MAX / 4) /* … and at most: four times as many are a number still */
#define HIGH_FROM 2            /* the round from which plans below the best one are asked for */
#define FAR 3                  /* breaks from the bound to the best plan that are far apart */
#define CONFLICTS_PLACE 500000 /* for any plan at all */
#define HOT 0.5

/* A question under way. */
struct question {
    struct breaks_proof proof;
    bool is_open;
};

/* Parameters of the search. */
struct hunt {
    const struct planner_instance *in;
    const struct planner_options *options;
    struct best *plan;       /* the caller's */
    struct breaks_best best; /* its slots are the plan's */
    struct breaks_state state;
    struct question low, high, gaps; /* at the bound; below the best plan; for fewer idle slots */
    int bound, idle_bound;           /* the latter for plans of `bound` breaks; -1: not known yet */
    int told_breaks, told_idle;
    bool is_whole; /* every plan of this weight holds the same meetings in as free a day: bounds are
                      proofs */
    bool keeps;    /* meetings stay where the plan in force has them */
    bool is_stopped;
};

static bool is_least(const struct hunt *hunt)
{
    return hunt->best.is_fair && hunt->best.breaks <= hunt->bound;
}

static bool is_over(const struct hunt *hunt)
{
    return hunt->is_stopped ||
           (is_least(hunt) && (hunt->best.idle == 0 || hunt->best.idle <= hunt->idle_bound));
}

static bool ask_to_stop(struct hunt *hunt)
{
    if (!hunt->is_stopped && hunt->options->should_stop)
        hunt->is_stopped = hunt->options->should_stop(hunt->options->data);
    return hunt->is_stopped;
}

/* Tells the caller of a better plan. */
static void tell(struct hunt *hunt)
{
    bool is_better = hunt->best.breaks < hunt->told_breaks ||
                     (hunt->best.breaks == hunt->told_breaks && hunt->best.idle < hunt->told_idle);
    if (!hunt->best.is_fair || !is_better)
        return;
    hunt->told_breaks = hunt->best.breaks;
    hunt->told_idle = hunt->best.idle;
    hunt->plan->solution->breaks_bound = hunt->is_whole ? hunt->bound : 0;
    hunt->plan->is_told = false;
    best_tell(hunt->plan);
}

/* ---- annealing ---- */

/* The search goes on from the best plan. */
static enum parvis_status restart(struct hunt *hunt, uint64_t seed)
{
    breaks_state_clear(&hunt->state);
    return breaks_state_make(hunt->in, hunt->best.slot, hunt->keeps, seed, &hunt->state);
}

static enum parvis_status anneal(struct hunt *hunt, int number, int64_t steps)
{
    struct breaks_round round = {.steps = steps, .hot = HOT, .idle = number % 2 ? 0.06 : 0.12};
    while (round.until < steps && !is_over(hunt) && !ask_to_stop(hunt)) {
        round.from = round.until;
        round.until = steps - round.from < STEPS_AT_ONCE ? steps : round.from + STEPS_AT_ONCE;
        breaks_anneal(&hunt->state, &round, &hunt->best);
        tell(hunt);
    }
    return restart(hunt, hunt->options->seed * ROUNDS_SEED + (uint64_t)number + 1);
}

/* ---- questions ---- */

static void drop(struct question *question)
{
    if (question->is_open)
        breaks_proof_clear(&question->proof);
    question->is_open = false;
}

/* Searches on for a plan of so many breaks and idle slots (-1: any number). A yes is the best plan
 * from then on, and asking for fewer idle slots goes on from there; a no ends the question. */
static enum parvis_status ask(struct hunt *hunt, struct question *question, int most, int idle,
                              int conflicts, enum clauses_answer *ret_answer)
{
    *ret_answer = CLAUSES_UNKNOWN;
    if (!breaks_proof_may(&hunt->state, most) || ask_to_stop(hunt))
        return PARVIS_OK;
    /* Few breaks are found sooner by a solver that has learnt nothing of many. */
    if (question->is_open && question->proof.most != most)
        drop(question);
    enum parvis_status status = PARVIS_OK;
    if (!question->is_open)
        status = breaks_proof_make(&hunt->state, most, idle, &question->proof);
    if (status != PARVIS_OK)
        return status;
    question->is_open = true;
    breaks_proof_lower(&question->proof, idle);
    *ret_answer = breaks_proof_run(&question->proof, conflicts, hunt->options, hunt->best.slot);
    if (*ret_answer == CLAUSES_NO)
        drop(question);
    if (*ret_answer != CLAUSES_YES)
        return PARVIS_OK;
    /* The solver wrote its plan into the best one's slots: the state is made anew from them. */
    status = restart(hunt, hunt->options->seed);
    hunt->best.is_fair = false; /* it is not that plan any more */
    /* So that the plan just found is better than what is noted, and is taken. */
    hunt->best.breaks = hunt->state.total_breaks + 1;
    breaks_best_offer(&hunt->best, &hunt->state);
    tell(hunt);
    return status;
}

/* The most breaks that are worth a question: those of the best plan or, where fairness stands
 * against it, of a plan in which everybody has as many as fairness lets anyone have. */
static int most_breaks(const struct hunt *hunt)
{
    int most = hunt->best.is_fair ? 0 : hunt->in->fairness * hunt->in->participant_count;
    return most > hunt->best.breaks ? most : hunt->best.breaks;
}

/* From the bound upwards: each no raises it. */
static enum parvis_status raise_bound(struct hunt *hunt, int conflicts)
{
    enum parvis_status status = PARVIS_OK;
    enum clauses_answer answer = CLAUSES_NO;
    while (status == PARVIS_OK && answer == CLAUSES_NO && !is_least(hunt) &&
           hunt->bound <= most_breaks(hunt)) {
        status = ask(hunt, &hunt->low, hunt->bound, -1, conflicts, &answer);
        hunt->bound += answer == CLAUSES_NO;
    }
    return status;
}

/* From the best plan downwards: a plan between it and the bound is found sooner. */
static enum parvis_status lower_best(struct hunt *hunt, int conflicts)
{
    enum parvis_status status = PARVIS_OK;
    enum clauses_answer answer = CLAUSES_YES;
    while (status == PARVIS_OK && answer == CLAUSES_YES && hunt->best.is_fair &&
           hunt->best.breaks > hunt->bound + 1) { /* one above the bound is the other question */
        status = ask(hunt, &hunt->high, hunt->best.breaks - 1, -1, conflicts, &answer);
        if (answer == CLAUSES_NO)
            hunt->bound = hunt->best.breaks;
    }
    return status;
}

/* At the fewest breaks: the fewest idle slots, one fewer each time. */
static enum parvis_status lower_idle(struct hunt *hunt, int conflicts)
{
    enum parvis_status status = PARVIS_OK;
    enum clauses_answer answer = CLAUSES_YES;
    while (status == PARVIS_OK && answer == CLAUSES_YES && !is_over(hunt)) {
        status = ask(hunt, &hunt->gaps, hunt->best.breaks, hunt->best.idle - 1, conflicts, &answer);
        if (answer == CLAUSES_NO)
            hunt->idle_bound = hunt->best.idle;
    }
    return status;
}

/* Far from the bound a better plan is likelier than one at the bound: most of the time is its. */
static enum parvis_status ask_all(struct hunt *hunt, int round, int conflicts)
{
    bool looks_below = round >= HIGH_FROM;
    bool is_far = looks_below && hunt->best.breaks - hunt->bound >= FAR;
    int low = is_far ? conflicts / 16 : conflicts, high = is_far ? conflicts * 4 : conflicts * 2;
    enum parvis_status status = PARVIS_OK;
    if (!is_least(hunt))
        status = raise_bound(hunt, low);
    if (status == PARVIS_OK && !is_least(hunt) && looks_below)
        status = lower_best(hunt, high);
    if (status != PARVIS_OK || !is_least(hunt))
        return status;
    drop(&hunt->low);
    drop(&hunt->high);
    return lower_idle(hunt, conflicts);
}

static enum parvis_status search(struct hunt *hunt)
{
    int64_t meetings = hunt->state.movable_count, few = STEPS_FEW * meetings;
    int64_t steps = (few < STEPS_FIRST ? few : STEPS_FIRST) + STEPS_MORE * meetings;
    int64_t left = hunt->options->rounds ? hunt->options->rounds : INT64_MAX;
    enum parvis_status status = PARVIS_OK;
    int rounds = hunt->options->spent ? ROUNDS_MAX : ROUNDS_DEFAULT;
    for (int i = 0; i < rounds && left > 0 && status == PARVIS_OK && !is_over(hunt); i++) {
        int64_t now = steps << i < left ? steps << i : left;
        int64_t conflicts = CONFLICTS_FIRST + now / STEPS_OF_CONFLICT;
        left -= now;
        status = anneal(hunt, i, now);
        if (status == PARVIS_OK && !is_over(hunt) && !ask_to_stop(hunt))
            status = ask_all(hunt, i, conflicts < CONFLICTS_MAX ? (int)conflicts : CONFLICTS_MAX);
    }
    return status;
}

/* ---- one plan ---- */

/* Whether every plan of this weight, that moves as few meetings, holds the same ones and may put
 * them where this one may. */
static bool is_whole(const struct planner_instance *in, const int *slot)
{
    for (int i = 0; i < in->wish_count; i++) {
        const struct planner_wish *wish = &in->wishes[i];
        bool is_moved = wish->previous >= 0 && wish->previous != slot[i];
        if (slot[i] < 0 || is_moved || (wish->weight == 0 && !in->all && wish->fixed < 0))
            return false;
    }
    return true;
}

/* Lower bounds: on breaks, and on idle slots among plans with so many breaks. */
static enum parvis_status find_bound(struct hunt *hunt)
{
    const struct breaks_costs breaks = {1, 0};
    int64_t bound = 0;
    hunt->idle_bound = -1;
    if (!hunt->is_whole)
        return PARVIS_OK;
    enum parvis_status status =
        breaks_bound(&hunt->state, &breaks, hunt->options, hunt->best.breaks, &bound);
    hunt->bound = (int)bound;
    return status;
}

enum parvis_status breaks_minimise(struct best *plan, bool keeps)
{
    const struct planner_instance *in = plan->problem->in;
    struct planner_solution *solution = plan->solution;
    struct hunt hunt = {.in = in,
                        .plan = plan,
                        .options = plan->options,
                        .best = {.slot = solution->slot, .breaks = INT32_MAX},
                        .keeps = keeps,
                        .is_whole = is_whole(in, solution->slot)};
    enum parvis_status status =
        breaks_state_make(in, solution->slot, keeps, plan->options->seed, &hunt.state);
    if (status != PARVIS_OK)
        return status;
    breaks_best_offer(&hunt.best, &hunt.state);
    hunt.told_breaks = plan->is_told && hunt.best.is_fair ? hunt.best.breaks : INT32_MAX;
    hunt.told_idle = hunt.best.idle;
    tell(&hunt);
    status = find_bound(&hunt);
    if (status == PARVIS_OK && hunt.state.movable_count > 0)
        status = search(&hunt);
    drop(&hunt.low);
    drop(&hunt.high);
    drop(&hunt.gaps);
    breaks_state_clear(&hunt.state);
    solution->breaks_bound = hunt.is_whole ? hunt.bound : 0;
    return status;
}

/* ---- any plan ---- */

static int first_slot(const struct problem *problem, int wish)
{
    return problem->allowed[wish] ? __builtin_ctzll(problem->allowed[wish]) : 0;
}

enum parvis_status breaks_place_all(struct draft *draft, const struct planner_options *options)
{
    const struct planner_instance *in = draft->problem->in;
    struct breaks_proof proof;
    struct breaks_state state = {0};
    enum clauses_answer answer = CLAUSES_UNKNOWN;
    int *slot = calloc((size_t)in->wish_count + 1, sizeof *slot);
    enum parvis_status status = slot ? PARVIS_OK : PARVIS_NO_MEMORY;
    for (int i = 0; slot && i < in->wish_count; i++) /* the question asks who there is, not where */
        slot[i] = first_slot(draft->problem, i);
    if (status == PARVIS_OK)
        status = breaks_state_make(in, slot, false, 0, &state);
    if (status == PARVIS_OK && breaks_proof_fits(&state)) {
        status = breaks_proof_make(&state, BREAKS_PROOF_ANY, -1, &proof);
        if (status == PARVIS_OK) {
            answer = breaks_proof_run(&proof, CONFLICTS_PLACE, options, slot);
            breaks_proof_clear(&proof);
        }
    }
    if (answer == CLAUSES_YES)
        draft_load(draft, slot);
    breaks_state_clear(&state);
    free(slot);
    return status == PARVIS_OK && answer != CLAUSES_YES ? PARVIS_CONFLICT : status;
}
