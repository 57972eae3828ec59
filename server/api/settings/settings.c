/* The edition's settings: its own row, and its sessions one by one. Times and numbers that plans
 * were made from are checked against them first. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "reading.h"
#include "steering.h"
#include "store_programme.h"
#include "store_settings.h"

/* ---- reading ---- */

static cJSON *edition_json(const struct store_edition *edition)
{
    const struct {
        const char *name;
        int64_t value;
    } numbers[] = {{"opens_at", edition->opens_at},   {"closes_at", edition->closes_at},
                   {"doors_min", edition->doors_min}, {"call_min", edition->call_min},
                   {"annul_min", edition->annul_min}, {"slot_min", edition->slot_min},
                   {"gap_min", edition->gap_min},     {"pitches", edition->pitches},
                   {"kept_min", edition->kept_min},   {"kept_max", edition->kept_max}};
    cJSON *row = cJSON_CreateObject();
    cJSON_AddStringToObject(row, "name", edition->name);
    cJSON_AddStringToObject(row, "venue", edition->venue);
    cJSON_AddStringToObject(row, "region", edition->region);
    cJSON_AddStringToObject(row, "date", edition->date);
    cJSON_AddStringToObject(row, "timezone", edition->timezone);
    cJSON_AddItemToObject(row, "languages", cJSON_CreateRaw(edition->languages));
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        cJSON_AddNumberToObject(row, numbers[i].name, (double)numbers[i].value);
    return row;
}

static enum parvis_status read_settings(struct api_reading *reading, struct store *store)
{
    struct store_edition edition;
    enum parvis_status status = store_edition_get(store, &edition);
    if (status != PARVIS_OK)
        return status;
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddItemToObject(answer, "edition", edition_json(&edition));
    reading->answer = api_print(answer);
    return PARVIS_OK;
}

void api_get_settings(struct http_request *request, void *data)
{
    struct api_reading *reading = api_reading_new(data, request, read_settings);
    if (reading)
        api_reading_submit(reading);
}

/* ---- the edition's row ---- */

/* What is asked; NULL and -1: stays. */
struct settings_order {
    const char *name, *venue, *region;
    const cJSON *languages;
    int64_t opens_at, closes_at, doors_min, call_min, annul_min, pitches, kept_min, kept_max;
};

struct settings_command {
    struct steering_command steering; /* first */
    struct settings_order order;      /* texts are the request's, which lives as long */
    char languages[64];               /* JSON array; "": stays */
    struct store_edition edition;     /* as it is afterwards */
};

static enum parvis_status refuse(struct steering_command *command, const char *key,
                                 const char *name, const char *value)
{
    struct reason reason;
    reason_set(&reason, key);
    if (name)
        reason_add_text(&reason, name, value);
    return steering_refuse(command, &reason);
}

static void take_text(char *target, size_t size, const char *text)
{
    if (text)
        snprintf(target, size, "%s", text);
}

static void take_number(int *target, int64_t value)
{
    if (value >= 0)
        *target = (int)value;
}

static void take(struct store_edition *edition, const struct settings_command *command)
{
    const struct settings_order *order = &command->order;
    take_text(edition->name, sizeof edition->name, order->name);
    take_text(edition->venue, sizeof edition->venue, order->venue);
    take_text(edition->region, sizeof edition->region, order->region);
    take_text(edition->languages, sizeof edition->languages,
              *command->languages ? command->languages : NULL);
    edition->opens_at = order->opens_at >= 0 ? order->opens_at : edition->opens_at;
    edition->closes_at = order->closes_at >= 0 ? order->closes_at : edition->closes_at;
    take_number(&edition->doors_min, order->doors_min);
    take_number(&edition->call_min, order->call_min);
    take_number(&edition->annul_min, order->annul_min);
    take_number(&edition->pitches, order->pitches);
    take_number(&edition->kept_min, order->kept_min);
    take_number(&edition->kept_max, order->kept_max);
}

