/* SPDX-License-Identifier: EUPL-1.2 */
/* `parvis plan`: the snapshot, and the programme's three parts. Parts of the present programme that
 * still fit are kept; what is under way is never moved. */
#include "plan.h"

#include <stdlib.h>
#include <string.h>

#include "demonstrations.h"
#include "parvis/units.h"
#include "plan_stands.h"
#include "running_order.h"

static enum parvis_status copy_before(struct plan *plan)
{
    struct day *day = &plan->day;
    plan->places_before = calloc(day->place_count + 1, sizeof *plan->places_before);
    plan->stand = calloc(day->company_count + 1, sizeof *plan->stand);
    plan->gone_pitches = calloc(day->pitch_count + 1, sizeof *plan->gone_pitches);
    plan->demonstrations_before =
        calloc(day->demonstration_count + 1, sizeof *plan->demonstrations_before);
    if (!plan->places_before || !plan->stand || !plan->gone_pitches || !plan->demonstrations_before)
        return PARVIS_NO_MEMORY;
    for (size_t i = 0; i < day->place_count; i++)
        plan->places_before[i] = day->places[i].company;
    for (size_t i = 0; i < day->company_count; i++) {
        const struct store_place *place = day_place_of(day, day->companies[i].id);
        plan->stand[i] = place ? (size_t)(place - day->places) : STANDS_NONE;
    }
    plan->demonstration_before_count = day->demonstration_count;
    if (day->demonstration_count)
        memcpy(plan->demonstrations_before, day->demonstrations,
               day->demonstration_count * sizeof *day->demonstrations);
    return PARVIS_OK;
}

enum parvis_status plan_load(struct store *store, struct plan *ret_plan)
{
    struct plan *plan = ret_plan;
    memset(plan, 0, sizeof *plan);
    plan->seq = store_last_seq(store);
    enum parvis_status status = day_load(store, &plan->day);
    if (status == PARVIS_OK)
        status = store_meetings(store, &plan->meetings, &plan->meeting_count);
    if (status == PARVIS_OK)
        status = store_buyers(store, &plan->buyers, &plan->buyer_count);
    if (status == PARVIS_OK)
        status = store_pairs(store, &plan->pairs, &plan->pair_count);
    if (status == PARVIS_OK)
        status = meeting_weights_load(store, &plan->weights);
    return status == PARVIS_OK ? copy_before(plan) : status;
}

void plan_clear(struct plan *plan)
{
    day_clear(&plan->day);
    free(plan->meetings);
    free(plan->buyers);
    free(plan->pairs);
    meeting_weights_free(plan->weights);
    free(plan->gone_pitches);
    free(plan->places_before);
    free(plan->demonstrations_before);
    free(plan->stand);
    free(plan->planned);
    free(plan->outcome.few);
}

/* ---- the running order ---- */

/* The search's input. */
struct order_question {
    struct running_slot slots[STAGE_SLOTS_MAX];
    struct running_company companies[PITCHES_MAX];
    size_t slot_count, count;
};

static const struct pitch *pitch_of(const struct day *day, int64_t company)
{
    for (size_t i = 0; i < day->pitch_count; i++)
        if (day->pitches[i].company == company)
            return &day->pitches[i];
    return NULL;
}

static int slot_of(const struct order_question *question, const struct pitch *pitch)
{
    for (size_t i = 0; pitch && i < question->slot_count; i++)
        if (question->slots[i].from_at == pitch->planned_from_at &&
            question->slots[i].to_at == pitch->planned_to_at)
            return (int)i;
    return -1;
}

static enum parvis_status ask_order(const struct day *day, struct order_question *question)
{
    memset(question, 0, sizeof *question);
    question->slot_count =
        running_order_slots(day->stages, day->stage_count, question->slots, STAGE_SLOTS_MAX);
    for (size_t i = 0; i < day->company_count; i++) {
        const struct store_kept *row = &day->companies[i];
        const struct pitch *pitch = pitch_of(day, row->id);
        if (!row->pitches)
            continue;
        if (question->count == PITCHES_MAX)
            return PARVIS_INVALID;
        bool begun = pitch && pitch->state != PITCH_READY;
        question->companies[question->count++] =
            (struct running_company){.id = row->id,
                                     .segment = row->segment,
                                     .mark = row->mark,
                                     .presence = day_presence(row),
                                     .fixed_slot = begun ? slot_of(question, pitch) : -1};
    }
    return PARVIS_OK;
}

/* Whether the present order still fits: the same companies, each in a slot that suits it. So a
 * host's swap stays. */
static bool still_stands(const struct day *day, const struct order_question *question)
{
    struct reason reason;
    if (day->pitch_count != question->count)
        return false;
    for (size_t i = 0; i < question->count; i++) {
        const struct pitch *pitch = pitch_of(day, question->companies[i].id);
        int slot = slot_of(question, pitch);
        if (slot < 0 || (pitch->state == PITCH_READY &&
                         !pitch_fits(&question->companies[i].presence, pitch->planned_from_at,
                                     pitch->planned_to_at, "", &reason)))
            return false;
    }
    return true;
}

static struct pitch place_pitch(const struct day *day, int64_t company,
                                const struct running_slot *slot)
{
    const struct pitch *present = pitch_of(day, company);
    struct pitch pitch = present ? *present : (struct pitch){.company = company};
    if (pitch.state != PITCH_READY)
        return pitch;
    pitch.session = slot->session;
    pitch.planned_from_at = pitch.projected_from_at = slot->from_at;
    pitch.planned_to_at = pitch.projected_to_at = slot->to_at;
    pitch.pitch_ms = slot->pitch_ms;
    pitch.questions_ms = slot->questions_ms;
    return pitch;
}

