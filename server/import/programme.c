/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading and checking edition.json. */
#include "programme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "json_members.h"
#include "json_place.h"
#include "parvis/clock.h"
#include "parvis/json.h"
#include "parvis/limits.h"
#include "parvis/log.h"
#include "parvis/units.h"

enum parvis_status programme_use_zone(const char *zone)
{
    const char *now = getenv("TZ");
    return now && strcmp(now, zone) == 0 ? PARVIS_OK : clock_set_zone(zone);
}

/* What the reading works on. */
struct reading {
    struct members members;
    struct programme *programme; /* being filled */
    int64_t slots_wanted;        /* what the windows make, also beyond SLOTS_MAX */
};

/* A time of the edition's day at `path`; 0 when it is none. */
static int64_t parse_time(struct reading *reading, const char *path, const char *time)
{
    int64_t at = 0;
    if (!*time || !*reading->programme->edition.date)
        return 0; /* already blamed */
    if (clock_parse_local(reading->programme->edition.date, time, &at) != PARVIS_OK)
        members_blame(&reading->members, path, time, "import.value.time", NULL, NULL);
    return at;
}

static int64_t read_time(struct reading *reading, const cJSON *object, const char *parent,
                         const char *name)
{
    char path[96];
    members_join(path, sizeof path, parent, name);
    return parse_time(reading, path,
                      members_text(&reading->members, object, parent, name, true, 16));
}

/* ---- the edition ---- */

static void read_languages(struct reading *reading, const cJSON *tree)
{
    struct store_edition *edition = &reading->programme->edition;
    const cJSON *list = members_get(&reading->members, tree, "", "languages", true), *item;
    size_t count = 0;
    char out[64] = "[", path[32];
    if (!list)
        return;
    if (!cJSON_IsArray(list) || cJSON_GetArraySize(list) == 0) {
        members_blame(&reading->members, "languages", NULL, "import.json.array", NULL, NULL);
        return;
    }
    cJSON_ArrayForEach(item, list)
    {
        const char *tag = cJSON_IsString(item) ? item->valuestring : "";
        snprintf(path, sizeof path, "languages[%zu]", count);
        bool known = strcmp(tag, "fr") == 0 || strcmp(tag, "en") == 0 || strcmp(tag, "nl") == 0;
        /* Tags have two letters and stand in quotes: none is a part of another. */
        if (!known || strstr(out, tag)) {
            members_blame(&reading->members, path, tag,
                          known ? "import.json.twice" : "import.value.language", NULL, NULL);
            return;
        }
        size_t used = strlen(out);
        snprintf(out + used, sizeof out - used, "%s\"%s\"", count++ ? "," : "", tag);
    }
    snprintf(edition->languages, sizeof edition->languages, "%s]", out);
}

static void read_day(struct reading *reading, const cJSON *tree)
{
    struct store_edition *edition = &reading->programme->edition;
    int64_t noon;
    const char *date = members_text(&reading->members, tree, "", "date", true, 10);
    const char *zone = members_text(&reading->members, tree, "", "timezone", true, 63);
    /* First: every time below is read in this zone. */
    if (*zone && programme_use_zone(zone) != PARVIS_OK)
        members_blame(&reading->members, "timezone", zone, "import.json.zone", NULL, NULL);
    if (*date && clock_parse_local(date, "12:00", &noon) != PARVIS_OK)
        members_blame(&reading->members, "date", date, "import.json.date", NULL, NULL);
    else
        snprintf(edition->date, sizeof edition->date, "%s", date);
    snprintf(edition->timezone, sizeof edition->timezone, "%s", zone);
    edition->opens_at = read_time(reading, tree, "", "opens");
    edition->closes_at = read_time(reading, tree, "", "closes");
    if (edition->opens_at && edition->closes_at && edition->closes_at <= edition->opens_at)
        members_blame(&reading->members, "closes", NULL, "import.json.order", NULL, NULL);
}