/* Sessions and slots must lie between the opening and the end. */
static enum parvis_status check_hours(struct steering_command *command, struct store *store,
                                      const struct store_edition *edition)
{
    struct store_room_session *sessions = NULL;
    struct store_day_slot *slots = NULL;
    size_t count = 0, slot_count = 0;
    enum parvis_status status = store_room_sessions(store, &sessions, &count);
    if (status == PARVIS_OK)
        status = store_day_slots(store, &slots, &slot_count);
    for (size_t i = 0; i < count && status == PARVIS_OK; i++)
        if (sessions[i].from_at < edition->opens_at || sessions[i].to_at > edition->closes_at)
            status = refuse(command, "settings.outside", "room", sessions[i].room);
    for (size_t i = 0; i < slot_count && status == PARVIS_OK; i++)
        if (slots[i].from_at < edition->opens_at || slots[i].to_at > edition->closes_at)
            status = refuse(command, "settings.slots_outside", NULL, NULL);
    free(sessions);
    free(slots);
    return status;
}

/* A running order that counts has exactly the edition's number of pitches (invariant 3). */
static enum parvis_status check_numbers(struct steering_command *command, struct store *store,
                                        const struct store_edition *before,
                                        const struct store_edition *edition)
{
    struct store_pitch *pitches = NULL;
    size_t count = 0;
    char number[24];
    if (edition->kept_min > edition->kept_max || edition->pitches > edition->kept_max)
        return refuse(command, "settings.numbers", NULL, NULL);
    if (!edition->pitches_published || before->pitches == edition->pitches)
        return PARVIS_OK;
    enum parvis_status status = store_pitches(store, &pitches, &count);
    free(pitches);
    snprintf(number, sizeof number, "%zu", count);
    return status == PARVIS_OK && count != (size_t)edition->pitches
               ? refuse(command, "settings.pitches_published", "count", number)
               : status;
}

static enum parvis_status run_settings(struct commit_command *head, struct store *store,
                                       int64_t now, struct store_change_list *changes)
{
    struct settings_command *command = (struct settings_command *)head;
    struct steering_command *steering = &command->steering;
    struct store_edition before, *edition = &command->edition;
    enum store_outcome outcome;
    (void)now;
    enum parvis_status status = store_edition_get(store, &before);
    if (status != PARVIS_OK)
        return status;
    *edition = before;
    take(edition, command);
    if (edition->opens_at >= edition->closes_at)
        return refuse(steering, "settings.hours", NULL, NULL);
    status = check_hours(steering, store, edition);
    if (status == PARVIS_OK)
        status = check_numbers(steering, store, &before, edition);
    return status == PARVIS_OK ? store_edition_put(store, edition, false, changes, &outcome)
                               : status;
}

static char *render_settings(struct api_command *head)
{
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddItemToObject(answer, "edition",
                          edition_json(&((struct settings_command *)head)->edition));
    return api_print(answer);
}

/* A list of fr, en, nl, each once, the first of which is the edition's own. */
static bool read_languages(const cJSON *list, char *out, size_t size)
{
    static const char *const known[] = {"fr", "en", "nl"};
    bool seen[3] = {false};
    size_t used = 0;
    if (!list)
        return true;
    for (const cJSON *item = list->child; item; item = item->next) {
        int index = 0;
        while (index < 3 && !(cJSON_IsString(item) && strcmp(item->valuestring, known[index]) == 0))
            index++;
        if (index == 3 || seen[index])
            return false;
        seen[index] = true;
        used +=
            (size_t)snprintf(out + used, size - used, "%s\"%s\"", used ? "," : "[", known[index]);
    }
    snprintf(out + used, size - used, "]");
    return true;
}

#define TEXT(member, most)                                                                         \
    {                                                                                              \
#member, JSON_TEXT, offsetof(struct settings_order, member), false, 1, most                \
    }
#define NUMBER(member, most)                                                                       \
    {                                                                                              \
#member, JSON_INTEGER, offsetof(struct settings_order, member), false, 0, most             \
    }

