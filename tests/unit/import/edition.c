/* SPDX-License-Identifier: EUPL-1.2 */
/* Editions of the tests. */
#include "edition.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "import_operations.h"
#include "init.h"
#include "parvis/clock.h"
#include "store_statement.h"
#include "store_verify.h"

#define FILES PARVIS_SOURCE_DIR "/tests/data/innovember-2017/"

static char directory[64];

char *edition_file(const char *name, size_t *ret_size)
{
    char path[512], *bytes = NULL;
    snprintf(path, sizeof path, FILES "%s", name);
    ck_assert_int_eq(import_load(path, &bytes, ret_size), PARVIS_OK);
    return bytes;
}

struct store *edition_make(void)
{
    struct programme programme;
    struct report report = {0};
    struct store *store = NULL;
    size_t size;
    char *text = edition_file("edition.json", &size);
    ck_assert(programme_read(text, size, 0, &report, &programme));
    strcpy(directory, "/tmp/parvis-import-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(directory));
    ck_assert_int_eq(init_edition(&programme, directory), PARVIS_OK);
    ck_assert_int_eq(store_open(directory, false, &store), PARVIS_OK);
    programme_clear(&programme);
    report_clear(&report);
    free(text);
    return store;
}

const char *edition_directory(void)
{
    return directory;
}

void edition_remove(struct store *store)
{
    static const char *const names[] = {"parvis.db", "parvis.db-wal", "parvis.db-shm", "badge.key",
                                        "erasures.txt"};
    char path[128];
    store_close(store);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", directory, names[i]);
        unlink(path);
    }
    ck_assert_int_eq(rmdir(directory), 0);
}

enum parvis_status edition_run(struct store *store, struct import_file *files, size_t count,
                               const struct edition_options *options,
                               struct import_result *ret_result)
{
    struct store_change_list changes = {0};
    struct import_files order = {
        .files = files, .count = count, .motive = options->motive.text, .check = options->check};
    struct operation operation = {.store = store, .changes = &changes, .now = clock_event_ms()};
    snprintf(operation.actor.name, sizeof operation.actor.name, "%s", options->motive.by_user);
    ck_assert_int_eq(store_begin(store), PARVIS_OK);
    enum parvis_status status = operation_perform(&import_files_form, &operation, &order);
    if (status == PARVIS_OK)
        ck_assert_int_eq(store_commit(store), PARVIS_OK);
    else
        store_rollback(store);
    store_changes_clear(&changes);
    *ret_result = order.result;
    return options->check && status == PARVIS_CANCELLED ? PARVIS_OK : status;
}

enum parvis_status edition_import_bytes(struct store *store, enum import_kind kind,
                                        const char *name, const char *bytes, size_t size,
                                        const struct edition_options *options,
                                        struct import_result *ret_result)
{
    struct edition_options none = {.motive = {.by_user = "essai"}};
    struct import_file file = {.kind = kind, .name = name, .bytes = bytes, .size = size};
    return edition_run(store, &file, 1, options ? options : &none, ret_result);
}

enum parvis_status edition_import(struct store *store, enum import_kind kind, const char *name,
                                  const char *text, struct import_result *ret_result)
{
    return edition_import_bytes(store, kind, name, text, strlen(text), NULL, ret_result);
}

void edition_fill(struct store *store)
{
    static const char *const names[] = {"voeux.csv",        "decisions.csv", "participants.csv",
                                        "candidatures.csv", "besoins.csv",   "stands.csv"};
    struct import_file files[6];
    struct edition_options options = {.motive = {.by_user = "essai"}};
    struct import_result result;
    char *bytes[6];
    for (size_t i = 0; i < 6; i++) {
        files[i] = (struct import_file){.kind = IMPORT_UNKNOWN, .name = names[i]};
        bytes[i] = edition_file(names[i], &files[i].size);
        files[i].bytes = bytes[i];
    }
    enum parvis_status status = edition_run(store, files, 6, &options, &result);
    for (size_t i = 0; i < result.report.count && status != PARVIS_OK; i++) {
        char *line = report_say(&result.report.findings[i], names, TEXT_EN);
        fprintf(stderr, "%s\n", line);
        free(line);
    }
    ck_assert_int_eq(status, PARVIS_OK);
    import_result_clear(&result);
    for (size_t i = 0; i < 6; i++)
        free(bytes[i]);
}

void edition_refuses(struct store *store, enum import_kind kind, const char *name, const char *text,
                     enum text_language language, const char *sentence)
{
    struct import_result result;
    int64_t before = store_last_seq(store);
    enum parvis_status status = edition_import(store, kind, name, text, &result);
    char *said = NULL;
    for (size_t i = 0; i < result.report.count; i++) {
        char *line = report_say(&result.report.findings[i], &name, language);
        if (said)
            ck_assert_msg(false, "one too many: %s", line);
        said = line;
    }
    ck_assert_int_eq(status, PARVIS_INVALID);
    ck_assert_ptr_nonnull(said);
    ck_assert_str_eq(said, sentence);
    ck_assert_int_eq(store_last_seq(store), before);
    free(said);
    import_result_clear(&result);
}

/* The store has no door for free SQL, on purpose: the tests take the connection. */
static sqlite3 *database(struct store *store)
{
    return sqlite3_db_handle(store_statement(store, "SELECT 1"));
}

int64_t edition_number(struct store *store, const char *sql)
{
    sqlite3_stmt *row = NULL;
    ck_assert_int_eq(sqlite3_prepare_v2(database(store), sql, -1, &row, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(row), SQLITE_ROW);
    int64_t number = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return number;
}

void edition_sql(struct store *store, const char *sql)
{
    char *message = NULL;
    int result = sqlite3_exec(database(store), sql, NULL, NULL, &message);
    ck_assert_msg(result == SQLITE_OK, "%s", message ? message : "");
}

static void dump_table(struct store *store, const char *table, FILE *out)
{
    char sql[64];
    sqlite3_stmt *row = NULL;
    snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY 1", table);
    ck_assert_int_eq(sqlite3_prepare_v2(database(store), sql, -1, &row, NULL), SQLITE_OK);
    while (sqlite3_step(row) == SQLITE_ROW) {
        fprintf(out, "%s", table);
        for (int i = 0; i < sqlite3_column_count(row); i++)
            fprintf(out, "|%s", store_column_text(row, i));
        fputc('\n', out);
    }
    sqlite3_finalize(row);
}

char *edition_dump(struct store *store)
{
    static const char *const tables[] = {"session", "slot", "organisation", "application", "need",
                                         "person",  "wish", "stand",        "override"};
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        dump_table(store, tables[i], out);
    fclose(out);
    return text;
}

static void tell(const struct store_finding *finding, void *data)
{
    (void)data;
    ck_assert_msg(false, "%s: %s", finding->rule, finding->detail);
}

void edition_verify(struct store *store)
{
    int checks = 0;
    ck_assert_int_eq(store_verify(store, tell, NULL, &checks), PARVIS_OK);
    ck_assert_int_gt(checks, 10);
}
