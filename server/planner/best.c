/* The best plan so far: see best.h. */
#include "best.h"

#include <stdlib.h>
#include <string.h>

/* Two meetings with free slots between them make one break; `off` slots are not free unless the
 * instance says so. */
static void count_person(const struct planner_instance *in, int person, uint64_t held,
                         struct planner_solution *solution)
{
    uint64_t off = in->off_breaks ? 0 : in->participants[person].off;
    int last = -1;
    for (; held; held &= held - 1) {
        int slot = __builtin_ctzll(held);
        if (last >= 0) {
            uint64_t between = (((uint64_t)1 << slot) - 1) & ~(((uint64_t)2 << last) - 1) & ~off;
            solution->breaks += between != 0;
            solution->idle += __builtin_popcountll(between);
        }
        last = slot;
    }
}

enum parvis_status best_count(const struct problem *problem, struct planner_solution *solution)
{
    const struct planner_instance *in = problem->in;
    uint64_t *held = calloc((size_t)in->participant_count + 1, sizeof *held);
    if (!held)
        return PARVIS_NO_MEMORY;
    solution->moved = solution->breaks = solution->idle = 0;
    for (int i = 0; i < in->wish_count; i++) {
        int slot = solution->slot[i];
        solution->moved += in->wishes[i].previous >= 0 && in->wishes[i].previous != slot;
        if (slot < 0)
            continue;
        held[in->wishes[i].a] |= (uint64_t)1 << slot;
        held[in->wishes[i].b] |= (uint64_t)1 << slot;
    }
    for (int i = 0; i < in->participant_count; i++)
        count_person(in, i, held[i], solution);
    free(held);
    return PARVIS_OK;
}

void best_offer(struct best *best, const struct draft *draft)
{
    struct planner_solution *solution = best->solution;
    if (draft->weight < solution->weight ||
        (draft->weight == solution->weight && draft->kept <= best->kept))
        return;
    memcpy(solution->slot, draft->slot,
           (size_t)best->problem->in->wish_count * sizeof *solution->slot);
    solution->weight = draft->weight;
    best->kept = draft->kept;
    best->is_told = false;
}

void best_tell(struct best *best)
{
    if (best->is_told)
        return;
    best->is_told = true;
    if (best->options->improved && best_count(best->problem, best->solution) == PARVIS_OK)
        best->options->improved(best->solution, best->options->data);
}

bool best_is_over(const struct best *best)
{
    return best->options->should_stop && best->options->should_stop(best->options->data);
}
