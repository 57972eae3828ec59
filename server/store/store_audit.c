/* SPDX-License-Identifier: EUPL-1.2 */
/* The audit trail's statements. */
#include "store_audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store_rows.h"
#include "store_statement.h"

enum parvis_status store_audit_add(struct store *store, struct store_audit *audit,
                                   struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(
        store, "INSERT INTO audit (at, user_id, device_id, action, kind, subject, scan, from_seq,"
               " to_seq, undoes) VALUES (:at, nullif(:user, 0), nullif(:device, 0), :action, :kind,"
               " :subject, nullif(:scan, ''), :from_seq, :to_seq, nullif(:undoes, 0))");
    store_bind_integer(row, ":at", audit->at);
    store_bind_integer(row, ":user", audit->user);
    store_bind_integer(row, ":device", audit->device);
    store_bind_text(row, ":action", audit->action);
    store_bind_text(row, ":kind", audit->kind);
    store_bind_integer(row, ":subject", audit->subject);
    store_bind_text(row, ":scan", audit->scan);
    store_bind_integer(row, ":from_seq", audit->from_seq);
    store_bind_integer(row, ":to_seq", audit->to_seq);
    store_bind_integer(row, ":undoes", audit->undoes);
    enum parvis_status status = store_run(store, row);
    if (status != PARVIS_OK)
        return status;
    audit->id = store_last_rowid(store);
    return store_record(store, "audit", audit->id, changes);
}

#define AUDIT_COLUMNS                                                                              \
    "SELECT audit.id, audit.at, audit.user_id, audit.device_id, audit.action, audit.kind,"         \
    " audit.subject, audit.scan, audit.from_seq, audit.to_seq, audit.undoes, undo.id,"             \
    " coalesce(user.name, device.name, '') FROM audit"                                             \
    " LEFT JOIN audit AS undo ON undo.undoes = audit.id"                                           \
    " LEFT JOIN user ON user.id = audit.user_id LEFT JOIN device ON device.id = audit.device_id"

static void read_audit(sqlite3_stmt *row, void *target)
{
    struct store_audit *audit = target;
    audit->id = sqlite3_column_int64(row, 0);
    audit->at = sqlite3_column_int64(row, 1);
    audit->user = sqlite3_column_int64(row, 2);
    audit->device = sqlite3_column_int64(row, 3);
    STORE_COPY(audit->action, row, 4);
    STORE_COPY(audit->kind, row, 5);
    audit->subject = sqlite3_column_int64(row, 6);
    STORE_COPY(audit->scan, row, 7);
    audit->from_seq = sqlite3_column_int64(row, 8);
    audit->to_seq = sqlite3_column_int64(row, 9);
    audit->undoes = sqlite3_column_int64(row, 10);
    audit->undone_by = sqlite3_column_int64(row, 11);
    STORE_COPY(audit->who, row, 12);
}

enum parvis_status store_audit_get(struct store *store, int64_t id, struct store_audit *ret_audit)
{
    sqlite3_stmt *row = store_statement(store, AUDIT_COLUMNS " WHERE audit.id = :id");
    store_bind_integer(row, ":id", id);
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status;
    memset(ret_audit, 0, sizeof *ret_audit);
    read_audit(row, ret_audit);
    sqlite3_reset(row);
    return PARVIS_OK;
}

enum parvis_status store_audit_page(struct store *store, int64_t before, int64_t limit,
                                    struct store_audit **ret_rows, size_t *ret_count)
{
    sqlite3_stmt *row =
        store_statement(store, AUDIT_COLUMNS " WHERE :before = 0 OR audit.id < :before"
                                             " ORDER BY audit.id DESC LIMIT :limit");
    store_bind_integer(row, ":before", before);
    store_bind_integer(row, ":limit", limit);
    return store_rows(store, row, sizeof **ret_rows, read_audit, (void **)ret_rows, ret_count);
}

/* ---- rows ---- */

static char *copy_column(sqlite3_stmt *row, int column)
{
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return NULL;
    char *text = strdup(store_column_text(row, column));
    if (!text)
        abort();
    return text;
}

/* As change_steered has it, to the word: that is how SQLite knows that the index will do. */
#define STEERED(kind) "(" kind " = 'pitch' OR " kind " = 'meeting' OR " kind " = 'stand')"

static void read_row(sqlite3_stmt *row, void *target)
{
    struct store_audit_row *found = target;
    STORE_COPY(found->kind, row, 0);
    found->id = sqlite3_column_int64(row, 1);
    found->before = copy_column(row, 2);
    found->after = copy_column(row, 3);
    found->now = copy_column(row, 4);
}

enum parvis_status store_audit_rows(struct store *store, const struct store_audit *audit,
                                    struct store_audit_row **ret_rows, size_t *ret_count)
{
    /* The clock moves projected times and tells the instant of a state: neither is anybody's deed.
     */
    sqlite3_stmt *row = store_statement(
        store,
        "WITH touched AS (SELECT DISTINCT kind, id FROM change WHERE seq BETWEEN :from AND :to"
        " AND " STEERED(
            "kind") "),"
                    " bodies AS (SELECT kind, id,"
                    "  (SELECT body FROM change AS c INDEXED BY change_steered WHERE c.kind = "
                    "touched.kind"
                    "   AND " STEERED(
                        "c.kind") " AND c.id = touched.id AND c.seq < :from"
                                  "   ORDER BY c.seq DESC LIMIT 1) AS earlier,"
                                  "  (SELECT body FROM change AS c INDEXED BY change_steered WHERE "
                                  "c.kind = touched.kind"
                                  "   AND " STEERED(
                                      "c.kind") " AND c.id = touched.id AND c.seq <= :to"
                                                "   ORDER BY c.seq DESC LIMIT 1) AS later,"
                                                "  (SELECT body FROM change AS c INDEXED BY "
                                                "change_steered WHERE c.kind = touched.kind"
                                                "   AND " STEERED(
                                                    "c.kind") " AND c.id = touched.id"
                                                              "   ORDER BY c.seq DESC LIMIT 1) AS "
                                                              "latest FROM touched),"
                                                              " deeds AS (SELECT kind, id,"
                                                              "  json_remove(earlier, "
                                                              "'$.projected_from_at', "
                                                              "'$.projected_to_at', '$.state_at') "
                                                              "AS "
                                                              "before,"
                                                              "  json_remove(later, "
                                                              "'$.projected_from_at', "
                                                              "'$.projected_to_at', '$.state_at') "
                                                              "AS after,"
                                                              "  json_remove(latest, "
                                                              "'$.projected_from_at', "
                                                              "'$.projected_to_at', '$.state_at') "
                                                              "AS now"
                                                              "  FROM bodies)"
                                                              " SELECT kind, id, before, after, "
                                                              "now FROM deeds WHERE before IS NOT "
                                                              "after"
                                                              " ORDER BY kind, id");
    store_bind_integer(row, ":from", audit->from_seq);
    store_bind_integer(row, ":to", audit->to_seq);
    return store_rows(store, row, sizeof **ret_rows, read_row, (void **)ret_rows, ret_count);
}

void store_audit_rows_clear(struct store_audit_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(rows[i].before);
        free(rows[i].after);
        free(rows[i].now);
    }
    free(rows);
}
