/* The order of work: impossible or not, a first plan, the bound, the search for weight. */
#include "planner.h"

#include <stdlib.h>

#include "best.h"
#include "bound.h"
#include "flow.h"
#include "improve.h"
#include "start.h"

/* All that one call owns. */
struct solver {
    const struct planner_instance *in;    /* the caller's */
    const struct planner_options *caller; /* the caller's */
    struct planner_options options;       /* what the phases get: a stop said once stays said */
    bool is_stopped;                      /* the caller said so */
    struct problem *problem;
    struct draft *draft;
    struct flow_result flow;
    struct prices prices;
    int *order; /* all wishes, in the order in which a simple rule tries them */
    struct best best;
};

static bool remember_stop(void *data)
{
    struct solver *solver = data;
    const struct planner_options *caller = solver->caller;
    if (!solver->is_stopped && caller->should_stop)
        solver->is_stopped = caller->should_stop(caller->data);
    return solver->is_stopped;
}

static void pass_on(const struct planner_solution *solution, void *data)
{
    const struct planner_options *caller = ((struct solver *)data)->caller;
    if (caller->improved)
        caller->improved(solution, caller->data);
}

struct ranked {
    int wish;
    int64_t rank; /* less comes first */
};

static int compare_ranks(const void *a, const void *b)
{
    const struct ranked *left = a, *right = b;
    if (left->rank != right->rank)
        return left->rank < right->rank ? -1 : 1;
    return left->wish - right->wish;
}

/* Heavy wishes first; with a choice of wishes those of it first, and the least movable first. */
static enum parvis_status order_wishes(struct solver *solver, const bool *chosen)
{
    const struct planner_instance *in = solver->in;
    struct ranked *ranked = malloc(((size_t)in->wish_count + 1) * sizeof *ranked);
    if (!ranked)
        return PARVIS_NO_MEMORY;
    for (int i = 0; i < in->wish_count; i++) {
        int64_t rank = -(int64_t)in->wishes[i].weight;
        if (chosen && chosen[i])
            rank = INT64_MIN / 2 + __builtin_popcountll(solver->problem->allowed[i]);
        ranked[i] = (struct ranked){i, rank};
    }
    qsort(ranked, (size_t)in->wish_count, sizeof *ranked, compare_ranks);
    for (int i = 0; i < in->wish_count; i++)
        solver->order[i] = ranked[i].wish;
    free(ranked);
    return PARVIS_OK;
}

static void free_solver(struct solver *solver)
{
    problem_free(solver->problem);
    draft_free(solver->draft);
    flow_clear(&solver->flow);
    prices_clear(&solver->prices);
    free(solver->order);
}

static enum parvis_status find_weight(struct solver *solver)
{
    struct planner_solution *solution = solver->best.solution;
    enum parvis_status status = order_wishes(solver, NULL);
    if (status != PARVIS_OK)
        return status;
    if (!start_fixed(solver->draft))
        return PARVIS_CONFLICT;
    start_previous(solver->draft);
    start_greedy(solver->draft, solver->order, solver->in->wish_count);
    best_offer(&solver->best, solver->draft);
    best_tell(&solver->best);
    status = flow_solve(solver->problem, &solver->options, &solver->flow);
    if (status != PARVIS_OK)
        return status;
    prices_from_flow(&solver->prices, &solver->flow);
    int64_t limit = prices_limit(&solver->prices) / PRICE_ONE;
    solution->bound = limit < solution->bound ? limit : solution->bound;
    if (solution->weight >= solution->bound)
        return PARVIS_OK;
    if (!solver->problem->has_previous) {
        status = order_wishes(solver, solver->flow.chosen);
        if (status != PARVIS_OK)
            return status;
        for (int i = 0; i < solver->in->wish_count; i++)
            if (solver->draft->slot[i] >= 0 && solver->in->wishes[i].fixed < 0)
                draft_take(solver->draft, i);
        draft_forget(solver->draft);
        start_chains(solver->draft, solver->order, solver->in->wish_count);
        best_offer(&solver->best, solver->draft);
    }
    return improve_weight(solver->draft, &solver->best, &solver->prices, solution->bound,
                          solver->options.rounds > 0 ? solver->options.rounds
                                                     : 400000 + 100 * solver->in->wish_count);
}

static enum parvis_status make_solver(struct solver *solver)
{
    enum parvis_status status = problem_make(solver->in, &solver->problem);
    if (status == PARVIS_OK)
        status = draft_make(solver->problem, solver->options.seed, &solver->draft);
    if (status == PARVIS_OK)
        status = prices_make(solver->problem, &solver->prices);
    solver->order = calloc((size_t)solver->in->wish_count + 1, sizeof *solver->order);
    return status == PARVIS_OK && !solver->order ? PARVIS_NO_MEMORY : status;
}

enum parvis_status planner_solve(const struct planner_instance *in,
                                 const struct planner_options *options,
                                 struct planner_solution *ret_solution,
                                 struct planner_fault *ret_fault)
{
    struct solver solver = {.in = in, .caller = options};
    solver.options = (struct planner_options){.seed = options->seed,
                                              .rounds = options->rounds,
                                              .should_stop = remember_stop,
                                              .improved = pass_on,
                                              .data = &solver};
    struct planner_solution solution = {
        .slot = malloc(((size_t)in->wish_count + 1) * sizeof *solution.slot),
        .weight = -1,
        .bound = INT64_MAX};
    if (ret_fault)
        *ret_fault = (struct planner_fault){PLANNER_NO_REASON, -1, -1, -1, -1, -1};
    enum parvis_status status = solution.slot ? make_solver(&solver) : PARVIS_NO_MEMORY;
    if (status == PARVIS_OK) {
        solver.best = (struct best){.problem = solver.problem,
                                    .options = &solver.options,
                                    .solution = &solution,
                                    .kept = -1};
        status = find_weight(&solver);
    }
    if (status == PARVIS_OK)
        status = best_count(solver.problem, &solution);
    if (status == PARVIS_OK) {
        int *slot = ret_solution->slot;
        for (int i = 0; i < in->wish_count; i++)
            slot[i] = solution.slot[i];
        *ret_solution = solution;
        ret_solution->slot = slot;
    }
    free(solution.slot);
    free_solver(&solver);
    return status;
}