static void read_edition(struct reading *reading, const cJSON *tree)
{
    static const char *const known[] = {
        "name",      "date",      "timezone", "opens",     "closes",  "venue",
        "languages", "sessions",  "meetings", "region",    "pitches", "kept_min",
        "kept_max",  "doors_min", "call_min", "annul_min", NULL};
    struct store_edition *edition = &reading->programme->edition;
    members_check(&reading->members, tree, "", known);
    snprintf(edition->name, sizeof edition->name, "%s",
             members_text(&reading->members, tree, "", "name", true, sizeof edition->name - 1));
    snprintf(edition->venue, sizeof edition->venue, "%s",
             members_text(&reading->members, tree, "", "venue", true, sizeof edition->venue - 1));
    const char *region =
        members_text(&reading->members, tree, "", "region", false, sizeof edition->region - 1);
    snprintf(edition->region, sizeof edition->region, "%s", *region ? region : "Hauts-de-France");
    read_day(reading, tree);
    read_languages(reading, tree);
    edition->pitches = (int)members_number(&reading->members, tree, "", "pitches", 0, 1000, 9);
    edition->kept_min = (int)members_number(&reading->members, tree, "", "kept_min", 0, 1000, 20);
    edition->kept_max = (int)members_number(&reading->members, tree, "", "kept_max", 1, 1000, 30);
    edition->doors_min = (int)members_number(&reading->members, tree, "", "doors_min", 0, 720, 60);
    edition->call_min = (int)members_number(&reading->members, tree, "", "call_min", 0, 60, 3);
    edition->annul_min = (int)members_number(&reading->members, tree, "", "annul_min", 0, 120, 10);
    if (edition->kept_max < edition->kept_min)
        members_blame(&reading->members, "kept_max", NULL, "import.json.kept", NULL, NULL);
    if (edition->pitches > edition->kept_max)
        members_blame(&reading->members, "pitches", NULL, "import.json.pitches_kept", NULL, NULL);
    if (edition->pitches > PITCHES_MAX)
        members_blame_figures(&reading->members, "pitches", "import.json.pitches_many", "count",
                              edition->pitches, "max", PITCHES_MAX);
}

/* ---- sessions ---- */

static bool is_session_kind(const char *kind)
{
    static const char *const kinds[] = {"welcome", "plenary", "pitch", "demonstration",
                                        "lunch",   "closing", "other"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i], kind) == 0)
            return true;
    return false;
}

/* The pitches, with their questions and the changes between them, fit the session. */
static void check_pitches(struct reading *reading, const struct store_session *session,
                          const char *path)
{
    char needed[24];
    int64_t each = session->pitch_min + session->questions_min;
    int64_t minutes = session->slots * each + (session->slots - 1) * session->changeover_min;
    if (session->slots <= 0 || session->to_at <= session->from_at ||
        minutes * MINUTE_MS <= session->to_at - session->from_at)
        return;
    snprintf(needed, sizeof needed, "%lld", (long long)minutes);
    members_blame(&reading->members, path, NULL, "import.json.pitches_fit", "minutes", needed);
}

static void read_session_numbers(struct reading *reading, const cJSON *item, const char *path,
                                 struct store_session *session)
{
    bool pitch = strcmp(session->kind, "pitch") == 0;
    bool demonstration = strcmp(session->kind, "demonstration") == 0;
    session->slots = session->pitch_min = session->questions_min = -1;
    session->changeover_min = session->slot_min = session->seats = -1;
    if (pitch) {
        session->slots =
            members_number(&reading->members, item, path, "slots", 1, 100, MEMBERS_REQUIRED);
        session->pitch_min =
            members_number(&reading->members, item, path, "pitch_min", 1, 120, MEMBERS_REQUIRED);
        session->questions_min = members_number(&reading->members, item, path, "questions_min", 0,
                                                120, MEMBERS_REQUIRED);
        session->changeover_min =
            members_number(&reading->members, item, path, "changeover_min", 0, 60, 0);
        check_pitches(reading, session, path);
    }
    if (demonstration) {
        session->slot_min =
            members_number(&reading->members, item, path, "slot_min", 5, 480, MEMBERS_REQUIRED);
        session->seats =
            members_number(&reading->members, item, path, "seats", 1, 5000, MEMBERS_REQUIRED);
    }
}

static void check_session_times(struct reading *reading, const struct store_session *session,
                                const char *path)
{
    const struct store_edition *edition = &reading->programme->edition;
    char member_path[96];
    if (!session->from_at || !session->to_at)
        return;
    if (session->to_at <= session->from_at) {
        members_join(member_path, sizeof member_path, path, "to");
        members_blame(&reading->members, member_path, NULL, "import.json.order", NULL, NULL);
    } else if (edition->opens_at && edition->closes_at &&
               (session->from_at < edition->opens_at || session->to_at > edition->closes_at)) {
        members_blame(&reading->members, path, NULL, "import.json.outside", NULL, NULL);
    }
}

