/* The order of work: impossible or not, a first plan, the bound, the search for weight. */
#include "planner.h"

#include <stdlib.h>

#include "best.h"
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
        status = weight_maximise(solver.draft, &solver.best);
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
