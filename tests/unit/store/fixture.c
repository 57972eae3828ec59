/* SPDX-License-Identifier: EUPL-1.2 */
/* A fresh edition in a directory of its own. */
#include "fixture.h"
#include "store_statement.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char directory[64];

/* 09:00 to 17:00 of a day; everything else is the schema's default. */
static const char edition[] =
    "INSERT INTO edition (id, name, date, timezone, opens_at, closes_at, venue, languages,"
    " slot_min, gap_min, public_key, tag) VALUES (1, 'Essai', '2017-11-20', 'Europe/Paris',"
    " 1511164800000, 1511193600000, 'Lille', '[\"fr\",\"en\"]', 20, 5, randomblob(32), 7);";
static const char people[] =
    "INSERT INTO organisation (id, name, folded, kind) VALUES (1, 'Mairie', 'mairie', 'buyer');"
    "INSERT INTO person (id, code, first_name, last_name, organisation_id, role) VALUES"
    " (1, 'P1', 'Éloïse', 'Béghin', 1, 'buyer'), (2, 'P2', 'Paul', 'Maës', 1, 'buyer'),"
    " (3, 'P3', 'Zoé', 'Içli', NULL, 'visitor');"
    "INSERT INTO badge (id, serial, person_id, signature, issued_at) VALUES"
    " (1, 1, 1, zeroblob(64), 0), (2, 2, 2, zeroblob(64), 0), (3, 3, 3, zeroblob(64), 0);"
    "INSERT INTO device (id, name, role, token_hash, created_at) VALUES"
    " (1, 'Porte A', 'door', randomblob(32), 0);";

void fixture_sql(struct store *store, const char *sql)
{
    /* The store has no door for free SQL, on purpose: a statement at a time, prepared here. */
    sqlite3 *database = sqlite3_db_handle(store_statement(store, "SELECT 1"));
    char *message = NULL;
    int result = sqlite3_exec(database, sql, NULL, NULL, &message);
    ck_assert_msg(result == SQLITE_OK, "%s", message ? message : "");
}

static void record_rows(struct store *store)
{
    static const struct {
        const char *kind;
        int count;
    } rows[] = {{"edition", 1}, {"organisation", 1}, {"person", 3}, {"badge", 3}, {"device", 1}};
    ck_assert_int_eq(store_begin(store), PARVIS_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int id = 1; id <= rows[i].count; id++)
            ck_assert_int_eq(store_record(store, rows[i].kind, id, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(store), PARVIS_OK);
}

struct store *fixture_open(void)
{
    struct store *store = NULL;
    snprintf(directory, sizeof directory, "/tmp/parvis-test-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(directory));
    ck_assert_int_eq(store_open(directory, true, &store), PARVIS_OK);
    fixture_sql(store, edition);
    fixture_sql(store, people);
    record_rows(store);
    return store;
}

bool fixture_runs(struct store *store, const char *explain, const char *opcode)
{
    sqlite3_stmt *row = store_statement(store, explain);
    bool found = false;
    while (store_step(store, row) == PARVIS_OK)
        found = strcmp(store_column_text(row, 1), opcode) == 0 || found;
    return found;
}

const char *fixture_directory(void)
{
    return directory;
}

void fixture_remove(void)
{
    static const char *const names[] = {"parvis.db", "parvis.db-wal", "parvis.db-shm", "copy.db",
                                        "erasures.txt"};
    char path[128];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", directory, names[i]);
        unlink(path);
    }
    ck_assert_int_eq(rmdir(directory), 0);
}
