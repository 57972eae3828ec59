/* SPDX-License-Identifier: EUPL-1.2 */
/* The weight phase: see weight.h. Each stage costs more than the one before and is entered only
 * while the plan does not meet the bound:
 *   1. fixed wishes, the plan in force, then the heaviest first: a plan within a millisecond;
 *   2. the relaxation to totals: a bound, and a choice of wishes that chains put into slots;
 *   3. a short search at the defects that this bound shows;
 *   4. the relaxation to places, whose bound and defects are sharper, and a search with these;
 *   5. better prices by the subgradient method, and the rest of the search. */
#include "weight.h"

#include <stdlib.h>

#include "flow.h"
#include "improve.h"
#include "start.h"

#define SUBGRADIENT_ROUNDS 300
#define ROUNDS_DEFAULT 600000 /* some seconds where the bound is not met */
#define SHARE 0.5             /* of the time that there is, for a weight that is not proven … */
#define SHARE_KEPT 0.6        /* … and for what is kept of the plan in force */
#define KEPT_ROUNDS 2000      /* until the bound of what can be kept is worked on, … */
#define KEPT_TIMES 300        /* … and so many times that after */
#define UNIT_ROOM ((INT64_C(1) << 60) / PRICE_ONE) /* what all values in units stay below */

/* What the stages share. */
struct phase {
    const struct problem *problem;
    struct draft *draft;
    struct best *best;
    struct prices prices;
    int *order;   /* all wishes, in the order in which they are tried */
    bool *chosen; /* by wish: part of a relaxation's best choice */
    int64_t rounds_left;
};

struct ranked {
    int wish;
    int64_t rank; /* less comes first */
};

static int compare_ranks(const void *a, const void *b)
{
    const struct ranked *left = a, *right = b;
    if (left->rank != right->rank)
        return left->rank < right->rank ? -1 : 1;
    /* Equal ranks by number: qsort may else order them as it likes, and plans would differ by
     * machine. */
    return left->wish - right->wish;
}

/* Heavy wishes first; with a choice of wishes those of it first, and the least movable first. */
static enum parvis_status order_wishes(struct phase *phase, const bool *chosen)
{
    const struct planner_instance *in = phase->problem->in;
    struct ranked *ranked = malloc(((size_t)in->wish_count + 1) * sizeof *ranked);
    if (!ranked)
        return PARVIS_NO_MEMORY;
    for (int i = 0; i < in->wish_count; i++) {
        int64_t rank = -(int64_t)phase->problem->value[i];
        if (chosen && chosen[i])
            /* Before every wish that was not chosen, whatever that one weighs. */
            rank = INT64_MIN / 2 + __builtin_popcountll(phase->problem->allowed[i]);
        ranked[i] = (struct ranked){i, rank};
    }
    qsort(ranked, (size_t)in->wish_count, sizeof *ranked, compare_ranks);
    for (int i = 0; i < in->wish_count; i++)
        phase->order[i] = ranked[i].wish;
    free(ranked);
    return PARVIS_OK;
}

static bool is_done(const struct phase *phase)
{
    return phase->best->value >= phase->best->bound || best_is_over(phase->best);
}

static void take_bound(struct phase *phase)
{
    int64_t limit = prices_limit(&phase->prices) / PRICE_ONE;
    if (limit < phase->best->bound)
        phase->best->bound = limit;
}

static enum parvis_status start_simply(struct phase *phase)
{
    enum parvis_status status = order_wishes(phase, NULL);
    if (status != PARVIS_OK)
        return status;
    if (!start_fixed(phase->draft))
        return PARVIS_CONFLICT;
    start_previous(phase->draft);
    start_greedy(phase->draft, phase->order, phase->problem->in->wish_count);
    best_offer(phase->best, phase->draft);
    best_tell(phase->best);
    return PARVIS_OK;
}

/* Solves a relaxation, and where no plan is in force begins again with what it chooses. */
static enum parvis_status relax(struct phase *phase, enum flow_kind kind)
{
    const struct planner_instance *in = phase->problem->in;
    struct draft *draft = phase->draft;
    enum parvis_status status =
        flow_solve(phase->problem, kind, phase->best->options, &phase->prices, phase->chosen);
    if (status != PARVIS_OK)
        return status;
    take_bound(phase);
    if (phase->problem->previous_count > 0 || is_done(phase))
        return PARVIS_OK;
    status = order_wishes(phase, phase->chosen);
    if (status != PARVIS_OK)
        return status;
    for (int i = 0; i < in->wish_count; i++)
        if (draft->slot[i] >= 0 && in->wishes[i].fixed < 0)
            draft_take(draft, i);
    draft_forget(draft);
    start_chains(draft, phase->order, in->wish_count);
    best_offer(phase->best, draft);
    return PARVIS_OK;
}

