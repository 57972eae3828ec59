/* SPDX-License-Identifier: EUPL-1.2 */
/* Writes the rows that differ. Rows that leave a place are written before those that take it. */
#include "plan.h"

#include <string.h>

static enum parvis_status write_pitches(struct store *store, struct plan *plan,
                                        struct store_change_list *changes)
{
    enum parvis_status status = PARVIS_OK;
    struct day *day = &plan->day;
    for (size_t i = 0; i < plan->gone_pitch_count && status == PARVIS_OK; i++) {
        plan->tally.pitches++;
        status = store_pitch_delete(store, plan->gone_pitches[i], changes);
    }
    int64_t seq = store_last_seq(store);
    if (status == PARVIS_OK && plan->new_order) /* as planned: the server projects by its clock */
        status = day_save_pitches(store, day, 0, changes);
    plan->tally.pitches += (size_t)(store_last_seq(store) - seq);
    if (status == PARVIS_OK && day->pitch_count && !day->edition.pitches_published)
        status = store_pitches_publish(store);
    return status;
}

static enum parvis_status write_stands(struct store *store, struct plan *plan,
                                       struct store_change_list *changes)
{
    enum parvis_status status = PARVIS_OK;
    /* Frees all stands before giving any: the table does not allow a company two stands. */
    for (int giving = 0; giving <= 1; giving++)
        for (size_t i = 0; i < plan->day.place_count && status == PARVIS_OK; i++) {
            const struct store_place *place = &plan->day.places[i];
            if (place->company == plan->places_before[i] ||
                (giving ? place->company == 0 : plan->places_before[i] == 0))
                continue;
            status = store_place_give(store, place->id, giving ? place->company : 0, changes);
            plan->tally.stands++;
        }
    return status;
}

static bool is_same(const struct store_demonstration *a, const struct store_demonstration *b)
{
    return a->company == b->company && a->session == b->session && a->from_at == b->from_at &&
           a->to_at == b->to_at && a->seats == b->seats;
}

static bool is_among(const struct store_demonstration *row, const struct store_demonstration *rows,
                     size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_same(row, &rows[i]))
            return true;
    return false;
}

static enum parvis_status write_demonstrations(struct store *store, struct plan *plan,
                                               struct store_change_list *changes)
{
    enum parvis_status status = PARVIS_OK;
    struct day *day = &plan->day;
    for (size_t i = 0; i < plan->demonstration_before_count && status == PARVIS_OK; i++) {
        const struct store_demonstration *row = &plan->demonstrations_before[i];
        if (!is_among(row, day->demonstrations, day->demonstration_count)) {
            status = store_demonstration_delete(store, row->id, changes);
            plan->tally.demonstrations++;
        }
    }
    for (size_t i = 0; i < day->demonstration_count && status == PARVIS_OK; i++)
        if (!is_among(&day->demonstrations[i], plan->demonstrations_before,
                      plan->demonstration_before_count)) {
            status = store_demonstration_add(store, &day->demonstrations[i], changes);
            plan->tally.demonstrations++;
        }
    return status;
}

static const struct store_meeting *find_planned(const struct plan *plan,
                                                const struct store_meeting *before)
{
    for (size_t i = 0; i < plan->planned_count; i++)
        if (plan->planned[i].buyer == before->buyer && plan->planned[i].company == before->company)
            return &plan->planned[i];
    return NULL;
}

static const struct store_meeting *find_before(const struct plan *plan, int64_t id)
{
    for (size_t i = 0; i < plan->meeting_count; i++)
        if (plan->meetings[i].id == id)
            return &plan->meetings[i];
    return NULL;
}

/* First removes the meetings that leave their slot, then writes the others. */
static enum parvis_status write_meetings(struct store *store, struct plan *plan, int64_t now,
                                         struct store_change_list *changes)
{
    enum parvis_status status = PARVIS_OK;
    size_t moved = 0, added = 0;
    for (size_t i = 0; i < plan->meeting_count && status == PARVIS_OK; i++) {
        const struct store_meeting *before = &plan->meetings[i];
        const struct store_meeting *after = find_planned(plan, before);
        if (before->state != MEETING_PLANNED || (after && after->id == before->id))
            continue;
        status = store_meeting_delete(store, before->id, changes);
        if (after)
            moved++;
        else
            plan->tally.dropped++;
    }
    for (size_t i = 0; i < plan->planned_count && status == PARVIS_OK; i++) {
        struct store_meeting *meeting = &plan->planned[i];
        const struct store_meeting *before = meeting->id ? find_before(plan, meeting->id) : NULL;
        if (before && strcmp(before->place, meeting->place) == 0)
            continue;
        if (!before) {
            meeting->state_at = now;
            added++;
        }
        status = store_meeting_put(store, meeting, changes);
    }
    plan->tally.moved = moved;
    plan->tally.added = added - moved;
    return status;
}

enum parvis_status plan_write(struct store *store, struct plan *plan, int parts, int64_t now,
                              struct store_change_list *changes)
{
    enum parvis_status status = PARVIS_OK;
    if (parts & PLAN_PITCHES)
        status = write_pitches(store, plan, changes);
    if (status == PARVIS_OK && parts & PLAN_STANDS)
        status = write_stands(store, plan, changes);
    if (status == PARVIS_OK && parts & PLAN_DEMONSTRATIONS)
        status = write_demonstrations(store, plan, changes);
    if (status == PARVIS_OK && parts & PLAN_MEETINGS)
        status = write_meetings(store, plan, now, changes);
    return status;
}