static void read_session(struct reading *reading, const cJSON *item, size_t index)
{
    static const char *const known[] = {"kind",           "room",     "from",      "to",
                                        "title",          "slots",    "pitch_min", "questions_min",
                                        "changeover_min", "slot_min", "seats",     NULL};
    char path[48], kind_path[64];
    struct store_session *session = &reading->programme->sessions[index];
    snprintf(path, sizeof path, "sessions[%zu]", index);
    if (!cJSON_IsObject(item)) {
        members_blame(&reading->members, path, NULL, "import.json.object", NULL, NULL);
        return;
    }
    members_check(&reading->members, item, path, known);
    session->kind = members_text(&reading->members, item, path, "kind", true, 32);
    session->room = members_text(&reading->members, item, path, "room", true, 128);
    session->title = members_text(&reading->members, item, path, "title", false, 256);
    session->from_at = read_time(reading, item, path, "from");
    session->to_at = read_time(reading, item, path, "to");
    members_join(kind_path, sizeof kind_path, path, "kind");
    if (*session->kind && !is_session_kind(session->kind))
        members_blame(&reading->members, kind_path, session->kind, "import.json.session_kind", NULL,
                      NULL);
    check_session_times(reading, session, path);
    read_session_numbers(reading, item, path, session);
}

/* Two sessions in one room at once. */
static void check_rooms(struct reading *reading)
{
    const struct programme *programme = reading->programme;
    char path[48], other[48];
    for (size_t i = 0; i < programme->session_count; i++) {
        for (size_t j = 0; j < i; j++) {
            const struct store_session *a = &programme->sessions[i], *b = &programme->sessions[j];
            if (!a->room || !b->room || strcmp(a->room, b->room) != 0 || a->from_at >= b->to_at ||
                b->from_at >= a->to_at)
                continue;
            snprintf(path, sizeof path, "sessions[%zu]", i);
            snprintf(other, sizeof other, "sessions[%zu]", j);
            members_blame(&reading->members, path, a->room, "import.json.room_twice", "other",
                          other);
        }
    }
}

/* The sessions have a place for each of the edition's pitches, and no more places than the running
 * order takes. */
static void check_pitch_count(struct reading *reading)
{
    const struct programme *programme = reading->programme;
    char first_beyond[48] = "";
    int64_t places = 0;
    for (size_t i = 0; i < programme->session_count; i++) {
        if (programme->sessions[i].slots > 0)
            places += programme->sessions[i].slots;
        if (places > STAGE_SLOTS_MAX && !*first_beyond)
            snprintf(first_beyond, sizeof first_beyond, "sessions[%zu].slots", i);
    }
    if (*first_beyond)
        members_blame_figures(&reading->members, first_beyond, "import.json.places_many", "count",
                              places, "max", STAGE_SLOTS_MAX);
    if (places < programme->edition.pitches)
        members_blame_figures(&reading->members, "sessions", "import.json.pitch_places", "found",
                              places, "wanted", programme->edition.pitches);
}

static void read_sessions(struct reading *reading, const cJSON *tree)
{
    struct programme *programme = reading->programme;
    const cJSON *list = members_get(&reading->members, tree, "", "sessions", true), *item;
    size_t index = 0;
    if (!members_are_listed(&reading->members, list, "sessions", PROGRAMME_SESSIONS_MAX))
        return;
    programme->session_count = (size_t)cJSON_GetArraySize(list);
    programme->sessions = calloc(programme->session_count + 1, sizeof *programme->sessions);
    if (!programme->sessions)
        abort();
    cJSON_ArrayForEach(item, list) read_session(reading, item, index++);
    if (!reading->members.good)
        return; /* the wholes are checked once the parts are right */
    check_rooms(reading);
    check_pitch_count(reading);
}

/* ---- the meetings' grid ---- */

static void add_slots(struct reading *reading, int64_t from_at, int64_t to_at)
{
    struct programme *programme = reading->programme;
    int64_t length = programme->edition.slot_min * MINUTE_MS;
    int64_t step = length + programme->edition.gap_min * MINUTE_MS;
    for (int64_t at = from_at; length > 0 && at + length <= to_at; at += step) {
        if (reading->slots_wanted++ < SLOTS_MAX)
            programme->slots[programme->slot_count++] =
                (struct store_slot){.from_at = at, .to_at = at + length};
    }
}

static int64_t read_bound(struct reading *reading, const cJSON *list, const char *name, int index)
{
    char path[48];
    const cJSON *item = cJSON_GetArrayItem(list, index);
    snprintf(path, sizeof path, "meetings.%s[%d]", name, index);
    if (cJSON_IsString(item))
        return parse_time(reading, path, item->valuestring);
    members_blame(&reading->members, path, NULL, "import.json.text", NULL, NULL);
    return 0;
}

