/* SPDX-License-Identifier: EUPL-1.2 */
/* Prepares an instance: see problem.h. Everything here takes time linear in wishes and slots. */
#include "problem.h"

#include <stdlib.h>

#include "narrow.h"

static uint64_t allowed_slots(const struct planner_instance *in, const struct planner_wish *wish)
{
    if (wish->a == wish->b)
        return 0;
    uint64_t day = planner_day(in->slots);
    uint64_t slots = wish->slots ? wish->slots & day : day;
    slots &= ~(in->participants[wish->a].off | in->participants[wish->b].off);
    if (wish->fixed >= 0)
        slots &= (uint64_t)1 << wish->fixed;
    return slots;
}

static void index_wishes(struct problem *problem)
{
    const struct planner_instance *in = problem->in;
    int people = in->participant_count;
    for (int i = 0; i < in->wish_count; i++) {
        problem->first[in->wishes[i].a + 1]++;
        problem->first[in->wishes[i].b + 1]++;
    }
    for (int i = 0; i < people; i++)
        problem->first[i + 1] += problem->first[i];
    /* Filled from the end of each part, which leaves `first` at its beginning. */
    for (int i = 0; i < people; i++)
        problem->max[i] = problem->first[i + 1];
    for (int i = in->wish_count - 1; i >= 0; i--) {
        problem->of[--problem->max[in->wishes[i].a]] = i;
        problem->of[--problem->max[in->wishes[i].b]] = i;
    }
}

/* The order of wishes reversed: for each wish, those that wait for it. */
static bool index_after(struct problem *problem)
{
    const struct planner_instance *in = problem->in;
    size_t count = 0;
    for (int i = 0; i < in->wish_count; i++) {
        count += (size_t)in->wishes[i].after_count;
        for (int k = 0; k < in->wishes[i].after_count; k++)
            problem->next_first[in->wishes[i].after[k] + 1]++;
    }
    problem->has_after = count > 0;
    problem->next_of = malloc((count + 1) * sizeof *problem->next_of);
    int *fill = malloc(((size_t)in->wish_count + 1) * sizeof *fill);
    if (!problem->next_of || !fill) {
        free(fill);
        return false;
    }
    for (int i = 0; i < in->wish_count; i++) {
        problem->next_first[i + 1] += problem->next_first[i];
        fill[i] = problem->next_first[i];
    }
    for (int i = 0; i < in->wish_count; i++)
        for (int k = 0; k < in->wishes[i].after_count; k++)
            problem->next_of[fill[in->wishes[i].after[k]]++] = i;
    free(fill);
    return true;
}

static void set_limits(struct problem *problem, int person)
{
    const struct planner_participant *who = &problem->in->participants[person];
    int wishes = problem->first[person + 1] - problem->first[person];
    int parallel = who->parallel > 0 ? who->parallel : 1;
    problem->parallel[person] = parallel < wishes ? parallel : wishes > 0 ? wishes : 1;
    problem->max[person] = who->max > 0 && who->max < wishes ? who->max : wishes;
}

/* What a participant can hold: `max`, and its places in slots where some wish of it may stand. */
static void set_capacity(struct problem *problem, int person)
{
    uint64_t useful = 0;
    for (int i = problem->first[person]; i < problem->first[person + 1]; i++)
        useful |= problem->allowed[problem->of[i]];
    int64_t places = (int64_t)__builtin_popcountll(useful) * problem->parallel[person];
    problem->capacity[person] = places < problem->max[person] ? (int)places : problem->max[person];
}

/* Walks each connected part and colours its participants in turn; false: some circle of wishes has
 * an odd length. `stack` has room for all participants. */
static bool colour_sides(struct problem *problem, int *stack)
{
    for (int from = 0; from < problem->in->participant_count; from++) {
        int height = 0;
        if (problem->side[from] >= 0)
            continue;
        problem->side[from] = 0;
        stack[height++] = from;
        while (height > 0) {
            int person = stack[--height];
            for (int i = problem->first[person]; i < problem->first[person + 1]; i++) {
                int other = problem_other(problem, problem->of[i], person);
                if (problem->side[other] == problem->side[person])
                    return false;
                if (problem->side[other] < 0) {
                    problem->side[other] = (signed char)(1 - problem->side[person]);
                    stack[height++] = other;
                }
            }
        }
    }
    return true;
}

static bool find_sides(struct problem *problem)
{
    int people = problem->in->participant_count;
    int *stack = malloc(((size_t)people + 1) * sizeof *stack);
    if (!stack)
        return false;
    for (int i = 0; i < people; i++)
        problem->side[i] = -1;
    problem->two_sides = colour_sides(problem, stack);
    if (!problem->two_sides)
        for (int i = 0; i < people; i++)
            problem->side[i] = 0;
    free(stack);
    return true;
}

void problem_free(struct problem *problem)
{
    if (!problem)
        return;
    free(problem->allowed);
    free(problem->value);
    free(problem->must);
    free(problem->rank);
    free(problem->parallel);
    free(problem->max);
    free(problem->capacity);
    free(problem->first);
    free(problem->of);
    free(problem->next_first);
    free(problem->next_of);
    free(problem->side);
    free(problem);
}

static bool allocate(struct problem *problem)
{
    size_t people = (size_t)problem->in->participant_count + 2;
    size_t wishes = (size_t)problem->in->wish_count + 2;
    problem->allowed = calloc(wishes, sizeof *problem->allowed);
    problem->value = calloc(wishes, sizeof *problem->value);
    problem->must = calloc(wishes, sizeof *problem->must);
    problem->rank = calloc(wishes, sizeof *problem->rank);
    problem->parallel = calloc(people, sizeof *problem->parallel);
    problem->max = calloc(people, sizeof *problem->max);
    problem->capacity = calloc(people, sizeof *problem->capacity);
    problem->first = calloc(people, sizeof *problem->first);
    problem->of = calloc(2 * wishes, sizeof *problem->of);
    problem->next_first = calloc(wishes, sizeof *problem->next_first);
    problem->side = calloc(people, sizeof *problem->side);
    return problem->allowed && problem->value && problem->must && problem->rank &&
           problem->parallel && problem->max && problem->capacity && problem->first &&
           problem->of && problem->next_first && problem->side;
}

enum parvis_status problem_make(const struct planner_instance *in, struct problem **ret_problem)
{
    struct problem *problem = calloc(1, sizeof *problem);
    if (!problem)
        return PARVIS_NO_MEMORY;
    problem->in = in;
    if (!allocate(problem) || !index_after(problem))
        goto free_problem;
    for (int i = 0; i < in->wish_count; i++) {
        const struct planner_wish *wish = &in->wishes[i];
        problem->allowed[i] = allowed_slots(in, wish);
        problem->previous_count += wish->previous >= 0;
        problem->value[i] = in->all ? 1 : wish->weight;
        if (problem->value[i] > problem->value_most)
            problem->value_most = problem->value[i];
    }
    index_wishes(problem);
    for (int i = 0; i < in->participant_count; i++)
        set_limits(problem, i);
    if (!narrow_slots(problem) || !find_sides(problem))
        goto free_problem;
    for (int i = 0; i < in->participant_count; i++)
        set_capacity(problem, i);
    *ret_problem = problem;
    return PARVIS_OK;
free_problem:
    problem_free(problem);
    return PARVIS_NO_MEMORY;
}
