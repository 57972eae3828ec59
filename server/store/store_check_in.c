/* SPDX-License-Identifier: EUPL-1.2 */
/* Scans and presence. */
#include "store_check_in.h"

#include <stdio.h>
#include <string.h>

#include "store_rows.h"
#include "store_statement.h"

/* Columns by number here: these run for every scan. */
static void bind_or_null(sqlite3_stmt *statement, int index, int64_t value)
{
    if (value)
        sqlite3_bind_int64(statement, index, value);
    else
        sqlite3_bind_null(statement, index);
}

static void read_scan(sqlite3_stmt *row, struct store_scan *scan)
{
    *scan = (struct store_scan){.number = sqlite3_column_int64(row, 0),
                                .device = sqlite3_column_int64(row, 3),
                                .serial = (uint64_t)sqlite3_column_int64(row, 4),
                                .person = sqlite3_column_int64(row, 5),
                                .leaving = strcmp(store_column_text(row, 6), "out") == 0,
                                .occurred_at = sqlite3_column_int64(row, 7),
                                .received_at = sqlite3_column_int64(row, 8),
                                .first_at = sqlite3_column_int64(row, 10),
                                .annulled_at = sqlite3_column_int64(row, 13),
                                .effective_at = sqlite3_column_int64(row, 14),
                                .device_at = sqlite3_column_int64(row, 15),
                                .device_seq = sqlite3_column_int64(row, 17)};
    snprintf(scan->id, sizeof scan->id, "%s", store_column_text(row, 1));
    if (sqlite3_column_bytes(row, 2) == STORE_DIGEST_BYTES)
        memcpy(scan->digest, sqlite3_column_blob(row, 2), STORE_DIGEST_BYTES);
    snprintf(scan->status, sizeof scan->status, "%s", store_column_text(row, 9));
    snprintf(scan->first_place, sizeof scan->first_place, "%s", store_column_text(row, 11));
    scan->moved = sqlite3_column_type(row, 12) != SQLITE_NULL;
    scan->before = check_in_presence_parse(store_column_text(row, 12));
    snprintf(scan->journal, sizeof scan->journal, "%s", store_column_text(row, 16));
    snprintf(scan->said, sizeof scan->said, "%s", store_column_text(row, 18));
}

enum parvis_status store_scan_find(struct store *store, const char *id, struct store_scan *ret_scan)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT number, id, digest, device_id, serial, person_id, direction, occurred_at,"
               " received_at, status, first_at, first_place, before_state, annulled_at,"
               " effective_at, device_at, journal, device_seq, said"
               " FROM scan WHERE id = ?1");
    sqlite3_bind_text(row, 1, id, -1, SQLITE_STATIC);
    enum parvis_status status = store_step(store, row);
    if (status == PARVIS_OK) {
        read_scan(row, ret_scan);
        sqlite3_reset(row);
    }
    return status;
}

enum parvis_status store_scan_add(struct store *store, struct store_scan *scan)
{
    sqlite3_stmt *row = store_statement(
        store, "INSERT INTO scan (id, digest, device_id, serial, person_id, direction, occurred_at,"
               " received_at, status, first_at, first_place, before_state, effective_at,"
               " device_at, journal, device_seq, said) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
               " ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)");
    sqlite3_bind_text(row, 1, scan->id, -1, SQLITE_STATIC);
    sqlite3_bind_blob(row, 2, scan->digest, STORE_DIGEST_BYTES, SQLITE_STATIC);
    bind_or_null(row, 3, scan->device);
    bind_or_null(row, 4, (int64_t)scan->serial);
    bind_or_null(row, 5, scan->person);
    sqlite3_bind_text(row, 6, scan->leaving ? "out" : "in", -1, SQLITE_STATIC);
    sqlite3_bind_int64(row, 7, scan->occurred_at);
    sqlite3_bind_int64(row, 8, scan->received_at);
    sqlite3_bind_text(row, 9, scan->status, -1, SQLITE_STATIC);
    bind_or_null(row, 10, scan->first_at);
    sqlite3_bind_text(row, 11, scan->first_at ? scan->first_place : NULL, -1, SQLITE_STATIC);
    sqlite3_bind_text(row, 12, scan->moved ? check_in_presence_name(scan->before) : NULL, -1,
                      SQLITE_STATIC);
    sqlite3_bind_int64(row, 13, scan->effective_at);
    bind_or_null(row, 14, scan->device_at);
    sqlite3_bind_text(row, 15, *scan->journal ? scan->journal : NULL, -1, SQLITE_STATIC);
    bind_or_null(row, 16, scan->device_seq);
    sqlite3_bind_text(row, 17, *scan->said ? scan->said : NULL, -1, SQLITE_STATIC);
    enum parvis_status status = store_run(store, row);
    if (status == PARVIS_OK)
        scan->number = store_last_rowid(store);
    return status;
}

