/* Steering the running order. Every decision runs on the writer thread, on the database as it is
 * then; the other items' projected times follow in the same transaction. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "meeting_place.h"
#include "steering.h"

static size_t find_pitch(const struct day *day, int64_t id)
{
    size_t index = 0;
    while (index < day->pitch_count && day->pitches[index].id != id)
        index++;
    return index;
}

/* One request on a loaded day; PARVIS_OK: `day->pitches` was changed and is to be saved. */
typedef enum parvis_status apply_fn(struct steering_command *command, struct store *store,
                                    struct day *day, int64_t now,
                                    struct store_change_list *changes);

static enum parvis_status run_on_day(struct commit_command *head, struct store *store, int64_t now,
                                     struct store_change_list *changes, apply_fn *apply)
{
    struct day day;
    enum parvis_status status = day_load(store, &day);
    if (status == PARVIS_OK)
        status = apply((struct steering_command *)head, store, &day, now, changes);
    if (status == PARVIS_OK)
        status = day_save_pitches(store, &day, now, changes);
    day_clear(&day);
    return status;
}

static enum parvis_status move(struct steering_command *command, struct day *day, size_t index,
                               enum pitch_state to, int64_t now)
{
    struct reason reason;
    const struct pitch_session *stage = day_stage(day, day->pitches[index].session);
    if (!stage)
        return PARVIS_CORRUPT;
    if (!pitch_move(day->pitches, day->pitch_count, index, to, stage, now, &reason))
        return steering_refuse(command, &reason);
    return PARVIS_OK;
}

/* ---- next ---- */

static enum parvis_status apply_next(struct steering_command *command, struct store *store,
                                     struct day *day, int64_t now,
                                     struct store_change_list *changes)
{
    (void)store;
    (void)changes;
    size_t index;
    enum pitch_state to;
    struct reason reason;
    if (!pitch_next(day->pitches, day->pitch_count, &index, &to, &reason))
        return steering_refuse(command, &reason);
    command->id = day->pitches[index].id;
    return move(command, day, index, to, now);
}

static enum parvis_status run_next(struct commit_command *head, struct store *store, int64_t now,
                                   struct store_change_list *changes)
{
    return run_on_day(head, store, now, changes, apply_next);
}

void api_post_pitch_next(struct http_request *request, void *data)
{
    struct steering_command *command = steering_new(data, request, "pitch", run_next);
    if (!command)
        return;
    steering_note(command, "pitch.next");
    api_command_submit(command);
}

/* ---- one move ---- */

static enum parvis_status apply_state(struct steering_command *command, struct store *store,
                                      struct day *day, int64_t now,
                                      struct store_change_list *changes)
{
    (void)store;
    (void)changes;
    size_t index = find_pitch(day, command->id);
    if (index == day->pitch_count)
        return PARVIS_NOT_FOUND;
    return move(command, day, index, (enum pitch_state)command->state, now);
}

static enum parvis_status run_state(struct commit_command *head, struct store *store, int64_t now,
                                    struct store_change_list *changes)
{
    return run_on_day(head, store, now, changes, apply_state);
}

void api_post_pitch_state(struct http_request *request, void *data)
{
    struct {
        const char *to;
    } order = {NULL};
    static const struct json_field fields[] = {{"to", JSON_TEXT, 0, true, 1, 20}};
    enum pitch_state to;
    if (!api_read_body(request, fields, 1, &order))
        return;
    if (!pitch_state_parse(order.to, &to)) {
        http_refuse(request, 422, "invalid_field", "to is no state of a pitch", "to");
        return;
    }
    struct steering_command *command = steering_new(data, request, "pitch", run_state);
    if (!command || !steering_read_id(command))
        return;
    steering_note(command, "pitch.state");
    command->state = to;
    api_command_submit(command);
}

/* ---- minutes ---- */

static enum parvis_status apply_time(struct steering_command *command, struct store *store,
                                     struct day *day, int64_t now,
                                     struct store_change_list *changes)
{
    (void)store;
    (void)changes;
    (void)now;
    struct reason reason;
    size_t index = find_pitch(day, command->id);
    if (index == day->pitch_count)
        return PARVIS_NOT_FOUND;
    if (!pitch_add_minutes(&day->pitches[index], command->minutes, &reason))
        return steering_refuse(command, &reason);
    return PARVIS_OK;
}

static enum parvis_status run_time(struct commit_command *head, struct store *store, int64_t now,
                                   struct store_change_list *changes)
{
    return run_on_day(head, store, now, changes, apply_time);
}