void api_post_settings(struct http_request *request, void *data)
{
    struct settings_order order = {.opens_at = -1,
                                   .closes_at = -1,
                                   .doors_min = -1,
                                   .call_min = -1,
                                   .annul_min = -1,
                                   .pitches = -1,
                                   .kept_min = -1,
                                   .kept_max = -1};
    static const struct json_field fields[] = {
        TEXT(name, 127),
        TEXT(venue, 255),
        TEXT(region, 63),
        {"languages", JSON_ARRAY, offsetof(struct settings_order, languages), false, 1, 3},
        NUMBER(opens_at, INT64_MAX),
        NUMBER(closes_at, INT64_MAX),
        NUMBER(doors_min, 720),
        NUMBER(call_min, 60),
        NUMBER(annul_min, 1440),
        NUMBER(pitches, 64),
        NUMBER(kept_min, 10000),
        NUMBER(kept_max, 10000)};
    char languages[64] = "";
    if (!api_read_body(request, fields, sizeof fields / sizeof *fields, &order))
        return;
    if (!read_languages(order.languages, languages, sizeof languages)) {
        http_refuse(request, 422, "invalid_field", "languages are fr, en, nl, each once",
                    "languages");
        return;
    }
    struct settings_command *command = (struct settings_command *)steering_new_sized(
        data, request, "edition", run_settings, sizeof *command);
    if (!command)
        return;
    command->order = order;
    snprintf(command->languages, sizeof command->languages, "%s", languages);
    command->steering.id = 1;
    steering_note(&command->steering, "settings");
    command->steering.command.render = render_settings;
    api_command_submit(command);
}

/* ---- the booking ---- */

static enum parvis_status run_booking(struct commit_command *head, struct store *store, int64_t now,
                                      struct store_change_list *changes)
{
    (void)now;
    return store_booking_set(store, ((struct steering_command *)head)->state != 0, changes);
}

void api_post_booking(struct http_request *request, void *data)
{
    bool open = false;
    static const struct json_field fields[] = {{"open", JSON_BOOLEAN, 0, true, 0, 0}};
    if (!api_read_body(request, fields, 1, &open))
        return;
    struct steering_command *command = steering_new(data, request, "edition", run_booking);
    if (!command)
        return;
    command->id = 1;
    command->state = open;
    steering_note(command, open ? "booking.open" : "booking.close");
    api_command_submit(command);
}

/* ---- a session ---- */

struct session_order {
    const char *room, *title;
    int64_t from_at, to_at, seats; /* -1: stays */
    bool everywhere;               /* the room is renamed wherever it is */
};

struct session_command {
    struct steering_command steering; /* first */
    struct session_order order;
};

/* Whose times nothing else was planned from. */
static bool moves_freely(const char *kind)
{
    return strcmp(kind, "pitch") != 0 && strcmp(kind, "demonstration") != 0;
}

static enum parvis_status check_session(struct steering_command *command, struct store *store,
                                        const struct store_room_session *sessions, size_t count,
                                        const struct store_room_session *wanted)
{
    struct store_edition edition;
    enum parvis_status status = store_edition_get(store, &edition);
    if (status != PARVIS_OK)
        return status;
    if (wanted->from_at >= wanted->to_at || wanted->from_at < edition.opens_at ||
        wanted->to_at > edition.closes_at)
        return refuse(command, "settings.session_hours", NULL, NULL);
    for (size_t i = 0; i < count; i++)
        if (sessions[i].id != wanted->id && strcmp(sessions[i].room, wanted->room) == 0 &&
            sessions[i].from_at < wanted->to_at && wanted->from_at < sessions[i].to_at &&
            strcmp(sessions[i].kind, wanted->kind) == 0)
            return refuse(command, "settings.room_taken", "room", wanted->room);
    return PARVIS_OK;
}

/* The demonstrations of a session have its seats. */
static enum parvis_status put_seats(struct store *store, int64_t session, int seats,
                                    struct store_change_list *changes)
{
    struct store_demonstration *rows = NULL;
    size_t count = 0;
    enum parvis_status status = store_demonstrations(store, &rows, &count);
    for (size_t i = 0; i < count && status == PARVIS_OK; i++) {
        if (rows[i].session != session || rows[i].seats == seats)
            continue;
        rows[i].seats = seats;
        status = store_demonstration_put(store, &rows[i], changes);
    }
    free(rows);
    return status;
}

static bool is_same(const struct store_room_session *a, const struct store_room_session *b)
{
    return a->from_at == b->from_at && a->to_at == b->to_at && a->seats == b->seats &&
           strcmp(a->room, b->room) == 0 && strcmp(a->title, b->title) == 0;
}

