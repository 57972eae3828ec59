/* SPDX-License-Identifier: EUPL-1.2 */
/* The meetings. A plan in force that is as good as any is left alone. */
#include "plan.h"

#include <stdlib.h>
#include <string.h>

#include "meeting_place.h"
#include "parvis/clock.h"
#include "plan_problem.h"
#include "plan_share.h"

/* The search's callbacks and their data. */
struct search {
    int64_t from_ms, until_ms; /* monotonic; until_ms INT64_MAX: its rounds end it */
    const struct plan_watch *watch;
};

static bool should_stop(void *data)
{
    const struct search *search = data;
    const struct plan_watch *watch = search->watch;
    return (watch && watch->should_stop && watch->should_stop(watch->data)) ||
           clock_monotonic_ms() >= search->until_ms;
}

static double spent(void *data)
{
    const struct search *search = data;
    double whole = (double)(search->until_ms - search->from_ms);
    return whole > 0 ? (double)(clock_monotonic_ms() - search->from_ms) / whole : 1;
}

static void improved(const struct planner_solution *solution, void *data)
{
    const struct plan_watch *watch = ((const struct search *)data)->watch;
    if (watch && watch->improved)
        watch->improved(solution->weight, solution->bound, watch->data);
}

/* The weight of the plan in force; -1: it breaks a rule now. */
static int64_t weight_in_force(const struct plan_problem *problem)
{
    int64_t weight = 0;
    int held[SLOTS_MAX] = {0}, at_once = problem->request->at_once;
    for (size_t i = 0; i < problem->count; i++) {
        const struct planner_wish *wish = &problem->wishes[i];
        if (wish->previous < 0)
            continue;
        uint64_t off = problem->participants[wish->a].off | problem->participants[wish->b].off;
        if (off >> wish->previous & 1 || (at_once && ++held[wish->previous] > at_once))
            return -1;
        weight += wish->weight;
    }
    return weight;
}

void plan_places(struct plan *plan)
{
    for (size_t i = 0; i < plan->planned_count; i++) {
        enum meeting_state state = plan->planned[i].state;
        if (state != MEETING_DONE && state != MEETING_NO_SHOW)
            meeting_place(&plan->day, plan->planned, plan->planned_count, &plan->planned[i]);
    }
}

/* The answer as meetings; those that stay keep their id, and come first, so that they keep their
 * tables. */
static enum parvis_status take_answer(struct plan_problem *problem)
{
    struct plan *plan = problem->plan;
    plan->planned = calloc(problem->count + 1, sizeof *plan->planned);
    if (!plan->planned)
        return PARVIS_NO_MEMORY;
    for (size_t i = 0; i < problem->count; i++) {
        const struct plan_source *source = &problem->sources[i];
        if (problem->slot[i] < 0)
            continue;
        struct store_meeting meeting = {.buyer = source->buyer,
                                        .company = source->company,
                                        .slot = problem->slot[i],
                                        .weight = source->weight,
                                        .state = MEETING_PLANNED};
        if (source->meeting && source->meeting->slot == meeting.slot)
            meeting = *source->meeting;
        plan->planned[plan->planned_count++] = meeting;
    }
    plan_places(plan);
    return PARVIS_OK;
}

/* The plan in force stays unless another is better: more weight, or, for an even share, fewer below
 * the floor. */
static void keep_in_force(struct plan_problem *problem)
{
    struct plan *plan = problem->plan;
    int64_t before = plan->outcome.weight_before = weight_in_force(problem);
    int *previous = malloc((problem->count + 1) * sizeof *previous);
    for (size_t i = 0; previous && i < problem->count; i++)
        previous[i] = problem->wishes[i].previous;
    size_t below = previous ? plan_share_below(problem, previous, problem->request->floor) : 0;
    if (previous && before >= plan->outcome.weight &&
        (!problem->request->even || below <= plan->outcome.below)) {
        plan->outcome.weight = before;
        plan->outcome.below = below;
        plan->outcome.kept_meetings = true;
        memcpy(problem->slot, previous, problem->count * sizeof *previous);
    }
    free(previous);
}

/* Both plans, the heaviest and the even one; the organiser's choice ends in problem->slot. */
static enum parvis_status solve(struct plan_problem *problem, struct planner_options *options)
{
    struct plan *plan = problem->plan;
    struct planner_instance instance = plan_problem_instance(problem);
    int *even = calloc(problem->count + 1, sizeof *even);
    struct planner_solution solution = {.slot = problem->slot};
    enum parvis_status status = PARVIS_NO_MEMORY;
    if (!even)
        return status;
    status = planner_solve(&instance, options, &solution, NULL);
    plan->outcome.weight = plan->outcome.even_weight = solution.weight;
    plan->outcome.bound = solution.bound;
    if (status == PARVIS_OK)
        plan->outcome.below = plan->outcome.even_below =
            plan_share_below(problem, problem->slot, problem->request->floor);
    if (status == PARVIS_OK && plan->outcome.below > 0) {
        status = plan_share_even(problem, options, problem->request->floor, even,
                                 &plan->outcome.even_weight);
        if (status == PARVIS_OK)
            plan->outcome.even_below = plan_share_below(problem, even, problem->request->floor);
        if (status == PARVIS_OK && problem->request->even) {
            memcpy(problem->slot, even, problem->count * sizeof *even);
            plan->outcome.below = plan->outcome.even_below;
            plan->outcome.weight = plan->outcome.even_weight;
        }
    }
    free(even);
    return status;
}

/* Buyers below the floor, with the reason and the exchange that helps. */
static enum parvis_status list_few(struct plan_problem *problem)
{
    struct plan *plan = problem->plan;
    plan->outcome.few = calloc(plan->buyer_count + 1, sizeof *plan->outcome.few);
    if (!plan->outcome.few)
        return PARVIS_NO_MEMORY;
    for (size_t i = 0; i < plan->buyer_count; i++) {
        struct plan_repair repair;
        plan_share_repair(problem, problem->slot, i, problem->request->floor, &repair);
        if (repair.wished == 0 || repair.held >= problem->request->floor)
            continue;
        struct plan_few *few = &plan->outcome.few[plan->outcome.few_count++];
        *few = (struct plan_few){.buyer = i,
                                 .lack = (int)repair.lack,
                                 .wished = repair.wished,
                                 .held = repair.held,
                                 .keeps = repair.keeps,
                                 .change = repair.change};
        if (repair.wish < 0)
            continue;
        few->company = problem->sources[repair.wish].company;
        few->instead_of = problem->sources[repair.gone].buyer;
        few->slot = repair.slot;
    }
    return PARVIS_OK;
}

enum parvis_status plan_meetings(struct plan *plan, const struct plan_request *request,
                                 const struct plan_watch *watch)
{
    struct plan_problem problem;
    int64_t now = clock_monotonic_ms();
    bool by_clock = request->rounds == 0;
    struct search search = {.from_ms = now,
                            .until_ms =
                                by_clock ? now + (int64_t)(request->seconds * 1000) : INT64_MAX,
                            .watch = watch};
    struct planner_options options = {.seed = 1,
                                      .rounds = request->rounds,
                                      .should_stop = should_stop,
                                      .spent = by_clock ? spent : NULL,
                                      .improved = improved,
                                      .data = &search};
    enum parvis_status status = plan_problem_make(plan, request, &problem);
    if (status == PARVIS_OK)
        status = solve(&problem, &options);
    if (status == PARVIS_OK) {
        keep_in_force(&problem);
        status = list_few(&problem);
    }
    if (status == PARVIS_OK)
        status = take_answer(&problem);
    plan_problem_clear(&problem);
    return status;
}
