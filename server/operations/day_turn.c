/* SPDX-License-Identifier: EUPL-1.2 */
/* The day's own clock work. */
#include <stdlib.h>
#include <string.h>

#include "day.h"
#include "day_operations.h"
#include "parvis/units.h"
#include "store_check_in.h"
#include "store_talk.h"

/* ---- meetings and pitches ---- */

static enum parvis_status move_meeting(struct operation *operation, const struct day *day,
                                       struct store_meeting *meeting)
{
    struct store_presence presence;
    int64_t call_ms = day->edition.call_min * MINUTE_MS;
    const struct store_day_slot *slot = day_slot(day, meeting->slot);
    if (!slot)
        return PARVIS_CORRUPT;
    if (!meeting_state_is_open(meeting->state) || operation->now < slot->from_at - call_ms)
        return PARVIS_OK;
    enum parvis_status status = store_presence_get(operation->store, meeting->buyer, &presence);
    if (status != PARVIS_OK)
        return status;
    enum meeting_state due = meeting_due(meeting->state, slot->from_at, slot->to_at, call_ms,
                                         presence.state == CHECK_IN_INSIDE, operation->now);
    if (due == meeting->state)
        return PARVIS_OK;
    meeting->state = due;
    meeting->state_at = operation->now;
    return store_meeting_put(operation->store, meeting, operation->changes);
}

static enum parvis_status run_turn(struct operation *operation, void *order)
{
    struct day day;
    struct store_meeting *meetings = NULL;
    size_t count = 0;
    (void)order;
    enum parvis_status status = day_load(operation->store, &day);
    if (status == PARVIS_OK)
        status = store_meetings(operation->store, &meetings, &count);
    for (size_t i = 0; i < count && status == PARVIS_OK; i++)
        status = move_meeting(operation, &day, &meetings[i]);
    if (status == PARVIS_OK)
        status = day_save_pitches(operation->store, &day, operation->now, operation->changes);
    free(meetings);
    day_clear(&day);
    return status;
}

const struct operation_form day_turn_form = {.size = sizeof(struct day_turn), .run = run_turn};

/* ---- requests ---- */

static enum parvis_status run_lapse(struct operation *operation, void *order)
{
    size_t count = 0;
    (void)order;
    return store_requests_lapse(operation->store, operation->now, operation->changes, &count);
}

const struct operation_form requests_lapse_form = {.size = sizeof(struct requests_lapse),
                                                   .run = run_lapse};