/* All but `done`, which has its new name. */
static enum parvis_status rename_room(struct store *store,
                                      const struct store_room_session *sessions, size_t count,
                                      int64_t done, const char *from, const char *to,
                                      struct store_change_list *changes)
{
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < count && status == PARVIS_OK; i++) {
        struct store_room_session session = sessions[i];
        if (session.id == done || strcmp(session.room, from) != 0)
            continue;
        snprintf(session.room, sizeof session.room, "%s", to);
        status = store_room_session_put(store, &session, changes);
    }
    return status;
}

static enum parvis_status change_session(struct session_command *command, struct store *store,
                                         const struct store_room_session *sessions, size_t count,
                                         const struct store_room_session *present,
                                         struct store_change_list *changes)
{
    const struct session_order *order = &command->order;
    struct steering_command *steering = &command->steering;
    struct store_room_session wanted = *present;
    take_text(wanted.room, sizeof wanted.room, order->room);
    take_text(wanted.title, sizeof wanted.title, order->title);
    wanted.from_at = order->from_at >= 0 ? order->from_at : wanted.from_at;
    wanted.to_at = order->to_at >= 0 ? order->to_at : wanted.to_at;
    take_number(&wanted.seats, order->seats);
    bool moved = wanted.from_at != present->from_at || wanted.to_at != present->to_at;
    if (moved && !moves_freely(present->kind))
        return refuse(steering, "settings.planned_from", NULL, NULL);
    if (order->seats >= 0 && strcmp(present->kind, "demonstration") != 0)
        return steering_unknown(steering, "seats");
    enum parvis_status status = check_session(steering, store, sessions, count, &wanted);
    if (status == PARVIS_OK && !is_same(&wanted, present))
        status = store_room_session_put(store, &wanted, changes);
    if (status == PARVIS_CONFLICT && !*steering->command.code)
        return refuse(steering, "settings.room_taken", "room", wanted.room);
    if (status == PARVIS_OK && order->seats >= 0)
        status = put_seats(store, wanted.id, wanted.seats, changes);
    if (status == PARVIS_OK && order->everywhere && order->room)
        status =
            rename_room(store, sessions, count, present->id, present->room, order->room, changes);
    return status;
}

static enum parvis_status run_session(struct commit_command *head, struct store *store, int64_t now,
                                      struct store_change_list *changes)
{
    struct session_command *command = (struct session_command *)head;
    struct store_room_session *sessions = NULL;
    size_t count = 0, index = 0;
    (void)now;
    enum parvis_status status = store_room_sessions(store, &sessions, &count);
    while (index < count && sessions[index].id != command->steering.id)
        index++;
    if (status == PARVIS_OK)
        status = index == count
                     ? PARVIS_NOT_FOUND
                     : change_session(command, store, sessions, count, &sessions[index], changes);
    free(sessions);
    return status;
}

void api_post_programme_session(struct http_request *request, void *data)
{
    struct session_order order = {.from_at = -1, .to_at = -1, .seats = -1};
    static const struct json_field fields[] = {
        {"room", JSON_TEXT, offsetof(struct session_order, room), false, 1, STORE_ROOM_BYTES - 1},
        {"title", JSON_TEXT, offsetof(struct session_order, title), false, 0, 255},
        {"from_at", JSON_INTEGER, offsetof(struct session_order, from_at), false, 0, INT64_MAX},
        {"to_at", JSON_INTEGER, offsetof(struct session_order, to_at), false, 0, INT64_MAX},
        {"seats", JSON_INTEGER, offsetof(struct session_order, seats), false, 1, 10000},
        {"everywhere", JSON_BOOLEAN, offsetof(struct session_order, everywhere), false, 0, 0}};
    if (!api_read_body(request, fields, sizeof fields / sizeof *fields, &order))
        return;
    struct session_command *command = (struct session_command *)steering_new_sized(
        data, request, "session", run_session, sizeof *command);
    if (!command || !steering_read_id(&command->steering))
        return;
    command->order = order;
    steering_note(&command->steering, "settings.session");
    api_command_submit(command);
}
