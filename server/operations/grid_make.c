/* SPDX-License-Identifier: EUPL-1.2 */
/* Makes the meetings' grid anew, if no slot that would change has meetings. */
#include <stdlib.h>

#include "edition_operations.h"
#include "parvis/units.h"
#include "store_meeting.h"
#include "store_programme.h"

/* The new slots, one after another through the windows. */
struct grid {
    struct store_slot slots[SLOTS_MAX];
    size_t count;
};

static enum parvis_status refuse(struct operation *operation, const char *key, int64_t number)
{
    struct reason reason;
    reason_set(&reason, key);
    reason_add_number(&reason, "count", number);
    reason_add_number(&reason, "max", SLOTS_MAX);
    return operation_refuse(operation, &reason);
}

static enum parvis_status cut(struct operation *operation, const struct grid_make *order,
                              const struct store_edition *edition, struct grid *grid)
{
    int64_t length = order->slot_min * MINUTE_MS, step = length + order->gap_min * MINUTE_MS;
    int64_t last_at = edition->opens_at, wanted = 0;
    for (size_t i = 0; i < order->windows_count; i++) {
        const struct grid_window *window = &order->windows[i];
        if (window->from_at < last_at || window->to_at <= window->from_at ||
            window->to_at > edition->closes_at)
            return refuse(operation, "grid.windows", 0);
        if (window->to_at - window->from_at >= length)
            wanted += (window->to_at - window->from_at - length) / step + 1;
        for (int64_t at = window->from_at; grid->count < SLOTS_MAX && at + length <= window->to_at;
             at += step)
            grid->slots[grid->count++] = (struct store_slot){at, at + length};
        last_at = window->to_at;
    }
    if (wanted > SLOTS_MAX)
        return refuse(operation, "grid.many", wanted);
    return grid->count ? PARVIS_OK : refuse(operation, "grid.none", 0);
}

static bool stays(const struct grid *grid, const struct store_day_slot *slot)
{
    return slot->id < (int64_t)grid->count && grid->slots[slot->id].from_at == slot->from_at &&
           grid->slots[slot->id].to_at == slot->to_at;
}

/* Meetings never move by themselves: a slot that has some stays as it is. */
static enum parvis_status check_held(struct operation *operation, const struct grid *grid)
{
    struct store_day_slot *slots = NULL;
    struct store_meeting *meetings = NULL;
    size_t count = 0, meeting_count = 0;
    int64_t held = 0;
    enum parvis_status status = store_day_slots(operation->store, &slots, &count);
    if (status == PARVIS_OK)
        status = store_meetings(operation->store, &meetings, &meeting_count);
    for (size_t i = 0; i < count && status == PARVIS_OK; i++)
        for (size_t k = 0; k < meeting_count && !stays(grid, &slots[i]); k++)
            held += meetings[k].slot == slots[i].id && meeting_state_is_held(meetings[k].state);
    free(slots);
    free(meetings);
    return status == PARVIS_OK && held ? refuse(operation, "grid.held", held) : status;
}

static enum parvis_status run(struct operation *operation, void *data)
{
    struct grid_make *order = data;
    struct grid grid = {.count = 0};
    struct store_edition edition;
    struct store_tally tally = {0};
    enum store_outcome outcome;
    enum parvis_status status = store_edition_get(operation->store, &edition);
    if (status == PARVIS_OK)
        status = cut(operation, order, &edition, &grid);
    if (status == PARVIS_OK)
        status = check_held(operation, &grid);
    edition.slot_min = (int)order->slot_min;
    edition.gap_min = (int)order->gap_min;
    if (status == PARVIS_OK)
        status = store_edition_put(operation->store, &edition, false, operation->changes, &outcome);
    if (status == PARVIS_OK)
        status =
            store_slots_put(operation->store, grid.slots, grid.count, operation->changes, &tally);
    if (status == PARVIS_CONFLICT && !operation_is_refused(operation))
        return refuse(operation, "grid.held", 1);
    order->edition = 1;
    order->slots = grid.count;
    return status;
}

const struct operation_form grid_make_form = {
    .action = "settings.grid", .kind = "edition", .size = sizeof(struct grid_make), .run = run};
