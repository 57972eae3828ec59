/* SPDX-License-Identifier: EUPL-1.2 */
/* Exchanges two pitches, and moves their companies' planned meetings out of the way. */
#include <stdlib.h>

#include "meeting_place.h"
#include "pitch_operations.h"
#include "pitch_steps.h"

static bool overlaps(const struct pitch *pitch, int64_t from_at, int64_t to_at)
{
    return from_at < pitch->planned_to_at && pitch->planned_from_at < to_at;
}

/* The meetings that a swap may have to move. */
struct rehousing {
    struct operation *operation;
    const struct day *day;
    struct store_meeting *meetings;
    struct store_buyer *buyers;
    size_t meeting_count, buyer_count;
};

/* Whether both sides could meet in this slot, which has not begun. */
static bool could_meet(const struct rehousing *rehousing, const struct store_meeting *meeting,
                       const struct store_day_slot *slot)
{
    struct busy busy[DAY_BUSY_MAX];
    const struct store_kept *company = day_company(rehousing->day, meeting->company);
    if (slot->from_at <= rehousing->operation->now || !company ||
        busy_find(busy, day_company_busy(rehousing->day, company, busy), slot->from_at,
                  slot->to_at))
        return false;
    for (size_t i = 0; i < rehousing->buyer_count; i++)
        if (rehousing->buyers[i].id == meeting->buyer &&
            busy_find(busy, day_buyer_busy(rehousing->day, &rehousing->buyers[i], busy),
                      slot->from_at, slot->to_at))
            return false;
    for (size_t i = 0; i < rehousing->meeting_count; i++) {
        const struct store_meeting *other = &rehousing->meetings[i];
        if (meeting_state_is_held(other->state) && other->slot == slot->id &&
            (other->buyer == meeting->buyer || other->company == meeting->company))
            return false;
    }
    return true;
}

/* Moves a planned meeting that the pitch would overlap to the first slot that suits both sides.
 * False: the meeting has begun, or no slot suits. */
static bool rehouse(struct rehousing *rehousing, struct store_meeting *meeting)
{
    const struct day *day = rehousing->day;
    if (meeting->state != MEETING_PLANNED)
        return false;
    for (size_t i = 0; i < day->slot_count; i++)
        if (could_meet(rehousing, meeting, &day->slots[i])) {
            meeting->slot = day->slots[i].id;
            meeting_place(day, rehousing->meetings, rehousing->meeting_count, meeting);
            return true;
        }
    return false;
}

static enum parvis_status refuse_clash(struct operation *operation, const char *key,
                                       const struct store_kept *company, int64_t at)
{
    struct reason reason;
    reason_set(&reason, key);
    reason_add_text(&reason, "company", company->name);
    reason_add_time(&reason, "time", at);
    return operation_refuse(operation, &reason);
}

/* Moves the company's meetings out of its pitch's way, or refuses the swap. */
static enum parvis_status make_room(struct rehousing *rehousing, const struct pitch *pitch)
{
    struct operation *operation = rehousing->operation;
    const struct store_kept *company = day_company(rehousing->day, pitch->company);
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < rehousing->meeting_count && status == PARVIS_OK; i++) {
        struct store_meeting *meeting = &rehousing->meetings[i];
        const struct store_day_slot *slot = day_slot(rehousing->day, meeting->slot);
        if (meeting->company != pitch->company || !meeting_state_is_held(meeting->state) || !slot ||
            !overlaps(pitch, slot->from_at, slot->to_at))
            continue;
        status = rehouse(rehousing, meeting)
                     ? store_meeting_put(operation->store, meeting, operation->changes)
                     : refuse_clash(operation, "pitch.has_meeting", company, slot->from_at);
    }
    return status;
}

static enum parvis_status check_place(struct rehousing *rehousing, const struct pitch *pitch)
{
    struct reason reason;
    const struct day *day = rehousing->day;
    const struct store_kept *company = day_company(day, pitch->company);
    if (!company)
        return PARVIS_OK; /* no longer kept: its times do not matter */
    struct pitch_presence presence = day_presence(company);
    if (!pitch_fits(&presence, pitch->planned_from_at, pitch->planned_to_at, company->name,
                    &reason))
        return operation_refuse(rehousing->operation, &reason);
    for (size_t i = 0; i < day->demonstration_count; i++)
        if (day->demonstrations[i].company == pitch->company &&
            overlaps(pitch, day->demonstrations[i].from_at, day->demonstrations[i].to_at))
            return refuse_clash(rehousing->operation, "pitch.has_demonstration", company,
                                day->demonstrations[i].from_at);
    return make_room(rehousing, pitch);
}

/* Both companies must be able to come at their new time. */
static enum parvis_status check_places(struct operation *operation, const struct day *day,
                                       const struct pitch *a, const struct pitch *b)
{
    struct rehousing rehousing = {.operation = operation, .day = day};
    enum parvis_status status =
        store_meetings(operation->store, &rehousing.meetings, &rehousing.meeting_count);
    if (status == PARVIS_OK)
        status = store_buyers(operation->store, &rehousing.buyers, &rehousing.buyer_count);
    if (status == PARVIS_OK)
        status = check_place(&rehousing, a);
    if (status == PARVIS_OK)
        status = check_place(&rehousing, b);
    free(rehousing.meetings);
    free(rehousing.buyers);
    return status;
}

static enum parvis_status apply(struct operation *operation, struct day *day, void *data)
{
    const struct pitch_swap *order = data;
    struct reason reason;
    struct pitch *a = pitch_find(day, order->a), *b = pitch_find(day, order->b);
    if (!a || !b)
        return PARVIS_NOT_FOUND;
    const struct pitch_session *stage_a = day_stage(day, a->session);
    const struct pitch_session *stage_b = day_stage(day, b->session);
    if (!stage_a || !stage_b)
        return PARVIS_CORRUPT;
    if (!pitch_swap(a, b, stage_a, stage_b, &reason))
        return operation_refuse(operation, &reason);
    return check_places(operation, day, a, b);
}

static enum parvis_status run(struct operation *operation, void *order)
{
    return pitch_on_day(operation, order, apply);
}

const struct operation_form pitch_swap_form = {
    .action = "pitch.swap", .kind = "pitch", .size = sizeof(struct pitch_swap), .run = run};