enum parvis_status store_scan_of_journal(struct store *store, int64_t device, const char *journal,
                                         int64_t seq, char ret_id[STORE_SCAN_ID_CHARS + 1])
{
    sqlite3_stmt *row = store_statement(store, "SELECT id FROM scan WHERE device_id = :device AND"
                                               " journal = :journal AND device_seq = :seq");
    store_bind_integer(row, ":device", device);
    store_bind_text(row, ":journal", journal);
    store_bind_integer(row, ":seq", seq);
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status;
    snprintf(ret_id, STORE_SCAN_ID_CHARS + 1, "%s", store_column_text(row, 0));
    sqlite3_reset(row);
    return PARVIS_OK;
}

enum parvis_status store_scan_said(struct store *store, int64_t number, const char *said)
{
    sqlite3_stmt *row =
        store_statement(store, "UPDATE scan SET said = :said WHERE number = :number");
    store_bind_text(row, ":said", said);
    store_bind_integer(row, ":number", number);
    return store_run(store, row);
}

static void read_event(sqlite3_stmt *row, void *target)
{
    *(struct store_event *)target =
        (struct store_event){.number = sqlite3_column_int64(row, 0),
                             .effective_at = sqlite3_column_int64(row, 1),
                             .leaving = strcmp(store_column_text(row, 2), "out") == 0};
}

/* The scans that moved the person: by the kiosk's own answer where it was alone, else by the
 * server's. A person whom a kiosk let in and the server would have refused has not moved: that is
 * an exception, for somebody to look at. */
enum parvis_status store_scan_events(struct store *store, int64_t person,
                                     struct store_event **ret_events, size_t *ret_count)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT number, effective_at, direction FROM scan WHERE person_id = ?1"
               " AND annulled_at IS NULL"
               " AND status IN ('admitted','returned','left','already_in','not_in')"
               " AND coalesce(said, status) IN ('admitted','returned','left')"
               " ORDER BY effective_at, number");
    sqlite3_bind_int64(row, 1, person);
    return store_rows(store, row, sizeof **ret_events, read_event, (void **)ret_events, ret_count);
}

enum parvis_status store_scan_annul(struct store *store, int64_t number, int64_t at)
{
    sqlite3_stmt *row =
        store_statement(store, "UPDATE scan SET annulled_at = :at WHERE number = :number");
    store_bind_integer(row, ":at", at);
    store_bind_integer(row, ":number", number);
    return store_run(store, row);
}

enum parvis_status store_person_look(struct store *store, int64_t person)
{
    sqlite3_stmt *row =
        store_statement(store, "SELECT 1 FROM person WHERE id = ?1 AND erased_at IS NULL");
    sqlite3_bind_int64(row, 1, person);
    enum parvis_status status = store_step(store, row);
    sqlite3_reset(row);
    return status;
}

