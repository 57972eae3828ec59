/* SPDX-License-Identifier: EUPL-1.2 */
/* Makes the planner's instance from the wishes and everybody's free times.
 *
 * Meetings that have begun keep their place, and close their slot for new ones. A meeting that a
 * host locked keeps its slot as long as both sides are free in it. One that a host cancelled is not
 * planned again. Two sides are never planned together after one said no thanks. */
#include "plan_problem.h"

#include <stdlib.h>
#include <string.h>

static bool has_begun(const struct store_meeting *meeting)
{
    return meeting->state != MEETING_PLANNED && meeting_state_is_held(meeting->state);
}

static size_t buyer_index(const struct plan *plan, int64_t id)
{
    size_t i = 0;
    while (i < plan->buyer_count && plan->buyers[i].id != id)
        i++;
    return i;
}

static size_t company_index(const struct plan *plan, int64_t id)
{
    size_t i = 0;
    while (i < plan->day.company_count && plan->day.companies[i].id != id)
        i++;
    return i;
}

static uint64_t off_slots(const struct plan *plan, const struct busy *busy, size_t count)
{
    uint64_t off = 0;
    for (size_t i = 0; i < plan->day.slot_count; i++)
        if (busy_find(busy, count, plan->day.slots[i].from_at, plan->day.slots[i].to_at))
            off |= (uint64_t)1 << i;
    return off;
}

static void fill_participants(struct plan_problem *problem)
{
    struct busy busy[DAY_BUSY_MAX];
    const struct plan *plan = problem->plan;
    for (size_t i = 0; i < plan->day.slot_count; i++)
        if (problem->request->now && plan->day.slots[i].from_at <= problem->request->now)
            problem->closed |= (uint64_t)1 << i;
    for (size_t i = 0; i < plan->meeting_count; i++)
        if (has_begun(&plan->meetings[i]))
            problem->closed |= (uint64_t)1 << plan->meetings[i].slot;
    for (size_t i = 0; i < plan->buyer_count; i++) {
        size_t count = day_buyer_busy(&plan->day, &plan->buyers[i], busy);
        problem->participants[i].off = off_slots(plan, busy, count);
    }
    for (size_t i = 0; i < plan->day.company_count; i++) {
        size_t count = day_company_busy(&plan->day, &plan->day.companies[i], busy);
        problem->participants[plan->buyer_count + i].off = off_slots(plan, busy, count);
    }
}

static bool is_free(const struct plan_problem *problem, size_t a, size_t b, int slot)
{
    return !((problem->participants[a].off | problem->participants[b].off) >> slot & 1);
}

/* A meeting that has begun takes its slot, even if it breaks a rule now. */
static void add_wish(struct plan_problem *problem, const struct plan_source *source)
{
    const struct plan *plan = problem->plan;
    size_t a = buyer_index(plan, source->buyer), b = company_index(plan, source->company);
    if (a == plan->buyer_count || b == plan->day.company_count)
        return;
    b += plan->buyer_count;
    struct planner_wish wish = {
        .a = (int)a, .b = (int)b, .weight = source->weight, .fixed = -1, .previous = -1};
    if (source->meeting) {
        wish.previous = (int)source->meeting->slot;
        if (has_begun(source->meeting)) {
            wish.fixed = wish.previous;
            problem->participants[a].off &= ~((uint64_t)1 << wish.fixed);
            problem->participants[b].off &= ~((uint64_t)1 << wish.fixed);
        } else if (source->meeting->locked && is_free(problem, a, b, wish.previous)) {
            wish.fixed = wish.previous;
        }
    }
    wish.slots = planner_day((int)plan->day.slot_count) & ~problem->closed;
    if (wish.previous >= 0)
        wish.slots |= (uint64_t)1 << wish.previous;
    if (wish.slots == 0)
        return; /* every slot has begun: nothing can be planned any more */
    problem->sources[problem->count] = *source;
    problem->wishes[problem->count++] = wish;
}

static const struct store_pair *find_pair(const struct plan *plan, int64_t buyer, int64_t company)
{
    for (size_t i = 0; i < plan->pair_count; i++)
        if (plan->pairs[i].buyer == buyer && plan->pairs[i].company == company)
            return &plan->pairs[i];
    return NULL;
}

/* Every wish, except those whose meeting a host cancelled; then the meetings without a wish. */
static void fill_wishes(struct plan_problem *problem)
{
    const struct plan *plan = problem->plan;
    for (size_t i = 0; i < plan->pair_count; i++) {
        const struct store_pair *pair = &plan->pairs[i];
        struct weight_facts facts;
        meeting_weights_facts(plan->weights, pair, &facts);
        struct plan_source source = {pair->buyer, pair->company, weight_of(&facts), NULL};
        bool cancelled = false;
        for (size_t k = 0; k < plan->meeting_count; k++) {
            const struct store_meeting *row = &plan->meetings[k];
            if (row->buyer != pair->buyer || row->company != pair->company)
                continue;
            if (!meeting_state_is_held(row->state))
                cancelled = true;
            else
                source.meeting = row;
        }
        /* After "no thanks" a meeting that is only planned is dropped. */
        bool begun = source.meeting && has_begun(source.meeting);
        if (pair->refused ? begun : !cancelled || source.meeting)
            add_wish(problem, &source);
    }
    for (size_t k = 0; k < plan->meeting_count; k++) {
        const struct store_meeting *row = &plan->meetings[k];
        struct plan_source source = {row->buyer, row->company, (int)row->weight, row};
        if (meeting_state_is_held(row->state) && !find_pair(plan, row->buyer, row->company))
            add_wish(problem, &source);
    }
}

enum parvis_status plan_problem_make(struct plan *plan, const struct plan_request *request,
                                     struct plan_problem *ret_problem)
{
    struct plan_problem *problem = ret_problem;
    size_t people = plan->buyer_count + plan->day.company_count;
    size_t wishes = plan->pair_count + plan->meeting_count;
    *problem = (struct plan_problem){.plan = plan, .request = request, .people = people};
    if (plan->day.slot_count > SLOTS_MAX)
        return PARVIS_INVALID;
    problem->participants = calloc(people + 1, sizeof *problem->participants);
    problem->wishes = calloc(wishes + 1, sizeof *problem->wishes);
    problem->sources = calloc(wishes + 1, sizeof *problem->sources);
    problem->slot = calloc(wishes + 1, sizeof *problem->slot);
    if (!problem->participants || !problem->wishes || !problem->sources || !problem->slot)
        return PARVIS_NO_MEMORY;
    fill_participants(problem);
    fill_wishes(problem);
    return PARVIS_OK;
}

void plan_problem_clear(struct plan_problem *problem)
{
    free(problem->participants);
    free(problem->wishes);
    free(problem->sources);
    free(problem->slot);
}

struct planner_instance plan_problem_instance(const struct plan_problem *problem)
{
    return (struct planner_instance){.slots = (int)problem->plan->day.slot_count,
                                     .participants = problem->participants,
                                     .wishes = problem->wishes,
                                     .tables = problem->request->at_once,
                                     .participant_count = (int)problem->people,
                                     .wish_count = (int)problem->count};
}
