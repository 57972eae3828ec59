/* SPDX-License-Identifier: EUPL-1.2 */
/* Depth first over the wishes, the heaviest first: each is held in one of its slots or not at all.
 * A branch ends where the weight cannot reach the best plan's any more. */
#include "exact.h"

#include <stdlib.h>
#include <string.h>

#include "draft.h"

#define WISHES_MAX 14
#define NODES_MAX 400000
#define STOP_EVERY                                                                                 \
    1024 /* nodes between two questions whether to stop: a few hundred microseconds */

struct exact {
    const struct problem *problem;
    struct best *best;
    struct draft *draft;
    int order[WISHES_MAX];        /* wishes, each behind those that it waits for */
    int64_t left[WISHES_MAX + 1]; /* weight of the wishes from there on */
    int64_t nodes;
    bool is_over;                       /* too many nodes, or stopped */
    bool found;                         /* some plan keeps all rules */
    struct planner_solution found_plan; /* its slots are `slots` */
    int slots[WISHES_MAX];
};

/* Whether `a` is better than `b`, by all objectives in their order. */
static bool is_better(const struct planner_solution *a, const struct planner_solution *b)
{
    if (a->weight != b->weight)
        return a->weight > b->weight;
    if (a->moved != b->moved)
        return a->moved < b->moved;
    if (a->breaks != b->breaks)
        return a->breaks < b->breaks;
    return a->idle < b->idle;
}

static void take_plan(struct exact *exact)
{
    struct best here = *exact->best;
    struct planner_solution plan = {.slot = exact->draft->slot};
    here.solution = &plan;
    if (!best_is_fair(exact->problem, plan.slot))
        return;
    if (best_count(&here) != PARVIS_OK) {
        exact->is_over = true;
        return;
    }
    if (exact->found && !is_better(&plan, &exact->found_plan))
        return;
    exact->found = true;
    /* Its slots are the draft's, which go on changing: they are copied behind it. */
    exact->found_plan = plan;
    memcpy(exact->slots, plan.slot, (size_t)exact->problem->in->wish_count * sizeof(int));
}

/* Plans from here on are worse than the one found: lighter, or as heavy with more moved already. */
static bool is_hopeless(const struct exact *exact, int depth, int64_t weight, int moved)
{
    int64_t most = weight + exact->left[depth];
    return exact->found && (most < exact->found_plan.weight ||
                            (most == exact->found_plan.weight && moved > exact->found_plan.moved));
}

/* `weight` and `moved` of the wishes decided so far. */
static void descend(struct exact *exact, int depth, int64_t weight, int moved)
{
    struct draft *draft = exact->draft;
    const struct problem *problem = exact->problem;
    if (exact->nodes++ % STOP_EVERY == 0 && best_is_over(exact->best))
        exact->is_over = true;
    exact->is_over |= exact->nodes > NODES_MAX;
    if (exact->is_over || is_hopeless(exact, depth, weight, moved))
        return;
    if (depth == problem->in->wish_count) {
        take_plan(exact);
        return;
    }
    int wish = exact->order[depth];
    const struct planner_wish *w = &problem->in->wishes[wish];
    uint64_t places =
        draft_is_full(draft, w->a) || draft_is_full(draft, w->b) ? 0 : draft_places(draft, wish);
    /* Clears the lowest slot of the set each time. */
    for (; places; places &= places - 1) {
        int mark = draft->journal_size, slot = __builtin_ctzll(places);
        draft_put(draft, wish, slot);
        descend(exact, depth + 1, weight + w->weight,
                moved + (w->previous >= 0 && w->previous != slot));
        draft_undo(draft, mark);
    }
    /* Last: not holding a wish is rarely best, and a good plan found early ends more branches. */
    if (!problem->must[wish])
        descend(exact, depth + 1, weight, moved + (w->previous >= 0));
}

/* The heaviest first, but none before those that it waits for. */
static void order_wishes(struct exact *exact)
{
    const struct planner_instance *in = exact->problem->in;
    bool is_in[WISHES_MAX] = {false};
    for (int at = 0; at < in->wish_count; at++) {
        int next = -1;
        for (int i = 0; i < in->wish_count; i++) {
            bool ready = !is_in[i];
            for (int k = 0; k < in->wishes[i].after_count; k++)
                /* A wish of a ring waits for itself, and would never be ready: it has no slot
                 * anyway. */
                ready &= is_in[in->wishes[i].after[k]] || exact->problem->rank[i] < 0;
            if (ready && (next < 0 || in->wishes[i].weight > in->wishes[next].weight))
                next = i;
        }
        exact->order[at] = next;
        is_in[next] = true;
    }
    for (int at = in->wish_count - 1; at >= 0; at--) {
        int wish = exact->order[at];
        bool can = exact->problem->allowed[wish] != 0;
        exact->left[at] = exact->left[at + 1] + (can ? in->wishes[wish].weight : 0);
    }
}

static bool holds_what_it_must(const struct exact *exact, const int *slot)
{
    for (int i = 0; i < exact->problem->in->wish_count; i++)
        if (exact->problem->must[i] && slot[i] < 0)
            return false;
    return true;
}

/* The plan that there is already, where it keeps all rules, is what others have to beat. */
static void take_best(struct exact *exact)
{
    if (exact->best->value < 0 || !holds_what_it_must(exact, exact->best->solution->slot))
        return;
    draft_load(exact->draft, exact->best->solution->slot);
    take_plan(exact);
    for (int i = 0; i < exact->problem->in->wish_count; i++)
        if (exact->draft->slot[i] >= 0)
            draft_take(exact->draft, i);
    draft_forget(exact->draft);
}

bool exact_solve(const struct problem *problem, struct best *best, bool *ret_none)
{
    struct exact exact = {.problem = problem, .best = best};
    if (problem->in->wish_count > WISHES_MAX || draft_make(problem, 1, &exact.draft) != PARVIS_OK)
        return false;
    take_best(&exact);
    order_wishes(&exact);
    descend(&exact, 0, 0, 0);
    draft_free(exact.draft);
    if (exact.found) {
        memcpy(best->solution->slot, exact.slots, (size_t)problem->in->wish_count * sizeof(int));
        best->value = exact.found_plan.weight;
        best->is_told = false;
    }
    /* The plan is taken all the same; only nothing is proven. */
    if (exact.is_over)
        return false;
    if (exact.found) {
        best->bound = exact.found_plan.weight;
        best->solution->breaks_bound = exact.found_plan.breaks;
    }
    *ret_none = !exact.found;
    return true;
}
