/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk's SQLite file. */
#include "roster.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "parvis/log.h"

#define VERSION 2 /* of the tables: another one is made anew */

/* Statements, prepared once. */
enum statement {
    FIND,
    PUT,
    DROP_BEFORE,
    DROP_PERSON,
    MOVE,
    TELL,
    REVOKE,
    NAMES,
    DROP_NAMES,
    MARK,
    UNMARK,
    MARKED,
    KEEP,
    KEPT,
    STATEMENT_COUNT,
};

/* ?11 of PUT and ?6 of TELL say that the server does not have all scans of this kiosk yet: a
 * presence that the kiosk saw itself then stays where it is newer. */
static const char *const sql[STATEMENT_COUNT] = {
    [FIND] = "SELECT person, revoked, presence, moved_at, first_at, place, sealed FROM badge"
             " WHERE key = ?1",
    [PUT] = "INSERT INTO badge (key, badge, person, revoked, presence, moved_at, first_at, place,"
            " sealed, round, named) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?12)"
            " ON CONFLICT (key) DO UPDATE SET badge = excluded.badge, person = excluded.person,"
            " revoked = excluded.revoked, sealed = excluded.sealed, round = excluded.round,"
            " named = excluded.named,"
            " presence = iif(?11 AND excluded.moved_at < moved_at, presence, excluded.presence),"
            " first_at = iif(?11 AND excluded.moved_at < moved_at, first_at, excluded.first_at),"
            " place = iif(?11 AND excluded.moved_at < moved_at, place, excluded.place),"
            " moved_at = iif(?11 AND excluded.moved_at < moved_at, moved_at, excluded.moved_at)",
    [DROP_BEFORE] = "DELETE FROM badge WHERE round < ?1",
    [DROP_PERSON] = "DELETE FROM badge WHERE person = ?1 AND round < ?2",
    [MOVE] = "INSERT INTO badge (key, presence, moved_at, first_at, place)"
             " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (key) DO UPDATE SET"
             " presence = excluded.presence, moved_at = excluded.moved_at,"
             " first_at = excluded.first_at, place = excluded.place",
    [TELL] = "UPDATE badge SET presence = ?2, moved_at = ?3, first_at = ?4, place = ?5"
             " WHERE person = ?1 AND NOT (?6 AND moved_at > ?3)",
    [REVOKE] = "UPDATE badge SET revoked = 1, sealed = '', named = '' WHERE badge = ?1",
    [NAMES] = "SELECT person, key, named, presence FROM badge WHERE named != '' AND revoked = 0"
              " GROUP BY person",
    [DROP_NAMES] = "UPDATE badge SET named = ''",
    [MARK] = "INSERT INTO marked (person) VALUES (?1) ON CONFLICT DO NOTHING",
    [UNMARK] = "DELETE FROM marked WHERE person = ?1",
    [MARKED] = "SELECT person FROM marked ORDER BY person LIMIT ?1",
    [KEEP] = "INSERT INTO setting (name, value) VALUES (?1, ?2)"
             " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    [KEPT] = "SELECT value FROM setting WHERE name = ?1",
};

static const char tables[] =
    "CREATE TABLE badge (key BLOB PRIMARY KEY, badge INTEGER NOT NULL DEFAULT 0,"
    " person INTEGER NOT NULL DEFAULT 0, revoked INTEGER NOT NULL DEFAULT 0,"
    " presence INTEGER NOT NULL DEFAULT 0, moved_at INTEGER NOT NULL DEFAULT 0,"
    " first_at INTEGER NOT NULL DEFAULT 0, place TEXT NOT NULL DEFAULT '',"
    " sealed TEXT NOT NULL DEFAULT '', named TEXT NOT NULL DEFAULT '', round INTEGER NOT NULL "
    "DEFAULT 0) STRICT, WITHOUT ROWID;"
    "CREATE INDEX badge_person ON badge (person);"
    "CREATE INDEX badge_badge ON badge (badge);"
    "CREATE TABLE marked (person INTEGER PRIMARY KEY) STRICT;"
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;";