void api_post_pitch_time(struct http_request *request, void *data)
{
    struct {
        int64_t minutes;
    } order = {0};
    static const struct json_field fields[] = {
        {"minutes", JSON_INTEGER, 0, true, PITCH_MINUTES_MIN, PITCH_MINUTES_MAX}};
    if (!api_read_body(request, fields, 1, &order))
        return;
    struct steering_command *command = steering_new(data, request, "pitch", run_time);
    if (!command || !steering_read_id(command))
        return;
    steering_note(command, "pitch.time");
    command->minutes = (int)order.minutes;
    api_command_submit(command);
}

/* ---- pause ---- */

static enum parvis_status apply_pause(struct steering_command *command, struct store *store,
                                      struct day *day, int64_t now,
                                      struct store_change_list *changes)
{
    (void)store;
    (void)changes;
    struct reason reason;
    size_t index = find_pitch(day, command->id);
    if (index == day->pitch_count)
        return PARVIS_NOT_FOUND;
    if (!pitch_pause(&day->pitches[index], command->state != 0, now, &reason))
        return steering_refuse(command, &reason);
    return PARVIS_OK;
}

static enum parvis_status run_pause(struct commit_command *head, struct store *store, int64_t now,
                                    struct store_change_list *changes)
{
    return run_on_day(head, store, now, changes, apply_pause);
}

void api_post_pitch_pause(struct http_request *request, void *data)
{
    struct {
        bool paused;
    } order = {false};
    static const struct json_field fields[] = {{"paused", JSON_BOOLEAN, 0, true, 0, 0}};
    if (!api_read_body(request, fields, 1, &order))
        return;
    struct steering_command *command = steering_new(data, request, "pitch", run_pause);
    if (!command || !steering_read_id(command))
        return;
    steering_note(command, "pitch.pause");
    command->state = order.paused;
    api_command_submit(command);
}

/* ---- swap ---- */

static bool overlaps(const struct pitch *pitch, int64_t from_at, int64_t to_at)
{
    return from_at < pitch->planned_to_at && pitch->planned_from_at < to_at;
}

/* What a swap may have to move. */
struct rehousing {
    const struct day *day;
    struct store_meeting *meetings;
    struct store_buyer *buyers;
    size_t meeting_count, buyer_count;
};

static bool is_held(const struct store_meeting *meeting)
{
    return strcmp(meeting->state, "cancelled") != 0;
}

/* Whether both could meet in this slot, which is to come. */
static bool could_meet(const struct rehousing *rehousing, const struct store_meeting *meeting,
                       const struct store_day_slot *slot, int64_t now)
{
    struct busy busy[DAY_BUSY_MAX];
    const struct store_kept *company = day_company(rehousing->day, meeting->company);
    if (slot->from_at <= now || !company ||
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
        if (is_held(other) && other->slot == slot->id &&
            (other->buyer == meeting->buyer || other->company == meeting->company))
            return false;
    }
    return true;
}

/* Gives a planned meeting that the pitch would overlap the first slot that suits both. False: it
 * has begun, or there is none. */
static bool rehouse(struct rehousing *rehousing, struct store_meeting *meeting, int64_t now)
{
    const struct day *day = rehousing->day;
    if (strcmp(meeting->state, "planned") != 0)
        return false;
    for (size_t i = 0; i < day->slot_count; i++)
        if (could_meet(rehousing, meeting, &day->slots[i], now)) {
            meeting->slot = day->slots[i].id;
            meeting_place(day, rehousing->meetings, rehousing->meeting_count, meeting);
            return true;
        }
    return false;
}

static enum parvis_status refuse_clash(struct steering_command *command, const char *key,
                                       const struct store_kept *company, int64_t at)
{
    struct reason reason;
    reason_set(&reason, key);
    reason_add_text(&reason, "company", company->name);
    reason_add_time(&reason, "time", at);
    return steering_refuse(command, &reason);
}

/* The company's meetings make room for its pitch, or the swap is refused. */
static enum parvis_status make_room(struct steering_command *command, struct store *store,
                                    struct rehousing *rehousing, const struct pitch *pitch,
                                    int64_t now, struct store_change_list *changes)
{
    const struct store_kept *company = day_company(rehousing->day, pitch->company);
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < rehousing->meeting_count && status == PARVIS_OK; i++) {
        struct store_meeting *meeting = &rehousing->meetings[i];
        const struct store_day_slot *slot = day_slot(rehousing->day, meeting->slot);
        if (meeting->company != pitch->company || !is_held(meeting) || !slot ||
            !overlaps(pitch, slot->from_at, slot->to_at))
            continue;
        status = rehouse(rehousing, meeting, now)
                     ? store_meeting_put(store, meeting, changes)
                     : refuse_clash(command, "pitch.has_meeting", company, slot->from_at);
    }
    return status;
}

