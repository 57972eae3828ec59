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
        count_person(in, i, held[i], solution);
    solution->bound = in->all || best->bound > total ? total : best->bound;
    free(held);
    return PARVIS_OK;
}

void best_offer(struct best *best, const struct draft *draft)
{
    struct planner_solution *solution = best->solution;
    if (draft->value < best->value || (draft->value == best->value && draft->kept <= best->kept))
        return;
    memcpy(solution->slot, draft->slot,
           (size_t)best->problem->in->wish_count * sizeof *solution->slot);
    best->value = draft->value;
    best->kept = draft->kept;
    best->is_told = false;
}

void best_tell(struct best *best)
{
    if (best->is_told)
        return;
    best->is_told = true;
    if (best->problem->in->all && best->value < best->problem->in->wish_count)
        return; /* not a plan yet */
    if (best->options->improved && best_count(best) == PARVIS_OK)
        best->options->improved(best->solution, best->options->data);
}

bool best_is_over(const struct best *best)
{
    return best->options->should_stop && best->options->should_stop(best->options->data);
}
