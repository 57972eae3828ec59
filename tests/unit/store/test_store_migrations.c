/* SPDX-License-Identifier: EUPL-1.2 */
/* A database of every earlier version opens as one of this version, and keeps its rows. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fixture.h"
#include "harness.h"
#include "store_check_in.h"
#include "store_internal.h"
#include "store_verify.h"

/* Rows of a day in every table, as the version `since` first could write them. A migration that
 * makes a table adds its rows here (the test says which are missing); one that adds a column may
 * fill it in. */
static const struct {
    size_t since;
    const char *sql;
} rows[] = {
    {1, "INSERT INTO edition (id, name, date, timezone, opens_at, closes_at, venue, languages,"
        " slot_min, gap_min, public_key, tag) VALUES (1, 'Essai', '2017-11-20', 'Europe/Paris',"
        " 1000, 9000, 'Lille', '[\"fr\",\"en\"]', 20, 5, zeroblob(32), 7);"
        "INSERT INTO session (id, kind, room, from_at, to_at, slots, pitch_min)"
        " VALUES (1, 'pitch', 'Scène', 1000, 3000, 9, 5),"
        " (2, 'demonstration', 'Salle', 3000, 4000, NULL, NULL);"
        "INSERT INTO slot VALUES (0, 5000, 5500), (1, 6000, 6500);"
        "INSERT INTO organisation (id, name, folded, kind, siret) VALUES"
        " (1, 'Mairie', 'mairie', 'buyer', NULL), (2, 'A', 'a', 'company', '12345678901234'),"
        " (3, 'B', 'b', 'company', NULL);"
        "INSERT INTO application (organisation_id, received_at, solution, marketable, public_fit,"
        " mark, decision) VALUES (2, 1, 's', 1, 1, 150, 'pitch'), (3, 2, 't', 1, 0, NULL, 'stand');"
        "INSERT INTO need (organisation_id, segment, text) VALUES (1, 'eau', 'une pompe');"
        "INSERT INTO person (id, code, first_name, last_name, organisation_id, role) VALUES"
        " (1, 'P1', 'Éloïse', 'Béghin', 1, 'buyer'), (2, 'P2', 'Paul', 'Maës', 3, 'company'),"
        " (3, NULL, 'Zoé', 'Içli', NULL, 'visitor');"
        "INSERT INTO wish VALUES (1, 1, 3, 0, 5), (2, 1, 3, 1, 1);"
        "INSERT INTO stand (id, code, zone, x_cm, y_cm, company_id)"
        " VALUES (1, 'A1', 'Nord', 1, 2, 3), (2, 'A2', 'Sud', 3, 4, NULL);"
        "INSERT INTO pitch (id, company_id, session_id, position, planned_from_at, planned_to_at,"
        " projected_from_at, projected_to_at, pitch_ms, questions_ms)"
        " VALUES (1, 2, 1, 1, 1000, 1500, 1000, 1500, 300, 200);"
        "INSERT INTO demonstration VALUES (1, 3, 2, 3000, 3200, 20);"
        "INSERT INTO meeting (id, buyer_id, company_id, slot_id, place, state, state_at)"
        " VALUES (1, 1, 3, 0, 'A1', 'planned', 1), (2, 1, 3, 1, 'A1', 'cancelled', 2);"
        "INSERT INTO badge VALUES (1, 1, 1, zeroblob(64), 1, NULL), (2, 2, 2, zeroblob(64), 1, 9);"
        "INSERT INTO device (id, name, role, token_hash, created_at)"
        " VALUES (1, 'Porte A', 'door', zeroblob(32), 40), (2, 'Mur', 'screen', x'00', 50);"
        "INSERT INTO scan (number, id, digest, device_id, serial, person_id, direction,"
        " occurred_at, received_at, status, before_state) VALUES"
        " (1, 'scan-0001', x'00', 1, 1, 1, 'in', 10, 11, 'admitted', 'expected'),"
        " (2, 'scan-0002', x'00', 1, 1, 1, 'in', 12, 13, 'already_in', NULL);"
        "INSERT INTO presence VALUES (1, 'in', 10, 'Porte A', 20, 1);"
        "INSERT INTO user VALUES (1, 'léa', 'host', 'hash', 1, NULL);"
        "INSERT INTO sign_in VALUES (1, 1, x'01', 1, 2, NULL);"
        "INSERT INTO notice (id, text_fr, text_en, until_at) VALUES (1, 'Bonjour', 'Hello', 9);"
        "INSERT INTO override VALUES (1, 'stand.needs', 3, 'motif', 'léa', 1);"
        "INSERT INTO change (at, kind, id, body) VALUES (1, 'edition', 1, '{\"id\":1}'),"
        " (2, 'device', 1, '{\"id\":1,\"name\":\"Porte A\"}'), (3, 'meeting', 1, '{\"id\":1}'),"
        " (4, 'notice', 1, '{\"id\":1}'), (5, 'notice', 2, '{\"id\":2}'), (6, 'wish', 7, NULL);"},
    {2, "UPDATE scan SET effective_at = received_at;"
        "INSERT INTO scan_exception (id, kind, scan_id, device_id, received_at, reason)"
        " VALUES (1, 'refused', '', 1, 2, 'sealed does not open');"},
    {3, "INSERT INTO link VALUES (1, 1, 'page', zeroblob(32), 1, NULL, NULL);"
        "INSERT INTO phone VALUES (1, 1, zeroblob(32), 1, 2, NULL);"
        "INSERT INTO phone_order VALUES ('order-0001', 1, zeroblob(16), 1);"
        "INSERT INTO word VALUES (1, 1, 0, 1, 'late', 5, 1);"
        "INSERT INTO request VALUES (1, 1, 2, 1, 0, 1, 1, 'open', 1, 2, 1);"
        "INSERT INTO contact VALUES (1, 1, 1, 1, NULL);"
        "INSERT INTO outcome VALUES (1, 1, 0, 2, 'quote', 1);"
        "INSERT INTO lead VALUES (1, 3, 1, 2, 1, 2, 'n');"},
    {4, "INSERT INTO audit VALUES (1, 1, 1, NULL, 'meeting.slot', 'meeting', 1, NULL, 1, 1, NULL);"
        "UPDATE meeting SET locked = 1 WHERE id = 1; UPDATE pitch SET paused_at = 1;"
        "INSERT INTO notice VALUES (2, 'Plus fort', 'Louder', 9, 'stage');"},
    {5, "INSERT INTO wish VALUES (3, 1, 2, 0, 0);"
        "INSERT INTO boost VALUES (1, 1, NULL, 20, 'motif', 'léa', 1);"},
    {6, "UPDATE device SET enrolled_at = created_at; UPDATE device SET shows = 'meetings' WHERE id "
        "= 2;"
        "INSERT INTO pairing VALUES (2, zeroblob(32), 1, 2, NULL, NULL);"},
    {8, "UPDATE edition SET booking_open = 0;"},
    {9, "UPDATE device SET registers = 1, staff_salt = zeroblob(16), staff_key = zeroblob(32)"
        " WHERE id = 1;"},
    {10, "UPDATE edition SET called_names = 'public';"},
};