static void read_presence(sqlite3_stmt *row, int column, struct store_presence *presence)
{
    *presence =
        (struct store_presence){.state = check_in_presence_parse(store_column_text(row, column)),
                                .first_at = sqlite3_column_int64(row, column + 1),
                                .at = sqlite3_column_int64(row, column + 3),
                                .scan = sqlite3_column_int64(row, column + 4)};
    snprintf(presence->place, sizeof presence->place, "%s", store_column_text(row, column + 2));
}

enum parvis_status store_presence_get(struct store *store, int64_t person,
                                      struct store_presence *ret_presence)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT state, first_at, place, at, scan FROM presence WHERE person_id = ?1");
    sqlite3_bind_int64(row, 1, person);
    enum parvis_status status = store_step(store, row);
    if (status == PARVIS_NOT_FOUND) {
        /* A person never scanned has no row. */
        *ret_presence = (struct store_presence){.state = CHECK_IN_EXPECTED};
        return PARVIS_OK;
    }
    if (status != PARVIS_OK)
        return status;
    read_presence(row, 0, ret_presence);
    sqlite3_reset(row);
    return PARVIS_OK;
}

/* Columns of both questions: person, their last scan, presence (its state NULL: never seen). */
#define STANDING                                                                                   \
    "SELECT person.id, (SELECT max(effective_at) FROM scan WHERE scan.person_id = person.id),"     \
    " presence.state, presence.first_at, presence.place, presence.at, presence.scan"
#define OF_PERSON " LEFT JOIN presence ON presence.person_id = person.id WHERE erased_at IS NULL"

static enum parvis_status read_standing(struct store *store, sqlite3_stmt *row,
                                        struct store_standing *ret_standing)
{
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status;
    *ret_standing = (struct store_standing){
        .person = sqlite3_column_int64(row, 0),
        .last_at = sqlite3_column_int64(row, 1),
        .presence = {.state = CHECK_IN_EXPECTED},
        .revoked = sqlite3_column_int(row, 7) != 0,
    };
    if (sqlite3_column_type(row, 2) != SQLITE_NULL)
        read_presence(row, 2, &ret_standing->presence);
    sqlite3_reset(row);
    return PARVIS_OK;
}

enum parvis_status store_standing_by_badge(struct store *store, uint64_t serial,
                                           struct store_standing *ret_standing)
{
    sqlite3_stmt *row = store_statement(
        store, STANDING ", badge.revoked_at IS NOT NULL FROM badge"
                        " JOIN person ON person.id = badge.person_id" OF_PERSON " AND serial = ?1");
    sqlite3_bind_int64(row, 1, (int64_t)serial);
    return read_standing(store, row, ret_standing);
}

enum parvis_status store_standing_by_person(struct store *store, int64_t person,
                                            struct store_standing *ret_standing)
{
    sqlite3_stmt *row =
        store_statement(store, STANDING ", 0 FROM person" OF_PERSON " AND person.id = ?1");
    sqlite3_bind_int64(row, 1, person);
    return read_standing(store, row, ret_standing);
}

enum parvis_status store_presence_put(struct store *store, int64_t person,
                                      const struct store_presence *presence)
{
    sqlite3_stmt *row = store_statement(
        store, "INSERT INTO presence (person_id, state, first_at, place, at, scan)"
               " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (person_id) DO UPDATE SET"
               " state = excluded.state, first_at = excluded.first_at, place = excluded.place,"
               " at = excluded.at, scan = excluded.scan");
    sqlite3_bind_int64(row, 1, person);
    sqlite3_bind_text(row, 2, check_in_presence_name(presence->state), -1, SQLITE_STATIC);
    sqlite3_bind_int64(row, 3, presence->first_at);
    sqlite3_bind_text(row, 4, presence->place, -1, SQLITE_STATIC);
    sqlite3_bind_int64(row, 5, presence->at);
    sqlite3_bind_int64(row, 6, presence->scan);
    return store_run(store, row);
}
