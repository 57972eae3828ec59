/* The grid of the meetings, made anew while nothing stands in what would change. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "parvis/limits.h"
#include "parvis/units.h"
#include "steering.h"
#include "store_meeting.h"
#include "store_programme.h"

#define WINDOWS_MAX 24 /* as edition.json */

struct window {
    int64_t from_at, to_at;
};

struct grid {
    struct steering_command steering; /* first */
    struct window windows[WINDOWS_MAX];
    size_t window_count;
    int64_t slot_min, gap_min;
    struct store_slot slots[SLOTS_MAX];
    size_t count;
};

static enum parvis_status refuse(struct grid *grid, const char *key, int64_t number)
{
    struct reason reason;
    reason_set(&reason, key);
    reason_add_number(&reason, "count", number);
    reason_add_number(&reason, "max", SLOTS_MAX);
    return steering_refuse(&grid->steering, &reason);
}

/* The slots of the windows, one after another. */
static enum parvis_status make_slots(struct grid *grid, const struct store_edition *edition)
{
    int64_t length = grid->slot_min * MINUTE_MS, step = length + grid->gap_min * MINUTE_MS;
    int64_t last_at = edition->opens_at, wanted = 0;
    for (size_t i = 0; i < grid->window_count; i++) {
        const struct window *window = &grid->windows[i];
        if (window->from_at < last_at || window->to_at <= window->from_at ||
            window->to_at > edition->closes_at)
            return refuse(grid, "grid.windows", 0);
        if (window->to_at - window->from_at >= length)
            wanted += (window->to_at - window->from_at - length) / step + 1;
        for (int64_t at = window->from_at; grid->count < SLOTS_MAX && at + length <= window->to_at;
             at += step)
            grid->slots[grid->count++] = (struct store_slot){at, at + length};
        last_at = window->to_at;
    }
    if (wanted > SLOTS_MAX)
        return refuse(grid, "grid.many", wanted);
    return grid->count ? PARVIS_OK : refuse(grid, "grid.none", 0);
}

static bool stays(const struct grid *grid, const struct store_day_slot *slot)
{
    return slot->id < (int64_t)grid->count && grid->slots[slot->id].from_at == slot->from_at &&
           grid->slots[slot->id].to_at == slot->to_at;
}

/* Meetings never move by themselves: a slot that has some stays as it is. */
static enum parvis_status check_held(struct grid *grid, struct store *store)
{
    struct store_day_slot *slots = NULL;
    struct store_meeting *meetings = NULL;
    size_t count = 0, meeting_count = 0;
    int64_t held = 0;
    enum parvis_status status = store_day_slots(store, &slots, &count);
    if (status == PARVIS_OK)
        status = store_meetings(store, &meetings, &meeting_count);
    for (size_t i = 0; i < count && status == PARVIS_OK; i++)
        for (size_t k = 0; k < meeting_count && !stays(grid, &slots[i]); k++)
            held += meetings[k].slot == slots[i].id && strcmp(meetings[k].state, "cancelled") != 0;
    free(slots);
    free(meetings);
    return status == PARVIS_OK && held ? refuse(grid, "grid.held", held) : status;
}

static enum parvis_status run_grid(struct commit_command *head, struct store *store, int64_t now,
                                   struct store_change_list *changes)
{
    struct grid *grid = (struct grid *)head;
    struct store_edition edition;
    struct store_tally tally = {0};
    enum store_outcome outcome;
    (void)now;
    enum parvis_status status = store_edition_get(store, &edition);
    if (status == PARVIS_OK)
        status = make_slots(grid, &edition);
    if (status == PARVIS_OK)
        status = check_held(grid, store);
    edition.slot_min = (int)grid->slot_min;
    edition.gap_min = (int)grid->gap_min;
    if (status == PARVIS_OK)
        status = store_edition_put(store, &edition, false, changes, &outcome);
    if (status == PARVIS_OK)
        status = store_slots_put(store, grid->slots, grid->count, changes, &tally);
    return status == PARVIS_CONFLICT && !*grid->steering.command.code ? refuse(grid, "grid.held", 1)
                                                                      : status;
}

static char *render_grid(struct api_command *head)
{
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "slots", (double)((struct grid *)head)->count);
    return api_print(answer);
}

static bool read_window(const cJSON *row, struct window *window)
{
    static const struct json_field fields[] = {
        {"from_at", JSON_INTEGER, offsetof(struct window, from_at), true, 0, INT64_MAX},
        {"to_at", JSON_INTEGER, offsetof(struct window, to_at), true, 0, INT64_MAX}};
    struct json_fault fault;
    return json_read(row, fields, 2, window, &fault) == PARVIS_OK;
}

void api_post_grid(struct http_request *request, void *data)
{
    struct order {
        int64_t slot_min, gap_min;
        const cJSON *windows;
    } order = {0};
    static const struct json_field fields[] = {
        {"slot_min", JSON_INTEGER, offsetof(struct order, slot_min), true, 5, 240},
        {"gap_min", JSON_INTEGER, offsetof(struct order, gap_min), true, 0, 120},
        {"windows", JSON_ARRAY, offsetof(struct order, windows), true, 1, WINDOWS_MAX}};
    if (!api_read_body(request, fields, 3, &order))
        return;
    struct grid *grid =
        (struct grid *)steering_new_sized(data, request, "edition", run_grid, sizeof *grid);
    if (!grid)
        return;
    for (const cJSON *row = order.windows->child; row; row = row->next)
        if (!read_window(row, &grid->windows[grid->window_count++])) {
            http_refuse(request, 422, "invalid_field", "windows are objects of from_at and to_at",
                        "windows");
            steering_drop(&grid->steering);
            return;
        }
    grid->slot_min = order.slot_min;
    grid->gap_min = order.gap_min;
    grid->steering.id = 1;
    steering_note(&grid->steering, "settings.grid");
    grid->steering.command.render = render_grid;
    api_command_submit(grid);
}