/* A database that is looked at without the store's help. */
static sqlite3 *database;
static char directory[64], path[96], kept[96];

static void run(const char *sql)
{
    char *message = NULL;
    int result = sqlite3_exec(database, sql, NULL, NULL, &message);
    ck_assert_msg(result == SQLITE_OK, "%s, in: %.80s", message ? message : "", sql);
}

/* The first column of all rows, one a line; to be freed. */
static char *read_lines(const char *sql)
{
    sqlite3_stmt *row = NULL;
    char *text = calloc(1, 1 << 16);
    size_t used = 0;
    ck_assert_ptr_nonnull(text);
    ck_assert_msg(sqlite3_prepare_v2(database, sql, -1, &row, NULL) == SQLITE_OK, "%s, in: %s",
                  sqlite3_errmsg(database), sql);
    while (sqlite3_step(row) == SQLITE_ROW)
        used += (size_t)snprintf(text + used, (1 << 16) - used, "%s\n",
                                 (const char *)sqlite3_column_text(row, 0));
    ck_assert_uint_lt(used, 1 << 16);
    sqlite3_finalize(row);
    return text;
}

static void open_raw(const char *file)
{
    ck_assert_int_eq(sqlite3_open(file, &database), SQLITE_OK);
}

static void close_raw(void)
{
    ck_assert_int_eq(sqlite3_close(database), SQLITE_OK);
}