struct roster {
    sqlite3 *database;
    sqlite3_stmt *statements[STATEMENT_COUNT];
};

/* ---- opening ---- */

static int run(struct roster *roster, const char *text)
{
    return sqlite3_exec(roster->database, text, NULL, NULL, NULL);
}

static int read_version(struct roster *roster)
{
    sqlite3_stmt *row = NULL;
    int version = -1;
    if (sqlite3_prepare_v2(roster->database, "PRAGMA user_version", -1, &row, NULL) == SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW)
        version = sqlite3_column_int(row, 0);
    sqlite3_finalize(row);
    return version;
}

static bool make_tables(struct roster *roster)
{
    char version[64];
    snprintf(version, sizeof version, "PRAGMA user_version = %d", VERSION);
    return run(roster, "BEGIN IMMEDIATE") == SQLITE_OK && run(roster, tables) == SQLITE_OK &&
           run(roster, version) == SQLITE_OK && run(roster, "COMMIT") == SQLITE_OK;
}

static bool prepare(struct roster *roster)
{
    for (int i = 0; i < STATEMENT_COUNT; i++)
        if (sqlite3_prepare_v3(roster->database, sql[i], -1, SQLITE_PREPARE_PERSISTENT,
                               &roster->statements[i], NULL) != SQLITE_OK) {
            log_error("kiosk", "roster: %s", sqlite3_errmsg(roster->database));
            return false;
        }
    return true;
}