/* One window of the grid; windows follow one another. */
static void read_window(struct reading *reading, const cJSON *from, const cJSON *to, int index)
{
    const struct programme *programme = reading->programme;
    char path[48];
    int64_t from_at = read_bound(reading, from, "from", index);
    int64_t to_at = read_bound(reading, to, "to", index);
    snprintf(path, sizeof path, "meetings.from[%d]", index);
    if (!from_at || !to_at)
        return;
    bool after =
        programme->slot_count == 0 || from_at >= programme->slots[programme->slot_count - 1].to_at;
    if (to_at <= from_at)
        members_blame(&reading->members, path, NULL, "import.json.order", NULL, NULL);
    else if (programme->edition.opens_at && programme->edition.closes_at &&
             (from_at < programme->edition.opens_at || to_at > programme->edition.closes_at))
        members_blame(&reading->members, path, NULL, "import.json.outside", NULL, NULL);
    else if (!after)
        members_blame(&reading->members, path, NULL, "import.json.window", NULL, NULL);
    else
        add_slots(reading, from_at, to_at);
}

static void read_meetings(struct reading *reading, const cJSON *tree)
{
    static const char *const known[] = {"from", "to", "slot_min", "gap_min", NULL};
    struct programme *programme = reading->programme;
    const cJSON *meetings = members_get(&reading->members, tree, "", "meetings", true);
    programme->slots = calloc(SLOTS_MAX, sizeof *programme->slots);
    if (!programme->slots)
        abort();
    if (!meetings)
        return;
    if (!cJSON_IsObject(meetings)) {
        members_blame(&reading->members, "meetings", NULL, "import.json.object", NULL, NULL);
        return;
    }
    members_check(&reading->members, meetings, "meetings", known);
    programme->edition.slot_min = (int)members_number(&reading->members, meetings, "meetings",
                                                      "slot_min", 5, 240, MEMBERS_REQUIRED);
    programme->edition.gap_min = (int)members_number(&reading->members, meetings, "meetings",
                                                     "gap_min", 0, 120, MEMBERS_REQUIRED);
    const cJSON *from = members_get(&reading->members, meetings, "meetings", "from", true);
    const cJSON *to = members_get(&reading->members, meetings, "meetings", "to", true);
    if (!members_are_listed(&reading->members, from, "meetings.from", 24) ||
        !members_are_listed(&reading->members, to, "meetings.to", 24))
        return;
    if (cJSON_GetArraySize(from) != cJSON_GetArraySize(to))
        members_blame(&reading->members, "meetings.to", NULL, "import.json.windows", NULL, NULL);
    else
        for (int i = 0; i < cJSON_GetArraySize(from); i++)
            read_window(reading, from, to, i);
    if (reading->slots_wanted > SLOTS_MAX)
        members_blame_figures(&reading->members, "meetings", "import.json.slots_many", "count",
                              reading->slots_wanted, "max", SLOTS_MAX);
    if (reading->members.good && programme->slot_count == 0)
        members_blame(&reading->members, "meetings", NULL, "import.json.no_slot", NULL, NULL);
}

/* ---- the whole ---- */

/* Where cJSON stopped: the line of the fault. */
static int find_syntax_line(const char *text, size_t size)
{
    const char *end = text;
    cJSON_Delete(cJSON_ParseWithLengthOpts(text, size, &end, 0));
    size_t place = end >= text && end <= text + size ? (size_t)(end - text) : 0;
    return json_line_at(text, place);
}

bool programme_read(const char *text, size_t size, size_t file, struct report *report,
                    struct programme *ret_programme)
{
    struct programme programme = {0};
    struct reading reading = {
        .members = {.text = text, .size = size, .file = file, .report = report, .good = true},
        .programme = &programme,
    };
    struct json_fault why;
    cJSON *tree = NULL;
    const char *former = getenv("TZ");
    char *zone = former ? strdup(former) : NULL;
    struct report_place place = {.file = file};
    if (size > PROGRAMME_BYTES_MAX) {
        report_add(report, REPORT_ERROR, &place, "import.json.huge", NULL);
        reading.members.good = false;
    } else if (json_parse(text, size, &tree, &why) != PARVIS_OK) {
        place.line = find_syntax_line(text, size);
        report_add(report, REPORT_ERROR, &place, "import.json.syntax", NULL);
        reading.members.good = false;
    } else if (!cJSON_IsObject(tree)) {
        members_blame(&reading.members, "", NULL, "import.json.object", NULL, NULL);
    } else {
        read_edition(&reading, tree);
        read_sessions(&reading, tree);
        read_meetings(&reading, tree);
    }
    programme.tree = tree;
    if (!reading.members.good && zone && programme_use_zone(zone) != PARVIS_OK)
        log_warning("import", "the zone %s is no more", zone);
    free(zone);
    if (!reading.members.good) {
        programme_clear(&programme);
        return false;
    }
    *ret_programme = programme;
    return true;
}

void programme_clear(struct programme *programme)
{
    free(programme->sessions);
    free(programme->slots);
    cJSON_Delete(programme->tree);
    *programme = (struct programme){0};
}