static void make_folder(void)
{
    snprintf(directory, sizeof directory, "/tmp/parvis-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(directory));
    snprintf(path, sizeof path, "%s/parvis.db", directory);
    snprintf(kept, sizeof kept, "%s/before.db", directory);
}

static void remove_folder(void)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    char file[128];
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(file, sizeof file, "%s%s", path, ends[i]);
        unlink(file);
    }
    unlink(kept);
    ck_assert_int_eq(rmdir(directory), 0);
}

/* The database that the version left behind, with rows; and a copy of it beside. */
static void make_version(size_t version)
{
    char sql[128];
    open_raw(path);
    run("PRAGMA foreign_keys = ON");
    for (size_t i = 0; i < version; i++)
        run(store_migrations[i]);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].since <= version)
            run(rows[i].sql);
    snprintf(sql, sizeof sql, "PRAGMA user_version = %zu", version);
    run(sql);
    snprintf(sql, sizeof sql, "VACUUM INTO '%s'", kept);
    run(sql);
    close_raw();
}

/* Everything that is declared: tables, indexes, triggers, views; spaces aside. */
static char *read_schema(void)
{
    open_raw(path);
    char *schema = read_lines("SELECT type || ' ' || name || ' ' || tbl_name || ' ' ||"
                              " replace(replace(coalesce(sql, ''), char(10), ' '), '  ', ' ')"
                              " FROM sqlite_schema ORDER BY type, name");
    close_raw();
    return schema;
}

