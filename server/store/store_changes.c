/* SPDX-License-Identifier: EUPL-1.2 */
/* The change log: one line a row that changed, from the row's own view. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kinds.h"
#include "parvis/array.h"
#include "parvis/clock.h"
#include "parvis/log.h"
#include "store_internal.h"

static enum parvis_status append(struct store_change_list *list, struct store_change change)
{
    if (!array_make_room(&list->items, list->count, &list->capacity, sizeof *list->items)) {
        free(change.body);
        free(change.directory);
        return PARVIS_NO_MEMORY;
    }
    list->items[list->count++] = change;
    return PARVIS_OK;
}

/* SELECT id, body of one view; `where` narrows it to an id. Kind names are our own literals. */
static enum parvis_status prepare_view(struct store *store, const char *kind, const char *side,
                                       bool one, sqlite3_stmt **ret_statement)
{
    char sql[128];
    snprintf(sql, sizeof sql, "SELECT id, body FROM %s_%s%s", kind, side,
             one ? " WHERE id = ?1" : " ORDER BY id");
    int result = sqlite3_prepare_v3(store->database, sql, -1, one ? SQLITE_PREPARE_PERSISTENT : 0,
                                    ret_statement, NULL);
    if (result != SQLITE_OK)
        log_error("store", "%s in: %s", sqlite3_errmsg(store->database), sql);
    return store_status(result);
}

/* The row's JSON as a new string, NULL when the row is gone. */
static enum parvis_status read_view(struct store *store, sqlite3_stmt **cached, const char *kind,
                                    const char *side, int64_t id, char **ret_body)
{
    enum parvis_status status = PARVIS_OK;
    char *body = NULL;
    /* Prepared at its first use: a command that writes three kinds does not compile all. */
    if (!*cached)
        status = prepare_view(store, kind, side, true, cached);
    if (status != PARVIS_OK)
        return status;
    sqlite3_bind_int64(*cached, 1, id);
    status = store_step(store, *cached);
    if (status == PARVIS_OK && !(body = strdup(store_column_text(*cached, 1))))
        status = PARVIS_NO_MEMORY;
    sqlite3_reset(*cached);
    if (status != PARVIS_OK && status != PARVIS_NOT_FOUND)
        return status;
    *ret_body = body;
    return PARVIS_OK;
}

static enum parvis_status read_directory(struct store *store, size_t kind, int64_t id,
                                         char **ret_directory)
{
    if (!kinds[kind].has_directory)
        return PARVIS_OK;
    return read_view(store, &store->kind_directory[kind], kinds[kind].name, "directory", id,
                     ret_directory);
}

enum parvis_status store_record(struct store *store, const char *kind, int64_t id,
                                struct store_change_list *changes)
{
    size_t index = kind_of(kind);
    assert(index < KIND_COUNT);
    struct store_change change = {.at = clock_event_ms(), .kind = kinds[index].name, .id = id};
    enum parvis_status status =
        read_view(store, &store->kind_body[index], change.kind, "body", id, &change.body);
    if (status != PARVIS_OK)
        return status;
    sqlite3_stmt *statement =
        store_statement(store, "INSERT INTO change (at, kind, id, body) VALUES (?1, ?2, ?3, ?4)");
    sqlite3_bind_int64(statement, 1, change.at);
    sqlite3_bind_text(statement, 2, change.kind, -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 3, id);
    /* NULL binds as NULL: the row is gone, and the log says so. */
    sqlite3_bind_text(statement, 4, change.body, -1, SQLITE_STATIC);
    status = store_run(store, statement);
    change.seq = store_last_rowid(store);
    if (status == PARVIS_OK && changes)
        status = read_directory(store, index, id, &change.directory);
    if (status == PARVIS_OK && changes)
        return append(changes, change);
    free(change.body);
    free(change.directory);
    return status;
}

enum parvis_status store_write(struct store *store, sqlite3_stmt *statement, const char *kind,
                               int64_t id, struct store_change_list *changes)
{
    enum parvis_status status = store_run(store, statement);
    return status == PARVIS_OK ? store_record(store, kind, id, changes) : status;
}

