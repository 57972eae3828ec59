/* SPDX-License-Identifier: EUPL-1.2 */
/* The order of work: impossible or not, a first plan, the bound, the search for weight. */
#include "planner.h"

#include <stdlib.h>
#include <string.h>

#include "best.h"
#include "breaks.h"
#include "exact.h"
#include "fair.h"
#include "fault.h"
#include "weight.h"

/* All that one call owns. */
struct solver {
    const struct planner_instance *in;    /* the caller's */
    const struct planner_options *caller; /* the caller's */
    struct planner_options options;       /* what the phases get: a stop said once stays said */
    bool is_stopped;                      /* the caller said so */
    struct problem *problem;
    struct draft *draft;
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

static double pass_spent(void *data)
{
    const struct planner_options *caller = ((struct solver *)data)->caller;
    return caller->spent(caller->data);
}

static void pass_on(const struct planner_solution *solution, void *data)
{
    const struct planner_options *caller = ((struct solver *)data)->caller;
    if (caller->improved)
        caller->improved(solution, caller->data);
}

static void free_solver(struct solver *solver)
{
    problem_free(solver->problem);
    draft_free(solver->draft);
}

static enum parvis_status make_solver(struct solver *solver)
{
    enum parvis_status status = problem_make(solver->in, &solver->problem);
    if (status == PARVIS_OK)
        status = draft_make(solver->problem, solver->options.seed, &solver->draft);
    return status;
}

static bool holds_all(const struct solver *solver)
{
    for (int i = 0; i < solver->in->wish_count; i++)
        if (solver->best.solution->slot[i] < 0)
            return false;
    return true;
}

/* Fairness is a rule, keeping the plan in force only an aim: drops that first, then meetings. */
static enum parvis_status be_fair(struct solver *solver)
{
    struct best *best = &solver->best;
    bool has_previous = solver->problem->previous_count > 0;
    enum parvis_status status = has_previous ? breaks_minimise(best, false) : PARVIS_OK;
    best->solution->breaks_bound = 0;
    if (status != PARVIS_OK || best_is_fair(solver->problem, best->solution->slot))
        return status;
    return solver->in->all ? PARVIS_CONFLICT : fair_repair(solver->problem, best);
}

/* The heaviest plan that moves least, then few breaks at that. */
static enum parvis_status solve_by_weight(struct solver *solver)
{
    struct best *best = &solver->best;
    enum parvis_status status = weight_maximise(solver->draft, best);
    if (status != PARVIS_OK)
        return status;
    if (solver->in->all && !holds_all(solver)) {
        status = breaks_place_all(solver->draft, &solver->options);
        if (status != PARVIS_OK)
            return status;
        best_replace(best, solver->draft);
    }
    status = best_count(best);
    if (status == PARVIS_OK)
        status = breaks_minimise(best, true);
    if (status != PARVIS_OK || best_is_fair(solver->problem, best->solution->slot))
        return status;
    return be_fair(solver);
}

static enum parvis_status run(struct solver *solver, struct planner_fault *ret_fault)
{
    struct best *best = &solver->best;
    bool is_none = false;
    enum parvis_status status = fault_find(solver->problem, ret_fault);
    if (status != PARVIS_OK)
        return status;
    *ret_fault = (struct planner_fault){PLANNER_NOT_FOUND, -1, -1, -1, -1, -1};
    status = solve_by_weight(solver);
    if (status != PARVIS_OK && status != PARVIS_CONFLICT)
        return status;
    if (status == PARVIS_CONFLICT)
        best->value = -1;
    if (exact_solve(solver->problem, best, &is_none))
        status = is_none ? PARVIS_CONFLICT : PARVIS_OK;
    else if (best->value >= 0)
        status = PARVIS_OK;
    if (status == PARVIS_OK)
        status = best_count(best);
    if (status == PARVIS_OK)
        best_tell(best);
    return status;
}

enum parvis_status planner_solve(const struct planner_instance *in,
                                 const struct planner_options *options,
                                 struct planner_solution *ret_solution,
                                 struct planner_fault *ret_fault)
{
    struct solver solver = {.in = in, .caller = options};
    struct planner_fault fault = {PLANNER_NO_REASON, -1, -1, -1, -1, -1};
    struct planner_solution solution = {
        .slot = malloc(((size_t)in->wish_count + 1) * sizeof *solution.slot),
    };
    solver.options = (struct planner_options){.seed = options->seed,
                                              .rounds = options->rounds,
                                              .should_stop = remember_stop,
                                              .spent = options->spent ? pass_spent : NULL,
                                              .improved = pass_on,
                                              .data = &solver};
    enum parvis_status status = solution.slot ? make_solver(&solver) : PARVIS_NO_MEMORY;
    if (status == PARVIS_OK) {
        solver.best = (struct best){.problem = solver.problem,
                                    .options = &solver.options,
                                    .solution = &solution,
                                    .value = -1,
                                    .bound = INT64_MAX,
                                    .kept = -1};
        status = run(&solver, &fault);
    }
    if (status == PARVIS_OK) {
        int *slot = ret_solution->slot;
        memcpy(slot, solution.slot, (size_t)in->wish_count * sizeof *slot);
        *ret_solution = solution;
        ret_solution->slot = slot;
    } else if (ret_fault) {
        *ret_fault = fault;
    }
    free(solution.slot);
    free_solver(&solver);
    return status;
}
