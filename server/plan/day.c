/* SPDX-License-Identifier: EUPL-1.2 */
/* The day's rows for the rules. */
#include "day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/units.h"

static enum parvis_status convert_stages(struct day *day)
{
    day->stages = calloc(day->session_count + 1, sizeof *day->stages);
    if (!day->stages)
        return PARVIS_NO_MEMORY;
    for (size_t i = 0; i < day->session_count; i++) {
        const struct store_day_session *row = &day->sessions[i];
        if (strcmp(row->kind, "pitch") != 0)
            continue;
        day->stages[day->stage_count++] = (struct pitch_session){
            .id = row->id,
            .from_at = row->from_at,
            .to_at = row->to_at,
            .slots = row->slots,
            .pitch_ms = row->pitch_min * MINUTE_MS,
            .questions_ms = row->questions_min * MINUTE_MS,
            .changeover_ms = row->changeover_min * MINUTE_MS,
        };
    }
    return PARVIS_OK;
}

static enum parvis_status convert_pitches(struct day *day)
{
    day->pitches = calloc(day->pitch_count + 1, sizeof *day->pitches);
    if (!day->pitches)
        return PARVIS_NO_MEMORY;
    for (size_t i = 0; i < day->pitch_count; i++) {
        const struct store_pitch *row = &day->stored[i];
        day->pitches[i] = (struct pitch){
            .id = row->id,
            .company = row->company,
            .session = row->session,
            .position = (int)row->position,
            .state = row->state,
            .planned_from_at = row->planned_from_at,
            .planned_to_at = row->planned_to_at,
            .projected_from_at = row->projected_from_at,
            .projected_to_at = row->projected_to_at,
            .started_at = row->started_at,
            .questions_at = row->questions_at,
            .ended_at = row->ended_at,
            .pitch_ms = row->pitch_ms,
            .questions_ms = row->questions_ms,
            .paused_at = row->paused_at,
        };
    }
    return PARVIS_OK;
}

enum parvis_status day_load(struct store *store, struct day *ret_day)
{
    struct day *day = ret_day;
    memset(day, 0, sizeof *day);
    enum parvis_status status = store_edition_get(store, &day->edition);
    if (status == PARVIS_OK)
        status = store_day_sessions(store, &day->sessions, &day->session_count);
    if (status == PARVIS_OK)
        status = store_day_slots(store, &day->slots, &day->slot_count);
    if (status == PARVIS_OK)
        status = store_kept_companies(store, &day->companies, &day->company_count);
    if (status == PARVIS_OK)
        status = store_places(store, &day->places, &day->place_count);
    if (status == PARVIS_OK)
        status = store_demonstrations(store, &day->demonstrations, &day->demonstration_count);
    if (status == PARVIS_OK)
        status = store_pitches(store, &day->stored, &day->stored_count);
    day->pitch_count = day->stored_count;
    if (status == PARVIS_OK)
        status = convert_stages(day);
    return status == PARVIS_OK ? convert_pitches(day) : status;
}

void day_clear(struct day *day)
{
    free(day->sessions);
    free(day->slots);
    free(day->companies);
    free(day->places);
    free(day->demonstrations);
    free(day->stored);
    free(day->pitches);
    free(day->stages);
    memset(day, 0, sizeof *day);
}

const struct store_kept *day_company(const struct day *day, int64_t id)
{
    for (size_t i = 0; i < day->company_count; i++)
        if (day->companies[i].id == id)
            return &day->companies[i];
    return NULL;
}

const struct store_day_slot *day_slot(const struct day *day, int64_t id)
{
    for (size_t i = 0; i < day->slot_count; i++)
        if (day->slots[i].id == id)
            return &day->slots[i];
    return NULL;
}

const struct pitch_session *day_stage(const struct day *day, int64_t id)
{
    for (size_t i = 0; i < day->stage_count; i++)
        if (day->stages[i].id == id)
            return &day->stages[i];
    return NULL;
}

struct store_place *day_place(struct day *day, int64_t id)
{
    for (size_t i = 0; i < day->place_count; i++)
        if (day->places[i].id == id)
            return &day->places[i];
    return NULL;
}

const struct store_place *day_place_of(const struct day *day, int64_t company)
{
    for (size_t i = 0; i < day->place_count; i++)
        if (day->places[i].company == company)
            return &day->places[i];
    return NULL;
}

