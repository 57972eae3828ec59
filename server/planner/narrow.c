/* SPDX-License-Identifier: EUPL-1.2 */
/* Narrowing: see narrow.h. */
#include "narrow.h"

#include <stdlib.h>

/* Ranks wishes so that each comes after those that it waits for (Kahn's topological order). `order`
 * gets them by rank; wishes in a circle, and those behind one, are left out. */
static int rank_wishes(struct problem *problem, int *order)
{
    const struct planner_instance *in = problem->in;
    int count = 0;
    for (int i = 0; i < in->wish_count; i++) {
        problem->rank[i] = -1 - in->wishes[i].after_count;
        if (in->wishes[i].after_count == 0)
            order[count++] = i;
    }
    for (int at = 0; at < count; at++) {
        int wish = order[at];
        problem->rank[wish] = at;
        for (int i = problem->next_first[wish]; i < problem->next_first[wish + 1]; i++)
            if (++problem->rank[problem->next_of[i]] == -1)
                order[count++] = problem->next_of[i];
    }
    for (int i = 0; i < in->wish_count; i++)
        if (problem->rank[i] < -1)
            problem->rank[i] = -1;
    return count;
}

/* A slot that fixed wishes fill, for a participant or at the tables, is closed to all others. */
static bool close_filled(struct problem *problem)
{
    const struct planner_instance *in = problem->in;
    size_t slots = (size_t)in->slots;
    int *load = calloc(((size_t)in->participant_count + 1) * slots, sizeof *load);
    int tables[SLOTS_MAX] = {0};
    uint64_t shut = 0;
    if (!load)
        return false;
    for (int i = 0; i < in->wish_count; i++) {
        const struct planner_wish *wish = &in->wishes[i];
        if (wish->fixed < 0)
            continue;
        load[(size_t)wish->a * slots + (size_t)wish->fixed]++;
        load[(size_t)wish->b * slots + (size_t)wish->fixed]++;
        if (++tables[wish->fixed] >= in->tables && in->tables > 0)
            shut |= (uint64_t)1 << wish->fixed;
    }
    for (int i = 0; i < in->wish_count; i++) {
        const struct planner_wish *wish = &in->wishes[i];
        if (wish->fixed >= 0)
            continue;
        problem->allowed[i] &= ~shut;
        for (size_t t = 0; t < slots; t++)
            if (load[(size_t)wish->a * slots + t] >= problem->parallel[wish->a] ||
                load[(size_t)wish->b * slots + t] >= problem->parallel[wish->b])
                problem->allowed[i] &= ~((uint64_t)1 << t);
    }
    free(load);
    return true;
}

/* Nothing is held before the first slots of what it waits for, nor after the last slots of what
 * must be held and waits for it. */
static void narrow_by_order(struct problem *problem, const int *order, int count)
{
    for (int at = 0; at < count; at++) {
        const struct planner_wish *wish = &problem->in->wishes[order[at]];
        uint64_t *allowed = &problem->allowed[order[at]];
        for (int k = 0; k < wish->after_count; k++) {
            uint64_t before = problem->allowed[wish->after[k]];
            uint64_t lowest = before & -before; /* its first slot; 0: never held */
            *allowed &= lowest ? ~(lowest | (lowest - 1)) : 0;
        }
    }
    for (int at = count - 1; at >= 0; at--) {
        int wish = order[at];
        for (int i = problem->next_first[wish]; i < problem->next_first[wish + 1]; i++) {
            int next = problem->next_of[i];
            if (!problem->must[next] || !problem->allowed[next])
                continue;
            int last = 63 - __builtin_clzll(problem->allowed[next]);
            problem->allowed[wish] &= ((uint64_t)1 << last) - 1;
        }
    }
}

bool narrow_slots(struct problem *problem)
{
    const struct planner_instance *in = problem->in;
    int *order = malloc(((size_t)in->wish_count + 1) * sizeof *order);
    if (!order || !close_filled(problem)) {
        free(order);
        return false;
    }
    int count = rank_wishes(problem, order);
    for (int i = 0; i < in->wish_count; i++) {
        problem->must[i] = in->all || in->wishes[i].fixed >= 0;
        if (problem->rank[i] < 0)
            problem->allowed[i] = 0;
    }
    for (int at = count - 1; at >= 0; at--)
        for (int k = 0; problem->must[order[at]] && k < in->wishes[order[at]].after_count; k++)
            problem->must[in->wishes[order[at]].after[k]] = true;
    narrow_by_order(problem, order, count);
    free(order);
    return true;
}
