/* SPDX-License-Identifier: EUPL-1.2 */
/* The statements of scan_exception. */
#include "store_exception.h"
#include "store_statement.h"

static enum parvis_status record_last(struct store *store, struct store_change_list *changes)
{
    if (store_rows_changed(store) == 0)
        return PARVIS_OK; /* it was there */
    return store_record(store, "scan_exception", store_last_rowid(store), changes);
}

enum parvis_status store_exception_add(struct store *store, const char *kind, int64_t scan,
                                       int64_t first_at, const char *first_place,
                                       struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(
        store, "INSERT INTO scan_exception (kind, scan, scan_id, device_id, journal, device_seq,"
               " occurred_at, received_at, said, status, person_id, first_at, first_place)"
               " SELECT :kind, number, id, device_id, coalesce(journal, ''),"
               " coalesce(device_seq, 0), occurred_at, received_at, said, status, person_id,"
               " :first_at, :first_place FROM scan WHERE number = :scan ON CONFLICT DO NOTHING");
    store_bind_text(row, ":kind", kind);
    store_bind_integer(row, ":scan", scan);
    if (first_at)
        store_bind_integer(row, ":first_at", first_at);
    else
        store_bind_null(row, ":first_at");
    store_bind_text(row, ":first_place", first_at ? first_place : NULL);
    enum parvis_status status = store_run(store, row);
    return status == PARVIS_OK ? record_last(store, changes) : status;
}

enum parvis_status store_exception_park(struct store *store, const struct store_refused *refused,
                                        struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(
        store, "INSERT INTO scan_exception (kind, scan_id, device_id, journal, device_seq,"
               " occurred_at, received_at, said, person_id, reason) VALUES ('refused', :scan_id,"
               " :device, :journal, :seq, :occurred_at, :received_at, :said,"
               " (SELECT id FROM person WHERE id = :person), :reason)"
               " ON CONFLICT DO NOTHING");
    store_bind_text(row, ":scan_id", refused->scan_id);
    store_bind_integer(row, ":device", refused->device);
    store_bind_text(row, ":journal", refused->journal);
    store_bind_integer(row, ":seq", refused->device_seq);
    if (refused->occurred_at)
        store_bind_integer(row, ":occurred_at", refused->occurred_at);
    else
        store_bind_null(row, ":occurred_at");
    store_bind_integer(row, ":received_at", refused->received_at);
    store_bind_text(row, ":said", refused->said);
    store_bind_integer(row, ":person", refused->person);
    store_bind_text(row, ":reason", refused->reason);
    enum parvis_status status = store_run(store, row);
    return status == PARVIS_OK ? record_last(store, changes) : status;
}

static enum parvis_status find_open(struct store *store, int64_t scan, int64_t *ret_id)
{
    sqlite3_stmt *row = store_statement(store, "SELECT id FROM scan_exception WHERE scan = :scan"
                                               " AND kind = 'twice' AND resolved_at IS NULL");
    store_bind_integer(row, ":scan", scan);
    return store_step_integer(store, row, ret_id);
}

enum parvis_status store_exception_explain(struct store *store, int64_t scan,
                                           struct store_change_list *changes)
{
    int64_t id = 0;
    enum parvis_status status = find_open(store, scan, &id);
    if (status != PARVIS_OK)
        return status == PARVIS_NOT_FOUND ? PARVIS_OK : status;
    sqlite3_stmt *row = store_statement(store, "DELETE FROM scan_exception WHERE id = :id");
    store_bind_integer(row, ":id", id);
    return store_write(store, row, "scan_exception", id, changes);
}

enum parvis_status store_exception_resolve(struct store *store, int64_t id, const char *by,
                                           int64_t at, struct store_change_list *changes)
{
    sqlite3_stmt *row =
        store_statement(store, "SELECT resolved_at IS NOT NULL FROM scan_exception WHERE id = :id");
    store_bind_integer(row, ":id", id);
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status;
    bool before = sqlite3_column_int(row, 0) != 0;
    sqlite3_reset(row);
    if (before)
        return PARVIS_CONFLICT;
    row = store_statement(store, "UPDATE scan_exception SET resolved_at = :at, resolved_by = :by"
                                 " WHERE id = :id");
    store_bind_integer(row, ":at", at);
    store_bind_text(row, ":by", by);
    store_bind_integer(row, ":id", id);
    return store_write(store, row, "scan_exception", id, changes);
}
