/* `parvis plan`: wishes into the planner's instance, and its plan into meetings.
 *
 * Meetings that have begun keep their place and close their slot for new ones; what a host
 * cancelled is not planned again; a plan in force that is as good as any is left alone. */
#include "plan.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "meeting_place.h"
#include "parvis/clock.h"
#include "planner.h"

/* A wish's meeting, if there is one. */
struct source {
    int64_t buyer, company;
    int weight;
    const struct store_meeting *meeting; /* not cancelled; NULL */
};

struct problem {
    struct plan *plan;
    struct planner_participant *participants; /* buyers, then companies */
    struct planner_wish *wishes;
    struct source *sources; /* by wish */
    int *slot;              /* the answer, by wish */
    size_t count;
    uint64_t closed; /* slots that have begun */
    int64_t until_ms, shown_ms, from_ms;
    bool progress;
};

static bool has_begun(const struct store_meeting *meeting)
{
    return strcmp(meeting->state, "planned") != 0 && strcmp(meeting->state, "cancelled") != 0;
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

static void fill_participants(struct problem *problem)
{
    struct busy busy[DAY_BUSY_MAX];
    const struct plan *plan = problem->plan;
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

/* What has begun takes its slot, whatever the rules say of it by now. */
static void add_wish(struct problem *problem, const struct source *source)
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
        }
    }
    uint64_t all = plan->day.slot_count < 64 ? ((uint64_t)1 << plan->day.slot_count) - 1 : ~0ull;
    wish.slots = all & ~problem->closed;
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

/* Every wish, but what a host cancelled; then the meetings that nobody had wished for. */
static void fill_wishes(struct problem *problem)
{
    const struct plan *plan = problem->plan;
    for (size_t i = 0; i < plan->pair_count; i++) {
        const struct store_pair *pair = &plan->pairs[i];
        struct weight_facts facts;
        meeting_weights_facts(plan->weights, pair, &facts);
        struct source source = {pair->buyer, pair->company, weight_of(&facts), NULL};
        bool cancelled = false;
        for (size_t k = 0; k < plan->meeting_count; k++) {
            const struct store_meeting *row = &plan->meetings[k];
            if (row->buyer != pair->buyer || row->company != pair->company)
                continue;
            if (strcmp(row->state, "cancelled") == 0)
                cancelled = true;
            else
                source.meeting = row;
        }
        /* "No thanks" takes back what is only planned. */
        bool begun = source.meeting && has_begun(source.meeting);
        if (pair->refused ? begun : !cancelled || source.meeting)
            add_wish(problem, &source);
    }
    for (size_t k = 0; k < plan->meeting_count; k++) {
        const struct store_meeting *row = &plan->meetings[k];
        struct source source = {row->buyer, row->company, (int)row->weight, row};
        if (strcmp(row->state, "cancelled") != 0 && !find_pair(plan, row->buyer, row->company))
            add_wish(problem, &source);
    }
}

static bool should_stop(void *data)
{
    struct problem *problem = data;
    int64_t now = clock_monotonic_ms();
    if (problem->progress && now - problem->shown_ms >= 100) {
        problem->shown_ms = now;
        fprintf(stderr, "\r%.1f s", (double)(now - problem->from_ms) / 1000);
    }
    return now >= problem->until_ms;
}

/* The weight of the plan in force; -1: it breaks a rule by now. */
static int64_t weight_in_force(const struct problem *problem)
{
    int64_t weight = 0;
    for (size_t i = 0; i < problem->count; i++) {
        const struct planner_wish *wish = &problem->wishes[i];
        if (wish->previous < 0)
            continue;
        uint64_t off = problem->participants[wish->a].off | problem->participants[wish->b].off;
        if (off >> wish->previous & 1)
            return -1;
        weight += wish->weight;
    }
    return weight;
}

/* The answer as meetings: rows that stay first have their id, so that tables are kept. */
static enum parvis_status take_answer(struct problem *problem)
{
    struct plan *plan = problem->plan;
    plan->planned = calloc(problem->count + 1, sizeof *plan->planned);
    if (!plan->planned)
        return PARVIS_NO_MEMORY;
    for (size_t i = 0; i < problem->count; i++) {
        const struct source *source = &problem->sources[i];
        if (problem->slot[i] < 0)
            continue;
        struct store_meeting meeting = {.buyer = source->buyer,
                                        .company = source->company,
                                        .slot = problem->slot[i],
                                        .weight = source->weight,
                                        .state = "planned"};
        if (source->meeting && source->meeting->slot == meeting.slot)
            meeting = *source->meeting;
        plan->planned[plan->planned_count++] = meeting;
    }
    for (size_t i = 0; i < plan->planned_count; i++) {
        const char *state = plan->planned[i].state;
        if (strcmp(state, "done") != 0 && strcmp(state, "no_show") != 0)
            meeting_place(&plan->day, plan->planned, plan->planned_count, &plan->planned[i]);
    }
    return PARVIS_OK;
}

static enum parvis_status solve(struct problem *problem, double seconds)
{
    struct plan *plan = problem->plan;
    struct planner_instance instance = {.slots = (int)plan->day.slot_count,
                                        .participants = problem->participants,
                                        .wishes = problem->wishes,
                                        .participant_count =
                                            (int)(plan->buyer_count + plan->day.company_count),
                                        .wish_count = (int)problem->count};
    struct planner_solution solution = {.slot = problem->slot};
    problem->from_ms = clock_monotonic_ms();
    problem->until_ms = problem->from_ms + (int64_t)(seconds * 1000);
    struct planner_options options = {.seed = 1, .should_stop = should_stop, .data = problem};
    enum parvis_status status = planner_solve(&instance, &options, &solution, NULL);
    if (problem->progress)
        fputs("\r          \r", stderr);
    if (status != PARVIS_OK)
        return status;
    int64_t before = weight_in_force(problem);
    plan->weight = solution.weight;
    plan->bound = solution.bound;
    if (before >= solution.weight) { /* nothing better: nobody's day is changed */
        plan->weight = before;
        plan->kept_meetings = true;
        for (size_t i = 0; i < problem->count; i++)
            problem->slot[i] = problem->wishes[i].previous;
    }
    return take_answer(problem);
}

enum parvis_status plan_meetings(struct plan *plan, double seconds, bool progress)
{
    size_t people = plan->buyer_count + plan->day.company_count;
    size_t wishes = plan->pair_count + plan->meeting_count;
    struct problem problem = {.plan = plan, .progress = progress};
    enum parvis_status status = PARVIS_NO_MEMORY;
    if (plan->day.slot_count > PLANNER_SLOTS_MAX)
        return PARVIS_INVALID;
    problem.participants = calloc(people + 1, sizeof *problem.participants);
    problem.wishes = calloc(wishes + 1, sizeof *problem.wishes);
    problem.sources = calloc(wishes + 1, sizeof *problem.sources);
    problem.slot = calloc(wishes + 1, sizeof *problem.slot);
    if (problem.participants && problem.wishes && problem.sources && problem.slot) {
        fill_participants(&problem);
        fill_wishes(&problem);
        status = solve(&problem, seconds);
    }
    free(problem.participants);
    free(problem.wishes);
    free(problem.sources);
    free(problem.slot);
    return status;
}
