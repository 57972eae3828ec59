/* SPDX-License-Identifier: EUPL-1.2 */
/* Migrations: one transaction each with the version's bump; then the views, which are of this
 * version and cannot be made before its tables. */
#include <stdio.h>

#include "kinds.h"
#include "parvis/log.h"
#include "store_internal.h"

static enum parvis_status read_version(struct store *store, int *ret_version)
{
    sqlite3_stmt *statement = NULL;
    int result = sqlite3_prepare_v2(store->database, "PRAGMA user_version", -1, &statement, NULL);
    if (result == SQLITE_OK && (result = sqlite3_step(statement)) == SQLITE_ROW)
        *ret_version = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    if (store_status(result) != PARVIS_OK)
        log_error("store", "%s/parvis.db: %s", store->directory, sqlite3_errstr(result));
    return store_status(result);
}

static enum parvis_status run_migration(struct store *store, const char *sql, int version)
{
    char bump[48];
    snprintf(bump, sizeof bump, "PRAGMA user_version = %d", version);
    int result = sqlite3_exec(store->database, sql, NULL, NULL, NULL);
    if (result == SQLITE_OK)
        result = sqlite3_exec(store->database, bump, NULL, NULL, NULL);
    if (result != SQLITE_OK)
        log_error("store", "migration %d: %s", version, sqlite3_errmsg(store->database));
    return store_status(result);
}

static enum parvis_status make_views(struct store *store)
{
    int result = sqlite3_exec(store->database, store_views, NULL, NULL, NULL);
    if (result == SQLITE_OK)
        result =
            sqlite3_exec(store->database, store->person.sql[PERSON_SQL_VIEWS], NULL, NULL, NULL);
    if (result != SQLITE_OK)
        log_error("store", "views: %s", sqlite3_errmsg(store->database));
    return store_status(result);
}

/* A migration changes rows, and a new version may have new forms of bodies: logs every row whose
 * body differs now, so that readers of the log get it. */
static enum parvis_status log_rows_anew(struct store *store, const char *kind)
{
    char rows[STORE_UNLOGGED_SQL_BYTES], sql[sizeof rows + 160];
    store_unlogged_sql(kind, rows);
    snprintf(sql, sizeof sql,
             "INSERT INTO change (at, kind, id, body)"
             " SELECT (SELECT coalesce(max(at), 0) FROM change), '%s', id, body FROM (%s)",
             kind, rows);
    int result = sqlite3_exec(store->database, sql, NULL, NULL, NULL);
    if (result != SQLITE_OK)
        log_error("store", "log of %s: %s", kind, sqlite3_errmsg(store->database));
    return store_status(result);
}

/* In the transaction of the last migration: another process never sees the one without the other.
 */
static enum parvis_status finish_upgrade(struct store *store)
{
    enum parvis_status status = make_views(store);
    for (size_t i = 0; status == PARVIS_OK && i < KIND_COUNT; i++)
        status = log_rows_anew(store, kinds[i].name);
    return status;
}

/* Runs one migration. Two processes may open an edition at once: the version is read again under
 * the lock, and a migration that the other has run is skipped (*ret_done false). */
static enum parvis_status step_up(struct store *store, int version, bool *ret_done)
{
    int now = 0;
    enum parvis_status status = store_begin(store);
    if (status != PARVIS_OK)
        return status;
    status = read_version(store, &now);
    *ret_done = status == PARVIS_OK && now == version;
    if (*ret_done)
        status = run_migration(store, store_migrations[version], version + 1);
    if (*ret_done && status == PARVIS_OK && version + 1 == (int)store_migration_count)
        status = finish_upgrade(store);
    if (status == PARVIS_OK)
        return store_commit(store);
    store_rollback(store);
    return status;
}

/* Also the first look at the schema: what cannot be understood there is damaged. */
static enum parvis_status count_tables(struct store *store, int *ret_tables, bool *ret_ours)
{
    sqlite3_stmt *row = NULL;
    int result = sqlite3_prepare_v2(
        store->database, "SELECT count(*), coalesce(sum(name = 'edition'), 0) FROM sqlite_schema",
        -1, &row, NULL);
    if (result == SQLITE_OK && (result = sqlite3_step(row)) == SQLITE_ROW) {
        *ret_tables = sqlite3_column_int(row, 0);
        *ret_ours = sqlite3_column_int(row, 1) > 0;
    } else {
        log_error("store", "%s/parvis.db: %s", store->directory, sqlite3_errmsg(store->database));
    }
    sqlite3_finalize(row);
    return result == SQLITE_ERROR ? PARVIS_CORRUPT : store_status(result);
}

enum parvis_status store_know_file(struct store *store, bool create)
{
    int version = 0;
    enum parvis_status status = read_version(store, &version);
    if (status != PARVIS_OK || version > (int)store_migration_count)
        return status == PARVIS_OK ? PARVIS_TOO_NEW : status;
    int tables = 0;
    bool ours = false;
    status = count_tables(store, &tables, &ours);
    if (status != PARVIS_OK || (version > 0 && ours))
        return status;
    if (version == 0 && tables == 0)
        return create ? PARVIS_OK : PARVIS_NOT_FOUND;
    log_error("store", "%s/parvis.db is another program's database", store->directory);
    return PARVIS_CORRUPT;
}

enum parvis_status store_migrate(struct store *store)
{
    int version = 0;
    bool upgraded = false;
    enum parvis_status status = read_version(store, &version);
    for (; status == PARVIS_OK && version < (int)store_migration_count; version++)
        status = step_up(store, version, &upgraded);
    if (status == PARVIS_OK && !upgraded) /* else the last migration made them */
        status = make_views(store);
    return status;
}
