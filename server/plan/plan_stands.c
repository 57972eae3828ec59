/* SPDX-License-Identifier: EUPL-1.2 */
/* The stands of a plan: prepares the day's rows for the allocation, and counts the walks between
 * meetings. */
#include "plan_stands.h"

#include <stdlib.h>
#include <string.h>

/* How many ask for a company. */
static int count_asked(const struct plan *plan, int64_t company)
{
    int asked = 0;
    for (size_t i = 0; i < plan->pair_count; i++)
        asked += plan->pairs[i].company == company && plan->pairs[i].buyer_priority > 0;
    return asked;
}

/* The stand that the database gives a company. */
static size_t stand_before(const struct plan *plan, int64_t company)
{
    for (size_t i = 0; i < plan->day.place_count; i++)
        if (plan->places_before[i] == company)
            return i;
    return STANDS_NONE;
}

/* The rows as the allocation takes them; both owned by the caller. */
struct question {
    struct stand_company *companies;
    struct stand_place *places;
};

static void free_question(struct question *question)
{
    free(question->companies);
    free(question->places);
}

static bool make_question(const struct plan *plan, bool anew, struct question *question)
{
    const struct day *day = &plan->day;
    question->companies = calloc(day->company_count + 1, sizeof *question->companies);
    question->places = calloc(day->place_count + 1, sizeof *question->places);
    if (!question->companies || !question->places)
        return false;
    for (size_t i = 0; i < day->company_count; i++) {
        const struct store_kept *row = &day->companies[i];
        question->companies[i] =
            (struct stand_company){.id = row->id,
                                   .name = row->name,
                                   .segment = row->segment,
                                   .pitches = row->pitches,
                                   .wants_stand = row->wants_stand,
                                   .mark = row->mark,
                                   .asked = count_asked(plan, row->id),
                                   .need_amperes = row->need_amperes,
                                   .need_screen = row->need_screen,
                                   .need_step_free = row->need_step_free,
                                   .present = anew ? STANDS_NONE : stand_before(plan, row->id)};
    }
    for (size_t i = 0; i < day->place_count; i++) {
        const struct store_place *row = &day->places[i];
        question->places[i] =
            (struct stand_place){row->id,   row->code,    row->zone,   row->x_cm,
                                 row->y_cm, row->amperes, row->screen, row->step_free};
    }
    return true;
}

enum parvis_status plan_give_stands(struct plan *plan, const int64_t *walks, bool anew,
                                    struct stands_quality *ret_quality)
{
    struct day *day = &plan->day;
    struct question question = {0};
    enum parvis_status status = PARVIS_NO_MEMORY;
    if (make_question(plan, anew, &question))
        status = stands_allocate(question.companies, day->company_count, question.places,
                                 day->place_count, walks, plan->stand, ret_quality);
    for (size_t i = 0; i < day->place_count && status == PARVIS_OK; i++)
        day->places[i].company = 0;
    for (size_t i = 0; i < day->company_count && status == PARVIS_OK; i++)
        if (plan->stand[i] != STANDS_NONE)
            day->places[plan->stand[i]].company = day->companies[i].id;
    free_question(&question);
    return status;
}

/* ---- walks ---- */

static size_t company_index(const struct day *day, int64_t id)
{
    size_t i = 0;
    while (i < day->company_count && day->companies[i].id != id)
        i++;
    return i;
}

/* The buyer's next meeting after this one; NULL: it was the last. */
static const struct store_meeting *next_meeting(const struct store_meeting *meetings, size_t count,
                                                const struct store_meeting *meeting)
{
    const struct store_meeting *next = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct store_meeting *other = &meetings[i];
        if (other->buyer == meeting->buyer && other->slot > meeting->slot &&
            meeting_state_is_held(other->state) && (!next || other->slot < next->slot))
            next = other;
    }
    return next;
}

/* The number of buyers who walk from one company to another: [company][company], malloc'd. NULL: no
 * memory. */
static int64_t *count_walks(const struct day *day, const struct store_meeting *meetings,
                            size_t meeting_count)
{
    size_t count = day->company_count;
    int64_t *walks = calloc(count * count + 1, sizeof *walks);
    for (size_t i = 0; walks && i < meeting_count; i++) {
        if (!meeting_state_is_held(meetings[i].state))
            continue;
        const struct store_meeting *next = next_meeting(meetings, meeting_count, &meetings[i]);
        size_t a = company_index(day, meetings[i].company);
        size_t b = next ? company_index(day, next->company) : count;
        if (a == count || b == count)
            continue;
        walks[a * count + b]++;
        walks[b * count + a]++;
    }
    return walks;
}

enum parvis_status plan_walks(struct plan *plan)
{
    int64_t *walks = count_walks(&plan->day, plan->planned, plan->planned_count);
    if (!walks)
        return PARVIS_NO_MEMORY;
    enum parvis_status status = plan_give_stands(plan, walks, false, NULL);
    free(walks);
    if (status == PARVIS_OK)
        plan_places(plan);
    return status;
}

/* ---- the stands alone ---- */

/* The cost of the allocation in force; -1: not comparable, since other companies have a stand in
 * it. */
static enum parvis_status cost_before(const struct plan *plan, const struct question *question,
                                      const int64_t *walks, const size_t *before, int64_t *ret_cost)
{
    for (size_t i = 0; i < plan->day.company_count; i++)
        if ((before[i] == STANDS_NONE) != (plan->stand[i] == STANDS_NONE)) {
            *ret_cost = -1;
            return PARVIS_OK;
        }
    return stands_cost(question->companies, plan->day.company_count, question->places,
                       plan->day.place_count, walks, before, ret_cost);
}

enum parvis_status plan_stands(struct plan *plan, bool anew, struct stands_quality *ret_quality,
                               int64_t *ret_cost_before)
{
    const struct day *day = &plan->day;
    struct question question = {0};
    int64_t *walks = count_walks(day, plan->meetings, plan->meeting_count);
    size_t *before = calloc(day->company_count + 1, sizeof *before);
    enum parvis_status status = PARVIS_NO_MEMORY;
    if (walks && before && make_question(plan, false, &question)) {
        for (size_t i = 0; i < day->company_count; i++)
            before[i] = question.companies[i].present;
        status = plan_give_stands(plan, walks, anew, ret_quality);
        if (status == PARVIS_OK)
            status = cost_before(plan, &question, walks, before, ret_cost_before);
    }
    free_question(&question);
    free(before);
    free(walks);
    return status;
}

enum parvis_status plan_stand_reason(const struct plan *plan, size_t company,
                                     struct reason *ret_reason)
{
    struct question question = {0};
    enum parvis_status status = PARVIS_NO_MEMORY;
    if (make_question(plan, false, &question)) {
        stands_explain(question.companies, plan->day.company_count, question.places,
                       plan->day.place_count, plan->stand, company, ret_reason);
        status = PARVIS_OK;
    }
    free_question(&question);
    return status;
}