static enum parvis_status put_order(struct plan *plan, const struct order_question *question,
                                    const size_t *slot)
{
    struct day *day = &plan->day;
    int position = 0;
    size_t count = 0;
    struct pitch *pitches = calloc(question->count + 1, sizeof *pitches);
    if (!pitches)
        return PARVIS_NO_MEMORY;
    for (size_t k = 0; k < question->slot_count; k++)
        for (size_t i = 0; i < question->count; i++)
            if (slot[i] == k) {
                pitches[count] = place_pitch(day, question->companies[i].id, &question->slots[k]);
                pitches[count++].position = ++position;
            }
    for (size_t i = 0; i < day->pitch_count; i++) {
        bool stays = false;
        for (size_t k = 0; k < count; k++)
            stays = stays || pitches[k].id == day->pitches[i].id;
        if (!stays)
            plan->gone_pitches[plan->gone_pitch_count++] = day->pitches[i].id;
    }
    free(day->pitches);
    day->pitches = pitches;
    day->pitch_count = count;
    plan->new_order = true;
    return PARVIS_OK;
}

static enum parvis_status plan_order(struct plan *plan)
{
    struct order_question question;
    size_t slot[PITCHES_MAX], broken;
    enum parvis_status status = ask_order(&plan->day, &question);
    if (status != PARVIS_OK || still_stands(&plan->day, &question))
        return status;
    status = running_order_build(question.companies, question.count, question.slots,
                                 question.slot_count, slot, &broken);
    return status == PARVIS_OK ? put_order(plan, &question, slot) : status;
}

/* ---- demonstrations ---- */

size_t plan_demonstration_slots(const struct day *day, struct demonstration_slot *slots)
{
    struct demonstration_time lunches[16];
    size_t lunch_count = 0, count = 0;
    for (size_t i = 0; i < day->session_count; i++)
        if (strcmp(day->sessions[i].kind, "lunch") == 0 && lunch_count < 16)
            lunches[lunch_count++] =
                (struct demonstration_time){day->sessions[i].from_at, day->sessions[i].to_at};
    for (size_t i = 0; i < day->session_count; i++) {
        const struct store_day_session *row = &day->sessions[i];
        struct demonstration_session session = {.id = row->id,
                                                .from_at = row->from_at,
                                                .to_at = row->to_at,
                                                .slot_ms = row->slot_min * MINUTE_MS,
                                                .seats = row->seats};
        if (strcmp(row->kind, "demonstration") == 0)
            count += demonstrations_slots(&session, lunches, lunch_count, slots + count,
                                          MATCHING_MAX - count);
    }
    return count;
}

static size_t find_demonstrators(const struct day *day, struct demonstration_company *companies)
{
    size_t count = 0;
    for (size_t i = 0; i < day->company_count && count < MATCHING_MAX; i++) {
        const struct store_kept *row = &day->companies[i];
        const struct pitch *pitch = pitch_of(day, row->id);
        if (!row->wants_demonstration)
            continue;
        companies[count] = (struct demonstration_company){.id = row->id,
                                                          .mark = row->mark,
                                                          .arrives_at = row->arrives_at,
                                                          .leaves_at = row->leaves_at};
        if (pitch)
            companies[count].pitch =
                (struct demonstration_time){pitch->planned_from_at, pitch->planned_to_at};
        for (size_t k = 0; k < day->demonstration_count; k++)
            if (day->demonstrations[k].company == row->id)
                companies[count].present = (struct demonstration_time){
                    day->demonstrations[k].from_at, day->demonstrations[k].to_at};
        count++;
    }
    return count;
}

static int compare_times(const void *a, const void *b)
{
    const struct store_demonstration *left = a, *right = b;
    return (left->from_at > right->from_at) - (left->from_at < right->from_at);
}

static enum parvis_status plan_demonstrations(struct plan *plan)
{
    struct demonstration_slot slots[MATCHING_MAX];
    struct demonstration_company companies[MATCHING_MAX];
    size_t slot[MATCHING_MAX], slot_count = plan_demonstration_slots(&plan->day, slots);
    size_t count = find_demonstrators(&plan->day, companies), written = 0;
    struct store_demonstration *rows = calloc(count + 1, sizeof *rows);
    if (!rows)
        return PARVIS_NO_MEMORY;
    enum parvis_status status = demonstrations_allocate(companies, count, slots, slot_count, slot);
    for (size_t i = 0; i < count && status == PARVIS_OK; i++)
        if (slot[i] != DEMONSTRATIONS_NONE)
            rows[written++] = (struct store_demonstration){.company = companies[i].id,
                                                           .session = slots[slot[i]].session,
                                                           .from_at = slots[slot[i]].from_at,
                                                           .to_at = slots[slot[i]].to_at,
                                                           .seats = slots[slot[i]].seats};
    if (status != PARVIS_OK) {
        free(rows);
        return status;
    }
    qsort(rows, written, sizeof *rows, compare_times);
    free(plan->day.demonstrations);
    plan->day.demonstrations = rows;
    plan->day.demonstration_count = written;
    return PARVIS_OK;
}

enum parvis_status plan_programme(struct plan *plan, int parts)
{
    enum parvis_status status = PARVIS_OK;
    if (parts & PLAN_PITCHES)
        status = plan_order(plan);
    if (status == PARVIS_OK && parts & PLAN_STANDS)
        status = plan_give_stands(plan, NULL, false, NULL);
    if (status == PARVIS_OK && parts & PLAN_DEMONSTRATIONS)
        status = plan_demonstrations(plan);
    return status;
}
