/* SPDX-License-Identifier: EUPL-1.2 */
/* The wearers' statements. */
#include "store_badge.h"

#include <stdio.h>
#include <string.h>

#include "store_rows.h"
#include "store_statement.h"

static void read_wearer(sqlite3_stmt *row, void *target)
{
    struct store_wearer *wearer = target;
    wearer->person = sqlite3_column_int64(row, 0);
    STORE_COPY(wearer->code, row, 1);
    STORE_COPY(wearer->first_name, row, 2);
    STORE_COPY(wearer->last_name, row, 3);
    STORE_COPY(wearer->organisation, row, 4);
    STORE_COPY(wearer->role, row, 5);
    if (sqlite3_column_bytes(row, 7) != (int)sizeof wearer->signature)
        return;
    wearer->has_badge = true;
    wearer->serial = (uint64_t)sqlite3_column_int64(row, 6);
    memcpy(wearer->signature, sqlite3_column_blob(row, 7), sizeof wearer->signature);
}

enum parvis_status store_wearers(struct store *store, struct store_wearer **ret_rows,
                                 size_t *ret_count)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT person.id, coalesce(code, ''), first_name, last_name,"
               " coalesce(organisation.name, affiliation), role, serial, signature FROM person"
               " LEFT JOIN organisation ON organisation.id = organisation_id"
               " LEFT JOIN badge ON badge.id = (SELECT max(id) FROM badge"
               " WHERE person_id = person.id AND revoked_at IS NULL)"
               " WHERE erased_at IS NULL ORDER BY person.id");
    return store_rows(store, row, sizeof **ret_rows, read_wearer, (void **)ret_rows, ret_count);
}

enum parvis_status store_badge_by_serial(struct store *store, uint64_t serial, int64_t *ret_id)
{
    sqlite3_stmt *row = store_statement(store, "SELECT id FROM badge WHERE serial = :serial");
    store_bind_integer(row, ":serial", (int64_t)serial);
    return store_step_integer(store, row, ret_id);
}