struct pitch_presence day_presence(const struct store_kept *company)
{
    return (struct pitch_presence){.not_before_at = company->not_before_at,
                                   .arrives_at = company->arrives_at,
                                   .leaves_at = company->leaves_at};
}

static void convert_back(const struct pitch *pitch, struct store_pitch *row)
{
    memset(row, 0, sizeof *row); /* rows are compared byte by byte */
    row->id = pitch->id;
    row->company = pitch->company;
    row->session = pitch->session;
    row->position = pitch->position;
    row->state = pitch->state;
    row->planned_from_at = pitch->planned_from_at;
    row->planned_to_at = pitch->planned_to_at;
    row->projected_from_at = pitch->projected_from_at;
    row->projected_to_at = pitch->projected_to_at;
    row->started_at = pitch->started_at;
    row->questions_at = pitch->questions_at;
    row->ended_at = pitch->ended_at;
    row->pitch_ms = pitch->pitch_ms;
    row->questions_ms = pitch->questions_ms;
    row->paused_at = pitch->paused_at;
}

static int compare_positions(const void *a, const void *b)
{
    return ((const struct pitch *)a)->position - ((const struct pitch *)b)->position;
}

static const struct store_pitch *stored_row(const struct day *day, int64_t id)
{
    for (size_t i = 0; i < day->stored_count; i++)
        if (day->stored[i].id == id)
            return &day->stored[i];
    return NULL;
}

enum parvis_status day_save_pitches(struct store *store, struct day *day, int64_t now,
                                    struct store_change_list *changes)
{
    /* After the day's end nothing is late: a pitch left on stage must not push the next ones into
     * the night. */
    int64_t until = now < day->edition.closes_at ? now : day->edition.closes_at;
    qsort(day->pitches, day->pitch_count, sizeof *day->pitches, compare_positions);
    pitch_project(day->pitches, day->pitch_count, day->stages, day->stage_count, until);
    for (size_t i = 0; i < day->pitch_count; i++) {
        struct store_pitch row;
        convert_back(&day->pitches[i], &row);
        const struct store_pitch *before = stored_row(day, row.id);
        /* if only padding differs, an unchanged row is written: no harm
         * NOLINTNEXTLINE(bugprone-suspicious-memory-comparison,cert-exp42-c,cert-flp37-c) */
        if (before && memcmp(before, &row, sizeof row) == 0)
            continue;
        enum parvis_status status = store_pitch_put(store, &row, changes);
        if (status != PARVIS_OK)
            return status;
    }
    return PARVIS_OK;
}

/* ---- who is busy when ---- */

static size_t add_pitch(const struct pitch *pitch, enum busy_kind kind, struct busy *ret_busy)
{
    size_t count = 0;
    ret_busy[count++] = (struct busy){kind, pitch->planned_from_at, pitch->planned_to_at};
    /* Both times are busy: the planned one, which people were told, and the projected one, when it
     * will be. */
    if (pitch->state != PITCH_DONE && pitch->state != PITCH_SKIPPED)
        ret_busy[count++] = (struct busy){kind, pitch->projected_from_at, pitch->projected_to_at};
    return count;
}

size_t day_company_busy(const struct day *day, const struct store_kept *company,
                        struct busy ret_busy[DAY_BUSY_MAX])
{
    size_t count = busy_of_presence(company->arrives_at, company->leaves_at, ret_busy);
    for (size_t i = 0; i < day->pitch_count; i++)
        if (day->pitches[i].company == company->id)
            count += add_pitch(&day->pitches[i], BUSY_PITCH, ret_busy + count);
    for (size_t i = 0; i < day->demonstration_count; i++)
        if (day->demonstrations[i].company == company->id)
            ret_busy[count++] = (struct busy){BUSY_DEMONSTRATION, day->demonstrations[i].from_at,
                                              day->demonstrations[i].to_at};
    return count;
}

size_t day_buyer_busy(const struct day *day, const struct store_buyer *buyer,
                      struct busy ret_busy[DAY_BUSY_MAX])
{
    size_t count = busy_of_presence(buyer->arrives_at, buyer->leaves_at, ret_busy);
    for (size_t i = 0; buyer->jury && i < day->pitch_count && count + 2 <= DAY_BUSY_MAX; i++)
        count += add_pitch(&day->pitches[i], BUSY_JURY, ret_busy + count);
    return count;
}