static enum parvis_status search(struct phase *phase, int64_t rounds)
{
    if (is_done(phase))
        return PARVIS_OK;
    rounds = rounds < phase->rounds_left ? rounds : phase->rounds_left;
    phase->rounds_left -= rounds;
    return improve_plan(phase->draft, phase->best, &phase->prices, rounds);
}

static enum parvis_status run(struct phase *phase)
{
    take_bound(phase); /* without prices: all wishes that have a slot */
    enum parvis_status status = start_simply(phase);
    if (status == PARVIS_OK)
        status = relax(phase, FLOW_TOTALS);
    if (status == PARVIS_OK)
        status = search(phase, 1000 + phase->problem->in->wish_count / 4);
    if (status != PARVIS_OK || is_done(phase))
        return status;
    status = relax(phase, FLOW_PLACES);
    if (status == PARVIS_OK)
        status = search(phase, 20000 + 4 * phase->problem->in->wish_count);
    if (status == PARVIS_OK && !is_done(phase)) {
        status = prices_improve(&phase->prices, phase->best->options, phase->best->value,
                                SUBGRADIENT_ROUNDS);
        take_bound(phase);
    }
    return status == PARVIS_OK ? search(phase, INT64_MAX) : status;
}

/* How many meetings of the plan in force any plan of the best one's value can keep, by the prices.
 */
static void take_kept_bound(struct phase *phase)
{
    struct best *best = phase->best;
    int64_t limit = prices_limit(&phase->prices) / PRICE_ONE - best->value * phase->prices.unit;
    if (limit < best->kept_bound)
        best->kept_bound = (int)limit;
}

/* How much more a unit of value counts than a meeting kept, in prices: more than all of them, for
 * weight comes first; less where numbers would become too large, which only blunts the bound. */
static int64_t kept_unit(const struct problem *problem)
{
    int64_t total = 1, unit = problem->previous_count + 1;
    for (int i = 0; i < problem->in->wish_count; i++)
        total += problem->value[i];
    return unit < UNIT_ROOM / total ? unit : 1 + UNIT_ROOM / total;
}

/* At the weight found, as many meetings of the plan in force as can be kept. */
static enum parvis_status keep(struct phase *phase)
{
    struct best *best = phase->best;
    int64_t rounds = KEPT_ROUNDS + phase->problem->in->wish_count / 4;
    best->kept_bound = phase->problem->previous_count;
    if (best->kept_bound == best->kept || best_is_over(best))
        return PARVIS_OK;
    phase->prices.unit = kept_unit(phase->problem);
    best->share = SHARE_KEPT;
    enum parvis_status status =
        flow_solve(phase->problem, FLOW_PLACES, best->options, &phase->prices, NULL);
    if (status != PARVIS_OK)
        return status;
    take_kept_bound(phase);
    draft_load(phase->draft, best->solution->slot);
    status = improve_plan(phase->draft, best, &phase->prices, rounds);
    if (status != PARVIS_OK || best->kept >= best->kept_bound || best_is_over(best))
        return status;
    int64_t target = best->value * phase->prices.unit + best->kept;
    status = prices_improve(&phase->prices, best->options, target, SUBGRADIENT_ROUNDS);
    if (status != PARVIS_OK)
        return status;
    take_kept_bound(phase);
    return improve_plan(phase->draft, best, &phase->prices, KEPT_TIMES * rounds);
}

enum parvis_status weight_maximise(struct draft *draft, struct best *best)
{
    const struct planner_instance *in = draft->problem->in;
    struct phase phase = {.problem = draft->problem,
                          .draft = draft,
                          .best = best,
                          .order = calloc((size_t)in->wish_count + 1, sizeof *phase.order),
                          .chosen = calloc((size_t)in->wish_count + 1, sizeof *phase.chosen),
                          .rounds_left = best->options->rounds};
    best->share = SHARE;
    if (phase.rounds_left <= 0)
        phase.rounds_left = ROUNDS_DEFAULT + 20 * (int64_t)in->wish_count;
    enum parvis_status status = prices_make(draft->problem, &phase.prices);
    if (status == PARVIS_OK)
        status = phase.order && phase.chosen ? run(&phase) : PARVIS_NO_MEMORY;
    if (status == PARVIS_OK && draft->problem->previous_count > 0)
        status = keep(&phase);
    best->share = 0;
    prices_clear(&phase.prices);
    free(phase.order);
    free(phase.chosen);
    return status;
}
