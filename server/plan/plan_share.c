/* SPDX-License-Identifier: EUPL-1.2 */
/* Floors, an even share, exchanges. */
#include "plan_share.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS_MAX 20 /* each round lifts further participants; an event needs two or three */

/* ---- counting ---- */

static int count_held(const struct plan_problem *problem, const int *slot, int participant)
{
    int held = 0;
    for (size_t i = 0; i < problem->count; i++)
        held += slot[i] >= 0 &&
                (problem->wishes[i].a == participant || problem->wishes[i].b == participant);
    return held;
}

static int count_wished(const struct plan_problem *problem, int participant)
{
    int wished = 0;
    for (size_t i = 0; i < problem->count; i++)
        wished += problem->wishes[i].a == participant || problem->wishes[i].b == participant;
    return wished;
}

static int count_free(const struct plan_problem *problem, int participant)
{
    uint64_t all = planner_day((int)problem->plan->day.slot_count);
    return __builtin_popcountll(all & ~problem->participants[participant].off);
}

static bool is_below(const struct plan_problem *problem, const int *slot, int participant,
                     int floor)
{
    return count_held(problem, slot, participant) < floor &&
           count_wished(problem, participant) >= floor && count_free(problem, participant) >= floor;
}

size_t plan_share_below(const struct plan_problem *problem, const int *slot, int floor)
{
    size_t below = 0;
    for (size_t i = 0; i < problem->people; i++)
        below += is_below(problem, slot, (int)i, floor);
    return below;
}

/* ---- an even share ---- */

/* More than the weight of any plan: one more of the first meetings outweighs everything else. */
static int64_t weight_of_all(const struct plan_problem *problem)
{
    int64_t weight = 1;
    for (size_t i = 0; i < problem->count; i++)
        weight += problem->wishes[i].weight;
    return weight;
}

/* A lifted participant's first `floor` meetings outweigh everything else. */
static void lift(const struct plan_problem *problem, const bool *lifted, int floor,
                 struct planner_participant *participants, struct planner_wish *wishes)
{
    int64_t first = weight_of_all(problem);
    int bonus = first < INT_MAX / 4 ? (int)first : INT_MAX / 4;
    for (size_t i = 0; i < problem->people; i++) {
        participants[i] = problem->participants[i];
        if (lifted[i])
            participants[i].max = floor;
    }
    for (size_t i = 0; i < problem->count; i++) {
        wishes[i] = problem->wishes[i];
        if (lifted[wishes[i].a] || lifted[wishes[i].b])
            wishes[i].weight += bonus;
    }
}

static bool lift_more(const struct plan_problem *problem, const int *slot, int floor, bool *lifted)
{
    bool more = false;
    for (size_t i = 0; i < problem->people; i++)
        if (!lifted[i] && is_below(problem, slot, (int)i, floor))
            more = lifted[i] = true;
    return more;
}

enum parvis_status plan_share_even(const struct plan_problem *problem,
                                   const struct planner_options *options, int floor, int *slot,
                                   int64_t *ret_weight)
{
    struct planner_instance instance = plan_problem_instance(problem);
    struct planner_participant *participants = calloc(problem->people + 1, sizeof *participants);
    struct planner_wish *wishes = calloc(problem->count + 1, sizeof *wishes);
    bool *lifted = calloc(problem->people + 1, sizeof *lifted);
    struct planner_solution solution = {.slot = slot};
    enum parvis_status status = PARVIS_NO_MEMORY;
    if (!participants || !wishes || !lifted)
        goto free_all;
    instance.participants = participants;
    instance.wishes = wishes;
    for (int round = 0; round < ROUNDS_MAX; round++) {
        lift(problem, lifted, floor, participants, wishes);
        status = planner_solve(&instance, options, &solution, NULL);
        if (status != PARVIS_OK || !lift_more(problem, slot, floor, lifted))
            break;
    }
    *ret_weight = 0;
    for (size_t i = 0; status == PARVIS_OK && i < problem->count; i++)
        *ret_weight += slot[i] >= 0 ? problem->wishes[i].weight : 0;
free_all:
    free(participants);
    free(wishes);
    free(lifted);
    return status;
}

/* ---- repairs ---- */

static bool meets_in(const struct plan_problem *problem, const int *slot, int participant, int at)
{
    for (size_t i = 0; i < problem->count; i++)
        if (slot[i] == at &&
            (problem->wishes[i].a == participant || problem->wishes[i].b == participant))
            return true;
    return false;
}

static bool may_be_in(const struct plan_problem *problem, const struct planner_wish *wish, int at)
{
    uint64_t off = problem->participants[wish->a].off | problem->participants[wish->b].off;
    return !(off >> at & 1) && wish->slots >> at & 1;
}

/* The cost of holding `wish` in slot `at`, if the company's meeting there can be dropped. */
static void try_exchange(const struct plan_problem *problem, const int *slot, int wish, int at,
                         int floor, struct plan_repair *repair)
{
    const struct planner_wish *wanted = &problem->wishes[wish];
    for (size_t i = 0; i < problem->count; i++) {
        const struct planner_wish *other = &problem->wishes[i];
        if (slot[i] != at || other->b != wanted->b || other->fixed >= 0)
            continue;
        int keeps = count_held(problem, slot, other->a) - 1;
        int change = wanted->weight - other->weight;
        if (keeps < floor || (repair->wish >= 0 && change <= repair->change))
            continue;
        repair->wish = wish;
        repair->slot = at;
        repair->gone = (int)i;
        repair->keeps = keeps;
        repair->change = change;
    }
}

void plan_share_repair(const struct plan_problem *problem, const int *slot, size_t buyer, int floor,
                       struct plan_repair *ret_repair)
{
    int who = (int)buyer;
    *ret_repair = (struct plan_repair){.wished = count_wished(problem, who),
                                       .held = count_held(problem, slot, who),
                                       .free_slots = count_free(problem, who),
                                       .wish = -1};
    ret_repair->lack = ret_repair->free_slots < floor ? PLAN_LACK_SLOTS
                       : ret_repair->wished < floor   ? PLAN_LACK_WISHES
                                                      : PLAN_LACK_SEATS;
    for (size_t i = 0; i < problem->count; i++) {
        if (problem->wishes[i].a != who || slot[i] >= 0)
            continue;
        for (int at = 0; at < (int)problem->plan->day.slot_count; at++)
            if (may_be_in(problem, &problem->wishes[i], at) && !meets_in(problem, slot, who, at))
                try_exchange(problem, slot, (int)i, at, floor, ret_repair);
    }
}
