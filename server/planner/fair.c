/* SPDX-License-Identifier: EUPL-1.2 */
/* Repair towards fairness, for plans in which not every wish need be held: a participant with too
 * many breaks drops meetings, the lightest that helps first; then wishes come back where nobody
 * exceeds the limit by it. The limit is `fairness` breaks for everybody: somebody nearly always has
 * none. */
#include "fair.h"

#include "draft.h"

static int excess_of(const struct draft *draft, int person)
{
    int breaks = best_breaks_of(draft->problem, draft->slot, person);
    return breaks > draft->problem->in->fairness ? breaks - draft->problem->in->fairness : 0;
}

static int excess_at(const struct draft *draft, int wish)
{
    const struct planner_wish *w = &draft->problem->in->wishes[wish];
    return excess_of(draft, w->a) + excess_of(draft, w->b);
}

/* Moves a meeting to the slot where its two ends exceed least; false: it is there already. */
static bool move_wish(struct draft *draft, int wish)
{
    int from = draft->slot[wish], least = excess_at(draft, wish), to = from;
    int mark = draft->journal_size;
    draft_take(draft, wish);
    bool alone = draft->journal_size - mark == 2; /* nothing that waits for it went with it */
    for (uint64_t places = draft_places(draft, wish); alone && places; places &= places - 1) {
        draft_put(draft, wish, __builtin_ctzll(places));
        int excess = excess_at(draft, wish);
        draft_take(draft, wish);
        if (excess < least) {
            least = excess;
            to = __builtin_ctzll(places);
        }
    }
    draft_undo(draft, mark);
    if (to == from)
        return false;
    draft_take(draft, wish);
    draft_put(draft, wish, to);
    draft_forget(draft);
    return true;
}

/* The lightest meeting of a participant whose end brings it nearer to the limit; -1: none does,
 * then any meeting but a fixed one. */
static int find_drop(struct draft *draft, int person)
{
    const struct problem *problem = draft->problem;
    int before = excess_of(draft, person), chosen = -1;
    bool chosen_helps = false;
    for (int i = problem->first[person]; i < problem->first[person + 1]; i++) {
        int wish = problem->of[i], mark = draft->journal_size;
        if (draft->slot[wish] < 0 || problem->must[wish])
            continue;
        draft_take(draft, wish);
        bool helps = excess_of(draft, person) < before;
        draft_undo(draft, mark);
        bool lighter = chosen < 0 || problem->value[wish] < problem->value[chosen];
        if (helps > chosen_helps || (helps == chosen_helps && lighter)) {
            chosen = wish;
            chosen_helps = helps;
        }
    }
    return chosen;
}

static bool reduce(struct draft *draft, int person)
{
    const struct problem *problem = draft->problem;
    for (int i = problem->first[person]; i < problem->first[person + 1]; i++) {
        int wish = problem->of[i];
        if (draft->slot[wish] >= 0 && !problem->must[wish] && move_wish(draft, wish))
            return true;
    }
    int drop = find_drop(draft, person);
    if (drop < 0)
        return false;
    draft_take(draft, drop);
    draft_forget(draft);
    return true;
}

/* Wishes that are not held come in where nobody exceeds the limit by it. */
static void fill(struct draft *draft)
{
    const struct planner_instance *in = draft->problem->in;
    for (int i = 0; i < in->wish_count; i++) {
        const struct planner_wish *w = &in->wishes[i];
        if (draft->slot[i] >= 0 || draft_is_full(draft, w->a) || draft_is_full(draft, w->b))
            continue;
        for (uint64_t places = draft_places(draft, i); places; places &= places - 1) {
            draft_put(draft, i, __builtin_ctzll(places));
            if (excess_at(draft, i) == 0)
                break;
            draft_take(draft, i);
        }
        draft_forget(draft);
    }
}

enum parvis_status fair_repair(const struct problem *problem, struct best *best)
{
    const struct planner_instance *in = problem->in;
    struct draft *draft = NULL;
    enum parvis_status status = draft_make(problem, 1, &draft);
    if (status != PARVIS_OK)
        return status;
    draft_load(draft, best->solution->slot);
    for (int round = 0; round < in->participant_count; round++) {
        bool is_fair = true;
        for (int i = 0; i < in->participant_count; i++)
            while (excess_of(draft, i) > 0 && reduce(draft, i))
                is_fair = false;
        if (is_fair)
            break;
    }
    fill(draft);
    status = PARVIS_CONFLICT;
    if (best_is_fair(problem, draft->slot)) {
        best_replace(best, draft);
        status = PARVIS_OK;
    }
    draft_free(draft);
    return status;
}