static enum parvis_status check_place(struct steering_command *command, struct store *store,
                                      struct rehousing *rehousing, const struct pitch *pitch,
                                      int64_t now, struct store_change_list *changes)
{
    struct reason reason;
    const struct day *day = rehousing->day;
    const struct store_kept *company = day_company(day, pitch->company);
    if (!company)
        return PARVIS_OK; /* no longer kept: nothing to respect */
    struct pitch_presence presence = day_presence(company);
    if (!pitch_fits(&presence, pitch->planned_from_at, pitch->planned_to_at, company->name,
                    &reason))
        return steering_refuse(command, &reason);
    for (size_t i = 0; i < day->demonstration_count; i++)
        if (day->demonstrations[i].company == pitch->company &&
            overlaps(pitch, day->demonstrations[i].from_at, day->demonstrations[i].to_at))
            return refuse_clash(command, "pitch.has_demonstration", company,
                                day->demonstrations[i].from_at);
    return make_room(command, store, rehousing, pitch, now, changes);
}

/* Both companies must be able to come at their new time. */
static enum parvis_status check_places(struct steering_command *command, struct store *store,
                                       const struct day *day, const struct pitch *a,
                                       const struct pitch *b, int64_t now,
                                       struct store_change_list *changes)
{
    struct rehousing rehousing = {.day = day};
    enum parvis_status status =
        store_meetings(store, &rehousing.meetings, &rehousing.meeting_count);
    if (status == PARVIS_OK)
        status = store_buyers(store, &rehousing.buyers, &rehousing.buyer_count);
    if (status == PARVIS_OK)
        status = check_place(command, store, &rehousing, a, now, changes);
    if (status == PARVIS_OK)
        status = check_place(command, store, &rehousing, b, now, changes);
    free(rehousing.meetings);
    free(rehousing.buyers);
    return status;
}

static enum parvis_status apply_swap(struct steering_command *command, struct store *store,
                                     struct day *day, int64_t now,
                                     struct store_change_list *changes)
{
    struct reason reason;
    size_t a = find_pitch(day, command->id), b = find_pitch(day, command->other);
    if (a == day->pitch_count || b == day->pitch_count)
        return PARVIS_NOT_FOUND;
    const struct pitch_session *stage_a = day_stage(day, day->pitches[a].session);
    const struct pitch_session *stage_b = day_stage(day, day->pitches[b].session);
    if (!stage_a || !stage_b)
        return PARVIS_CORRUPT;
    if (!pitch_swap(&day->pitches[a], &day->pitches[b], stage_a, stage_b, &reason))
        return steering_refuse(command, &reason);
    return check_places(command, store, day, &day->pitches[a], &day->pitches[b], now, changes);
}

static enum parvis_status run_swap(struct commit_command *head, struct store *store, int64_t now,
                                   struct store_change_list *changes)
{
    return run_on_day(head, store, now, changes, apply_swap);
}

static char *render_swap(struct api_command *head)
{
    struct steering_command *command = (struct steering_command *)head;
    char *answer = NULL, *a = NULL;
    const char *body = model_body(head->api->model, "pitch", command->id);
    if (asprintf(&a, "%s", body ? body : "null") < 0) /* the next look may move the model's text */
        abort();
    body = model_body(head->api->model, "pitch", command->other);
    if (asprintf(&answer, "{\"pitches\":[%s,%s]}", a, body ? body : "null") < 0)
        abort();
    free(a);
    return answer;
}

void api_post_pitch_swap(struct http_request *request, void *data)
{
    struct {
        int64_t a, b;
    } order = {0, 0};
    static const struct json_field fields[] = {{"a", JSON_INTEGER, 0, true, 0, INT64_MAX},
                                               {"b", JSON_INTEGER, 8, true, 0, INT64_MAX}};
    if (!api_read_body(request, fields, 2, &order))
        return;
    struct steering_command *command = steering_new(data, request, "pitch", run_swap);
    if (!command)
        return;
    steering_note(command, "pitch.swap");
    command->id = order.a;
    command->other = order.b;
    command->command.render = render_swap;
    api_command_submit(command);
}
