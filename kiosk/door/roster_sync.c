/* SPDX-License-Identifier: EUPL-1.2 */
/* How the roster follows the server. */
#include "roster_sync.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agenda.h"

#define FAILED_MS 2000
#define PAUSE_MS 500          /* so that one request serves many changes that come together */
#define WHOLE_PAUSE_MS 600000 /* at least, between two wholes that are not urgent */

void roster_sync_resume(struct roster_sync *sync, struct roster *roster)
{
    *sync = (struct roster_sync){.round = roster_number(roster, "round", 0),
                                 .complete = roster_number(roster, "complete", 0) != 0,
                                 .from = -1};
}

void roster_sync_whole(struct roster_sync *sync)
{
    sync->from = 0;
    sync->old = false;
    sync->whole_from_round = sync->round + 1;
    sync->not_before = 0;
    sync->outdated = sync->under_way;
}

/* ---- changes ---- */

static struct roster_row read_presence(const cJSON *row, const char *at)
{
    struct roster_row presence = {
        .person = json_integer(row, "person"),
        .revoked = cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(row, "revoked")),
        .presence = check_in_presence_parse(json_text(row, "state")),
        .moved_at = json_integer(row, at),
        .first_at = json_integer(row, "first_at")};
    snprintf(presence.place, sizeof presence.place, "%s", json_text(row, "place"));
    return presence;
}

void roster_sync_change(struct roster_sync *sync, struct roster *roster, const char *json,
                        bool behind)
{
    cJSON *change = cJSON_Parse(json);
    const cJSON *body = cJSON_GetObjectItemCaseSensitive(change, "body");
    const char *kind = json_text(change, "kind");
    int64_t id = json_integer(change, "id");
    if (strcmp(kind, "presence") == 0) {
        struct roster_row presence = read_presence(body, "at");
        if (!roster_tell_presence(roster, id, &presence, behind))
            roster_mark(roster, id); /* asked for once the server has our scans */
    } else if (strcmp(kind, "badge") == 0) {
        if (json_integer(body, "revoked_at") || !cJSON_IsObject(body))
            roster_revoke(roster, id);
        if (json_integer(body, "person"))
            roster_mark(roster, json_integer(body, "person"));
    } else if (strcmp(kind, "person") == 0) {
        roster_mark(roster, id);
    } else if (strcmp(kind, "meeting") == 0) {
        if (json_integer(body, "buyer"))
            roster_mark(roster, json_integer(body, "buyer"));
        sync->old = true; /* the company's people, whose numbers the change does not tell */
    } else if (strcmp(kind, "organisation") == 0 || strcmp(kind, "demonstration") == 0) {
        sync->old = true;
    }
    cJSON_Delete(change);
}

/* ---- asking ---- */

static void write_people(const struct roster_sync *sync, char *out)
{
    size_t length = (size_t)snprintf(out, ROSTER_PATH_CHARS, "/api/roster?people=");
    for (size_t i = 0; i < sync->asked_count && length < ROSTER_PATH_CHARS; i++)
        length += (size_t)snprintf(out + length, ROSTER_PATH_CHARS - length, "%s%lld",
                                   i > 0 ? "," : "", (long long)sync->asked[i]);
}

bool roster_sync_next(struct roster_sync *sync, struct roster *roster, bool behind, int64_t now,
                      char ret_path[ROSTER_PATH_CHARS])
{
    if (sync->under_way || now < sync->not_before)
        return false;
    if (sync->old && sync->from < 0 && now - sync->whole_at > WHOLE_PAUSE_MS)
        roster_sync_whole(sync);
    sync->asked_count = 0;
    if (sync->from >= 0) {
        if (sync->from == 0)
            sync->whole_at = now;
        snprintf(ret_path, ROSTER_PATH_CHARS, "/api/roster?from=%lld", (long long)sync->from);
    } else {
        /* Not while the server lacks scans of ours: its rows would tell an older presence. */
        if (!behind)
            sync->asked_count =
                roster_marked(roster, sync->asked, sizeof sync->asked / sizeof *sync->asked);
        if (sync->asked_count == 0) {
            sync->not_before = now + PAUSE_MS;
            return false;
        }
        write_people(sync, ret_path);
    }
    sync->under_way = true;
    return true;
}

/* ---- the answer ---- */

static void take_row(struct roster_sync *sync, struct roster *roster, const cJSON *row, bool behind)
{
    struct roster_entry entry = {.badge = json_integer(row, "badge"),
                                 .row = read_presence(row, "at"),
                                 .sealed = json_text(row, "sealed"),
                                 .named = json_text(row, "named")};
    const char *key = json_text(row, "key");
    size_t size = 0;
    if (sodium_hex2bin(entry.key, sizeof entry.key, key, strlen(key), NULL, &size, NULL) == 0 &&
        size == sizeof entry.key)
        roster_put(roster, &entry, sync->round, behind);
}

static bool is_salt_kept(struct roster *roster, const char *salt)
{
    char *kept = roster_text(roster, "staff_salt");
    bool same = strcmp(kept ? kept : "", salt) == 0;
    free(kept);
    return same;
}

void roster_sync_staff(struct roster_sync *sync, struct roster *roster, const char *salt)
{
    if (sync->from < 0 && !is_salt_kept(roster, salt))
        roster_sync_whole(sync);
}

/* Keeps the PIN's salt and check value; without a PIN drops the names. False: the PIN is another
 * one than before. */
static bool take_staff(struct roster *roster, const cJSON *staff)
{
    const char *salt = json_text(staff, "salt");
    bool same = is_salt_kept(roster, salt);
    roster_keep_text(roster, "staff_salt", salt);
    roster_keep_text(roster, "staff_check", json_text(staff, "check"));
    if (!*salt)
        roster_drop_names(roster);
    return same;
}

static void end_whole(struct roster_sync *sync, struct roster *roster)
{
    sync->from = -1;
    sync->complete = true;
    roster_drop_before(roster, sync->whole_from_round);
    roster_keep_number(roster, "complete", 1);
}

void roster_sync_take(struct roster_sync *sync, struct roster *roster, long status,
                      const char *body, bool behind, int64_t now)
{
    cJSON *document = status == 200 ? cJSON_Parse(body) : NULL;
    const cJSON *rows = cJSON_GetObjectItemCaseSensitive(document, "rows"), *row;
    const cJSON *next = cJSON_GetObjectItemCaseSensitive(document, "next");
    bool outdated = sync->outdated;
    sync->under_way = sync->outdated = false;
    if (!cJSON_IsArray(rows) || outdated) {
        sync->not_before = outdated ? 0 : now + FAILED_MS;
        cJSON_Delete(document);
        return;
    }
    sync->round++;
    roster_keep_number(roster, "round", sync->round);
    bool first = sync->asked_count == 0 && sync->from == 0;
    bool same = take_staff(roster, cJSON_GetObjectItemCaseSensitive(document, "staff"));
    cJSON_ArrayForEach(row, rows) take_row(sync, roster, row, behind);
    for (size_t i = 0; i < sync->asked_count; i++) {
        roster_drop_person(roster, sync->asked[i], sync->round);
        roster_unmark(roster, sync->asked[i]);
    }
    if (sync->asked_count == 0 && cJSON_IsNumber(next))
        sync->from = json_integer(document, "next");
    else if (sync->asked_count == 0)
        end_whole(sync, roster);
    if (!same && !first) /* the names of earlier pages are sealed for another PIN */
        roster_sync_whole(sync);
    sync->not_before = sync->from >= 0 ? 0 : now + PAUSE_MS;
    cJSON_Delete(document);
}
