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

/* Fills the tables that the version has, from tests/data/rows.sql: its parts say since when. */
static void put_rows(size_t version)
{
    static const char since[] = "\n-- since ";
    char *text = NULL;
    size_t size = 0, parts = 0;
    FILE *file = fopen(PARVIS_SOURCE_DIR "/tests/data/rows.sql", "re");
    ck_assert_ptr_nonnull(file);
    ck_assert(getdelim(&text, &size, '\0', file) > 0);
    fclose(file);
    for (char *part = strstr(text, since), *next; part; part = next, parts++) {
        part += strlen(since);
        next = strstr(part, since);
        if (next)
            *next = '\0';
        if (strtoul(part, NULL, 10) <= version)
            run(strchr(part, '\n'));
    }
    ck_assert_uint_gt(parts, 5);
    free(text);
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
    put_rows(version);
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
                  "give tests/data/rows.sql rows of the table %s", table);
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
    ck_assert_int_eq(presence.state, CHECK_IN_INSIDE);
    ck_assert_str_eq(presence.place, "Porte A");
    ck_assert_int_eq(presence.first_at, 10);
    ck_assert_int_eq(presence.at, 20);
    ck_assert_int_eq(sqlite3_exec(store->database,
                                  "UPDATE presence SET state = 'gone' WHERE person_id = 1", NULL,
                                  NULL, NULL),
                     SQLITE_CONSTRAINT_CHECK);
    presence.state = CHECK_IN_OUTSIDE;
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