/* The first column of the first row, of SQL in sqlite3_mprintf's form. */
static int64_t figure(const char *format, ...)
{
    sqlite3_stmt *row = NULL;
    va_list arguments;
    va_start(arguments, format);
    char *sql = sqlite3_vmprintf(format, arguments);
    va_end(arguments);
    ck_assert_msg(sqlite3_prepare_v2(database, sql, -1, &row, NULL) == SQLITE_OK, "%s, in: %s",
                  sqlite3_errmsg(database), sql);
    ck_assert_int_eq(sqlite3_step(row), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    sqlite3_free(sql);
    return value;
}

/* The copy's table has a row, and each of its rows stands in the upgraded database. */
static void check_table(const char *table)
{
    ck_assert_msg(figure("SELECT count(*) FROM kept.%w", table) > 0,
                  "give this test rows of the table %s", table);
    char *sql = sqlite3_mprintf("SELECT group_concat('\"' || name || '\"')"
                                " FROM pragma_table_info(%Q, 'kept')",
                                table);
    char *columns = read_lines(sql);
    ck_assert_msg(figure("SELECT count(*) FROM (SELECT %s FROM kept.%w EXCEPT SELECT %s FROM"
                         " main.%w)",
                         columns, table, columns, table) == 0,
                  "rows of %s are lost", table);
    free(columns);
    sqlite3_free(sql);
}

static void check_rows_survive(void)
{
    char *attach = sqlite3_mprintf("ATTACH %Q AS kept", kept), *rest = NULL;
    open_raw(path);
    run(attach);
    sqlite3_free(attach);
    char *tables = read_lines("SELECT name FROM kept.sqlite_schema WHERE type = 'table'"
                              " AND name NOT LIKE 'sqlite_%'");
    ck_assert_ptr_nonnull(strstr(tables, "presence\n"));
    for (char *table = strtok_r(tables, "\n", &rest); table; table = strtok_r(NULL, "\n", &rest))
        check_table(table);
    ck_assert_int_eq(figure("SELECT count(*) FROM device WHERE enrolled_at IS NULL"), 0);
    ck_assert_int_eq(figure("PRAGMA main.user_version"), (int64_t)store_migration_count);
    free(tables);
    close_raw();
}

static void tell_finding(const struct store_finding *finding, void *data)
{
    printf("version %zu: %s: %s\n", *(size_t *)data, finding->rule, finding->detail);
    ck_abort_msg("%s: %s", finding->rule, finding->detail);
}

/* The rules of today hold for rows of before: what the log says last of a row is the row. */
static void check_rules(struct store *store, size_t version)
{
    struct store_presence presence;
    int checks = 0;
    ck_assert_int_eq(store_verify(store, tell_finding, &version, &checks), PARVIS_OK);
    ck_assert_int_gt(checks, 30);
    ck_assert_int_eq(store_presence_get(store, 1, &presence), PARVIS_OK);
    ck_assert_str_eq(presence.state, "in");
    ck_assert_str_eq(presence.place, "Porte A");
    ck_assert_int_eq(presence.first_at, 10);
    ck_assert_int_eq(presence.at, 20);
    strcpy(presence.state, "gone");
    ck_assert_int_eq(store_presence_put(store, 1, &presence), PARVIS_CONFLICT);
    strcpy(presence.state, "out");
    presence.scan = 99; /* no such scan */
    ck_assert_int_eq(store_presence_put(store, 1, &presence), PARVIS_CONFLICT);
}

static char *fresh_schema(void)
{
    struct store *store = NULL;
    make_folder();
    ck_assert_int_eq(store_open(directory, true, &store), PARVIS_OK);
    store_close(store);
    char *schema = read_schema();
    remove_folder();
    return schema;
}

START_TEST(a_database_of_any_version_becomes_one_of_this_version_and_keeps_its_rows)
{
    struct store *store = NULL;
    size_t version = (size_t)_i;
    char *fresh = fresh_schema();
    make_folder();
    make_version(version);
    ck_assert_int_eq(store_open(directory, false, &store), PARVIS_OK);
    if (version < store_migration_count)
        check_rules(store, version);
    store_close(store);
    char *schema = read_schema();
    ck_assert_str_eq(schema, fresh);
    check_rows_survive();
    remove_folder();
    free(schema);
    free(fresh);
}
END_TEST

/* Databases out there have these versions: the numbers of the files that made them never change. */
START_TEST(a_version_is_the_number_of_the_file_that_made_it)
{
    static const struct {
        size_t version;
        const char *made;
    } known[] = {{1, "CREATE TABLE edition"},
                 {2, "CREATE TABLE scan_exception"},
                 {3, "CREATE TABLE link"},
                 {4, "CREATE TABLE audit"},
                 {5, "CREATE TABLE boost"},
                 {6, "CREATE TABLE pairing"},
                 {7, "CREATE TABLE presence_checked"},
                 {8, "ADD COLUMN booking_open"},
                 {9, "ADD COLUMN registers"},
                 {10, "ADD COLUMN called_names"}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        ck_assert_uint_le(known[i].version, store_migration_count);
        ck_assert_ptr_nonnull(strstr(store_migrations[known[i].version - 1], known[i].made));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("migrations");
    TCase *cases = tcase_create("migrations");
    tcase_add_loop_test(cases,
                        a_database_of_any_version_becomes_one_of_this_version_and_keeps_its_rows, 1,
                        (int)store_migration_count + 1);
    tcase_add_test(cases, a_version_is_the_number_of_the_file_that_made_it);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
