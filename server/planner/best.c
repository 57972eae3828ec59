/* SPDX-License-Identifier: EUPL-1.2 */
/* The best plan so far: see best.h. */
#include "best.h"

#include <stdlib.h>
#include <string.h>

/* Two meetings with free slots between them make one break; `off` slots are not free unless the
 * instance says so. */
static void count_person(const struct planner_instance *in, int person, uint64_t held,
                         int *ret_breaks, int *ret_idle)
{
    uint64_t off = in->off_breaks ? 0 : in->participants[person].off;
    int last = -1;
    for (; held; held &= held - 1) {
        int slot = __builtin_ctzll(held);
        if (last >= 0) {
            uint64_t between = (((uint64_t)1 << slot) - 1) & ~(((uint64_t)2 << last) - 1) & ~off;
            *ret_breaks += between != 0;
            *ret_idle += __builtin_popcountll(between);
        }
        last = slot;
    }
}

int best_breaks_of(const struct problem *problem, const int *slot, int person)
{
    uint64_t held = 0;
    int breaks = 0, idle = 0;
    for (int i = problem->first[person]; i < problem->first[person + 1]; i++)
        if (slot[problem->of[i]] >= 0)
            held |= (uint64_t)1 << slot[problem->of[i]];
    count_person(problem->in, person, held, &breaks, &idle);
    return breaks;
}

bool best_is_fair(const struct problem *problem, const int *slot)
{
    const struct planner_instance *in = problem->in;
    int least = INT32_MAX, most = 0;
    for (int i = 0; i < in->participant_count && in->has_fairness; i++) {
        int breaks = best_breaks_of(problem, slot, i);
        least = breaks < least ? breaks : least;
        most = breaks > most ? breaks : most;
    }
    return !in->has_fairness || in->participant_count == 0 || most - least <= in->fairness;
}

enum parvis_status best_count(const struct best *best)
{
    const struct planner_instance *in = best->problem->in;
    struct planner_solution *solution = best->solution;
    int64_t total = 0;
    uint64_t *held = calloc((size_t)in->participant_count + 1, sizeof *held);
    if (!held)
        return PARVIS_NO_MEMORY;
    solution->weight = 0;
    solution->moved = solution->breaks = solution->idle = 0;
    for (int i = 0; i < in->wish_count; i++) {
        int slot = solution->slot[i];
        total += in->wishes[i].weight;
        solution->moved += in->wishes[i].previous >= 0 && in->wishes[i].previous != slot;
        if (slot < 0)
            continue;
        solution->weight += in->wishes[i].weight;
        held[in->wishes[i].a] |= (uint64_t)1 << slot;
        held[in->wishes[i].b] |= (uint64_t)1 << slot;
    }
    for (int i = 0; i < in->participant_count; i++)
        count_person(in, i, held[i], &solution->breaks, &solution->idle);
    solution->bound = in->all || best->bound > total ? total : best->bound;
    free(held);
    return PARVIS_OK;
}

void best_replace(struct best *best, const struct draft *draft)
{
    memcpy(best->solution->slot, draft->slot,
           (size_t)best->problem->in->wish_count * sizeof *draft->slot);
    best->value = draft->value;
    best->kept = draft->kept;
    best->is_told = false;
}

void best_offer(struct best *best, const struct draft *draft)
{
    if (draft->value < best->value || (draft->value == best->value && draft->kept <= best->kept))
        return;
    best_replace(best, draft);
}

static bool is_better(const struct planner_solution *one, const struct planner_solution *other)
{
    if (one->weight != other->weight)
        return one->weight > other->weight;
    if (one->moved != other->moved)
        return one->moved < other->moved;
    return one->breaks != other->breaks ? one->breaks < other->breaks : one->idle < other->idle;
}

void best_tell(struct best *best)
{
    if (best->is_told)
        return;
    best->is_told = true;
    if (best->problem->in->all && best->value < best->problem->in->wish_count)
        return; /* not a plan yet */
    if (!best_is_fair(best->problem, best->solution->slot))
        return;
    if (!best->options->improved || best_count(best) != PARVIS_OK ||
        (best->has_told && !is_better(best->solution, &best->told)))
        return;
    best->has_told = true;
    best->told = *best->solution;
    best->options->improved(best->solution, best->options->data);
}

bool best_is_over(const struct best *best)
{
    const struct planner_options *options = best->options;
    if (options->should_stop && options->should_stop(options->data))
        return true;
    return best->share > 0 && options->spent && options->spent(options->data) > best->share;
}