static bool configure(struct roster *roster)
{
    sqlite3_db_config(roster->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(roster->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_busy_timeout(roster->database, 2000);
    /* SQLite overwrites what it deletes, so that an erased person leaves no trace. */
    return run(roster, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                       "PRAGMA secure_delete = ON; PRAGMA cache_size = -1024;"
                       "PRAGMA journal_size_limit = 1048576;") == SQLITE_OK;
}

static void close_database(struct roster *roster)
{
    for (int i = 0; i < STATEMENT_COUNT; i++) {
        sqlite3_finalize(roster->statements[i]);
        roster->statements[i] = NULL;
    }
    sqlite3_close(roster->database);
    roster->database = NULL;
}

static bool open_database(struct roster *roster, const char *path)
{
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return false;
    /* Made here for its rights alone: SQLite would let everybody read it. */
    close(file);
    if (sqlite3_open_v2(path, &roster->database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK ||
        !configure(roster))
        return false;
    int version = read_version(roster);
    /* 0: the file is new. Another version's file is not converted: its content is fetched again. */
    return (version == VERSION || (version == 0 && make_tables(roster))) && prepare(roster);
}

void roster_remove(const char *directory)
{
    static const char *const suffixes[] = {"", "-wal", "-shm"};
    char path[4200];
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        snprintf(path, sizeof path, "%s/roster.db%s", directory, suffixes[i]);
        unlink(path);
    }
}

enum parvis_status roster_open(const char *directory, struct roster **ret_roster)
{
    char path[4096];
    struct roster *roster = calloc(1, sizeof *roster);
    if (!roster)
        return PARVIS_NO_MEMORY;
    snprintf(path, sizeof path, "%s/roster.db", directory);
    bool open = open_database(roster, path);
    if (!open) { /* damaged, or of another version: all of it comes again */
        log_warning("kiosk", "what was kept of the event cannot be read: it is fetched again");
        close_database(roster);
        roster_remove(directory);
        open = open_database(roster, path);
    }
    if (!open) {
        close_database(roster);
        free(roster);
        return PARVIS_IO;
    }
    *ret_roster = roster;
    return PARVIS_OK;
}

void roster_close(struct roster *roster)
{
    if (!roster)
        return;
    if (roster_flush(roster) != PARVIS_OK)
        log_warning("kiosk", "what was learnt last is not kept");
    close_database(roster);
    free(roster);
}

enum parvis_status roster_flush(struct roster *roster)
{
    if (sqlite3_get_autocommit(roster->database))
        return PARVIS_OK;
    if (run(roster, "COMMIT") == SQLITE_OK)
        return PARVIS_OK;
    log_error("kiosk", "roster: %s", sqlite3_errmsg(roster->database));
    run(roster, "ROLLBACK");
    return PARVIS_IO;
}

/* ---- statements ---- */

static sqlite3_stmt *statement(struct roster *roster, enum statement which)
{
    sqlite3_stmt *row = roster->statements[which];
    sqlite3_reset(row);
    sqlite3_clear_bindings(row);
    return row;
}

/* Steps a statement that writes, inside the transaction under way. */
static void write_row(struct roster *roster, sqlite3_stmt *row)
{
    if (sqlite3_get_autocommit(roster->database))
        /* Opened by the first write after a flush: a storm of changes is one transaction, which
         * door_work closes every two seconds. */
        run(roster, "BEGIN IMMEDIATE");
    if (sqlite3_step(row) != SQLITE_DONE)
        /* Nothing is lost: the journal has the scan, and the server the rest. */
        log_error("kiosk", "roster: %s", sqlite3_errmsg(roster->database));
    sqlite3_reset(row);
}

static void bind_key(sqlite3_stmt *row, const uint8_t key[SEAL_ROW_KEY_BYTES])
{
    sqlite3_bind_blob(row, 1, key, SEAL_ROW_KEY_BYTES, SQLITE_STATIC);
}

static const char *text_of(sqlite3_stmt *row, int column)
{
    const unsigned char *text = sqlite3_column_text(row, column);
    return text ? (const char *)text : "";
}

enum parvis_status roster_find(struct roster *roster, const uint8_t key[SEAL_ROW_KEY_BYTES],
                               struct roster_row *ret_row, char **ret_sealed)
{
    sqlite3_stmt *row = statement(roster, FIND);
    bind_key(row, key);
    int result = sqlite3_step(row);
    if (result == SQLITE_ROW) {
        *ret_row =
            (struct roster_row){.person = sqlite3_column_int64(row, 0),
                                .revoked = sqlite3_column_int(row, 1) != 0,
                                .presence = (enum check_in_presence)sqlite3_column_int(row, 2),
                                .moved_at = sqlite3_column_int64(row, 3),
                                .first_at = sqlite3_column_int64(row, 4)};
        snprintf(ret_row->place, sizeof ret_row->place, "%s", text_of(row, 5));
        if (ret_sealed)
            *ret_sealed = strdup(text_of(row, 6));
    }
    sqlite3_reset(row);
    return result == SQLITE_ROW ? PARVIS_OK : result == SQLITE_DONE ? PARVIS_NOT_FOUND : PARVIS_IO;
}

static void bind_presence(sqlite3_stmt *row, int from, const struct roster_row *presence)
{
    sqlite3_bind_int(row, from, (int)presence->presence);
    sqlite3_bind_int64(row, from + 1, presence->moved_at);
    sqlite3_bind_int64(row, from + 2, presence->first_at);
    sqlite3_bind_text(row, from + 3, presence->place, -1, SQLITE_STATIC);
}

void roster_put(struct roster *roster, const struct roster_entry *entry, int64_t round, bool behind)
{
    sqlite3_stmt *row = statement(roster, PUT);
    bind_key(row, entry->key);
    sqlite3_bind_int64(row, 2, entry->badge);
    sqlite3_bind_int64(row, 3, entry->row.person);
    sqlite3_bind_int(row, 4, entry->row.revoked);
    bind_presence(row, 5, &entry->row);
    sqlite3_bind_text(row, 9, entry->sealed, -1, SQLITE_STATIC);
    sqlite3_bind_int64(row, 10, round);
    sqlite3_bind_int(row, 11, behind);
    sqlite3_bind_text(row, 12, entry->named, -1, SQLITE_STATIC);
    write_row(roster, row);
}

static void write_numbers(struct roster *roster, enum statement which, int64_t first,
                          int64_t second)
{
    sqlite3_stmt *row = statement(roster, which);
    sqlite3_bind_int64(row, 1, first);
    if (sqlite3_bind_parameter_count(row) > 1)
        sqlite3_bind_int64(row, 2, second);
    write_row(roster, row);
}

void roster_drop_before(struct roster *roster, int64_t round)
{
    write_numbers(roster, DROP_BEFORE, round, 0);
}

void roster_drop_person(struct roster *roster, int64_t person, int64_t round)
{
    write_numbers(roster, DROP_PERSON, person, round);
}

void roster_move(struct roster *roster, const uint8_t key[SEAL_ROW_KEY_BYTES],
                 const struct roster_row *moved)
{
    sqlite3_stmt *row = statement(roster, MOVE);
    bind_key(row, key);
    bind_presence(row, 2, moved);
    write_row(roster, row);
}

bool roster_tell_presence(struct roster *roster, int64_t person, const struct roster_row *told,
                          bool behind)
{
    sqlite3_stmt *row = statement(roster, TELL);
    sqlite3_bind_int64(row, 1, person);
    bind_presence(row, 2, told);
    sqlite3_bind_int(row, 6, behind);
    write_row(roster, row);
    return !behind || sqlite3_changes(roster->database) > 0;
}

void roster_revoke(struct roster *roster, int64_t badge)
{
    write_numbers(roster, REVOKE, badge, 0);
}

/* ---- names for the staff ---- */

void roster_each_name(struct roster *roster, roster_name_fn *each, void *data)
{
    sqlite3_stmt *row = statement(roster, NAMES);
    bool more = true;
    while (more && sqlite3_step(row) == SQLITE_ROW) {
        const struct roster_name name = {.person = sqlite3_column_int64(row, 0),
                                         .key = sqlite3_column_blob(row, 1),
                                         .named = text_of(row, 2),
                                         .presence =
                                             (enum check_in_presence)sqlite3_column_int(row, 3)};
        /* A key of another size was not written by us: it opens nothing, and is passed over. */
        more = sqlite3_column_bytes(row, 1) != SEAL_ROW_KEY_BYTES || each(&name, data);
    }
    sqlite3_reset(row);
}

void roster_drop_names(struct roster *roster)
{
    write_row(roster, statement(roster, DROP_NAMES));
}

/* ---- marks ---- */

void roster_mark(struct roster *roster, int64_t person)
{
    write_numbers(roster, MARK, person, 0);
}

void roster_unmark(struct roster *roster, int64_t person)
{
    write_numbers(roster, UNMARK, person, 0);
}

size_t roster_marked(struct roster *roster, int64_t *ret_people, size_t max)
{
    sqlite3_stmt *row = statement(roster, MARKED);
    size_t count = 0;
    sqlite3_bind_int64(row, 1, (int64_t)max);
    while (count < max && sqlite3_step(row) == SQLITE_ROW)
        ret_people[count++] = sqlite3_column_int64(row, 0);
    sqlite3_reset(row);
    return count;
}

/* ---- settings ---- */

void roster_keep_text(struct roster *roster, const char *name, const char *text)
{
    sqlite3_stmt *row = statement(roster, KEEP);
    sqlite3_bind_text(row, 1, name, -1, SQLITE_STATIC);
    sqlite3_bind_text(row, 2, text, -1, SQLITE_STATIC);
    write_row(roster, row);
}

char *roster_text(struct roster *roster, const char *name)
{
    sqlite3_stmt *row = statement(roster, KEPT);
    sqlite3_bind_text(row, 1, name, -1, SQLITE_STATIC);
    char *text = sqlite3_step(row) == SQLITE_ROW ? strdup(text_of(row, 0)) : NULL;
    sqlite3_reset(row);
    return text;
}

void roster_keep_number(struct roster *roster, const char *name, int64_t number)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)number);
    roster_keep_text(roster, name, text);
}

int64_t roster_number(struct roster *roster, const char *name, int64_t otherwise)
{
    char *text = roster_text(roster, name);
    int64_t number = text ? strtoll(text, NULL, 10) : otherwise;
    free(text);
    return number;
}