enum parvis_status store_update(struct store *store, sqlite3_stmt *statement, const char *kind,
                                int64_t id, struct store_change_list *changes)
{
    enum parvis_status status = store_run(store, statement);
    if (status == PARVIS_OK && store_rows_changed(store) == 0)
        return PARVIS_NOT_FOUND;
    return status == PARVIS_OK ? store_record(store, kind, id, changes) : status;
}

/* The current row of a change-log statement: seq, at, kind, id, body. */
static enum parvis_status read_change(struct store *store, sqlite3_stmt *statement,
                                      struct store_change_list *list)
{
    size_t kind = kind_of(store_column_text(statement, 2));
    if (kind == KIND_COUNT)
        return PARVIS_TOO_NEW; /* a later version wrote it */
    struct store_change change = {.seq = sqlite3_column_int64(statement, 0),
                                  .at = sqlite3_column_int64(statement, 1),
                                  .kind = kinds[kind].name,
                                  .id = sqlite3_column_int64(statement, 3)};
    if (sqlite3_column_type(statement, 4) != SQLITE_NULL) {
        change.body = strdup(store_column_text(statement, 4));
        if (!change.body)
            return PARVIS_NO_MEMORY;
        enum parvis_status status = read_directory(store, kind, change.id, &change.directory);
        if (status != PARVIS_OK) {
            free(change.body);
            return status;
        }
        /* A row whose names are gone was deleted since, as a later line of the log says. */
        if (kinds[kind].has_directory && !change.directory) {
            free(change.body);
            change.body = NULL;
        }
    }
    return append(list, change);
}

enum parvis_status store_changes_after(struct store *store, int64_t seq, size_t limit,
                                       struct store_change_list *list)
{
    sqlite3_stmt *statement =
        store_statement(store, "SELECT seq, at, kind, id, body FROM change WHERE seq > :seq "
                               "ORDER BY seq LIMIT :limit");
    store_bind_integer(statement, ":seq", seq);
    store_bind_integer(statement, ":limit", (int64_t)limit);
    enum parvis_status status;
    while ((status = store_step(store, statement)) == PARVIS_OK) {
        status = read_change(store, statement, list);
        if (status != PARVIS_OK) {
            sqlite3_reset(statement);
            return status;
        }
    }
    return status == PARVIS_NOT_FOUND ? PARVIS_OK : status;
}

enum parvis_status store_state(struct store *store, const char *kind,
                               struct store_change_list *list)
{
    size_t index = kind_of(kind);
    assert(index < KIND_COUNT);
    sqlite3_stmt *statement = NULL;
    enum parvis_status status = prepare_view(store, kinds[index].name, "body", false, &statement);
    while (status == PARVIS_OK && (status = store_step(store, statement)) == PARVIS_OK) {
        struct store_change change = {.kind = kinds[index].name,
                                      .id = sqlite3_column_int64(statement, 0),
                                      .body = strdup(store_column_text(statement, 1))};
        status = change.body ? read_directory(store, index, change.id, &change.directory)
                             : PARVIS_NO_MEMORY;
        if (status == PARVIS_OK)
            status = append(list, change);
        else
            free(change.body);
    }
    sqlite3_finalize(statement);
    return status == PARVIS_NOT_FOUND ? PARVIS_OK : status;
}

enum parvis_status store_marks(struct store *store, const char *kind, store_mark_fn *each,
                               void *data)
{
    /* SQLite takes the other columns of a lone max() from the row that has it. */
    sqlite3_stmt *row = store_statement(
        store, "SELECT id, max(seq), at FROM change WHERE kind = :kind GROUP BY id ORDER BY id");
    store_bind_text(row, ":kind", kind);
    enum parvis_status status;
    while ((status = store_step(store, row)) == PARVIS_OK)
        if (!each(sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1),
                  sqlite3_column_int64(row, 2), data)) {
            sqlite3_reset(row);
            return PARVIS_OK;
        }
    return status == PARVIS_NOT_FOUND ? PARVIS_OK : status;
}

int64_t store_last_seq(struct store *store)
{
    sqlite3_stmt *statement = store_statement(store, "SELECT coalesce(max(seq), 0) FROM change");
    int64_t seq =
        store_step(store, statement) == PARVIS_OK ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return seq;
}
