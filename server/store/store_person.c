/* SPDX-License-Identifier: EUPL-1.2 */
/* People who come on the day, and their badges. */
#include "store_person.h"

#include <stdlib.h>
#include <string.h>

#include "parvis/badge.h"
#include "parvis/text.h"
#include "person_sql.h"
#include "store_statement.h"

static const char *organisation_kind(const char *role)
{
    if (strcmp(role, "buyer") == 0 || strcmp(role, "company") == 0)
        return role;
    return "other";
}

enum parvis_status store_organisation_find(struct store *store, const char *name, const char *role,
                                           struct store_change_list *changes, int64_t *ret_id)
{
    const char *kind = organisation_kind(role);
    char *folded = text_fold(name);
    enum parvis_status status = PARVIS_OK;
    *ret_id = 0;
    if (!*folded)
        goto free_folded;
    sqlite3_stmt *row =
        store_statement(store, "SELECT id FROM organisation WHERE folded = :folded");
    store_bind_text(row, ":folded", folded);
    status = store_step_integer(store, row, ret_id);
    if (status != PARVIS_NOT_FOUND)
        goto free_folded;
    row = store_statement(store, "INSERT INTO organisation (name, folded, kind)"
                                 " VALUES (:name, :folded, :kind)");
    store_bind_text(row, ":name", name);
    store_bind_text(row, ":folded", folded);
    store_bind_text(row, ":kind", kind);
    status = store_run(store, row);
    if (status == PARVIS_OK) {
        *ret_id = store_last_rowid(store);
        status = store_record(store, "organisation", *ret_id, changes);
    }
free_folded:
    free(folded);
    return status;
}

enum parvis_status store_walk_in_add(struct store *store, const struct person_entry *walk_in,
                                     struct store_change_list *changes, int64_t *ret_person)
{
    int64_t organisation;
    enum parvis_status status = store_organisation_find(
        store, walk_in->organisation, walk_in->values.role, changes, &organisation);
    if (status != PARVIS_OK)
        return status;
    sqlite3_stmt *row = person_statement(store, PERSON_SQL_INSERT);
    person_bind(row, PERSON_SQL_INSERT, walk_in);
    store_bind_integer(row, ":organisation", organisation);
    store_bind_integer(row, ":walk_in", 1);
    status = store_run(store, row);
    if (status != PARVIS_OK)
        return status;
    int64_t person = store_last_rowid(store);
    status = store_record(store, "person", person, changes);
    if (status == PARVIS_OK)
        *ret_person = person;
    return status;
}

enum parvis_status store_badge_issue(struct store *store, int64_t person, uint32_t tag,
                                     const uint8_t secret_key[64], int64_t at,
                                     struct store_change_list *changes, uint64_t *ret_serial,
                                     uint8_t ret_signature[64])
{
    enum parvis_status status;
    uint64_t serial;
    uint8_t signature[BADGE_SIGNATURE_BYTES];
    do { /* 40 random bits: a second turn is one in a hundred thousand editions */
        serial = badge_new_serial(tag);
        badge_signature(serial, secret_key, signature);
        sqlite3_stmt *row = store_statement(
            store, "INSERT INTO badge (serial, person_id, signature, issued_at)"
                   " SELECT :serial, :person, :signature, :at"
                   " WHERE NOT EXISTS (SELECT 1 FROM badge WHERE serial = :serial)");
        store_bind_integer(row, ":serial", (int64_t)serial);
        store_bind_integer(row, ":person", person);
        store_bind_blob(row, ":signature", signature, sizeof signature);
        store_bind_integer(row, ":at", at);
        status = store_run(store, row);
    } while (status == PARVIS_OK && store_rows_changed(store) == 0);
    if (status == PARVIS_OK)
        status = store_record(store, "badge", store_last_rowid(store), changes);
    if (status == PARVIS_OK) {
        *ret_serial = serial;
        memcpy(ret_signature, signature, sizeof signature);
    }
    return status;
}

static enum parvis_status revoke(struct store *store, int64_t id, int64_t at,
                                 struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(store, "UPDATE badge SET revoked_at = :at WHERE id = :id");
    store_bind_integer(row, ":at", at);
    store_bind_integer(row, ":id", id);
    return store_write(store, row, "badge", id, changes);
}

enum parvis_status store_badges_revoke_of(struct store *store, int64_t person, int64_t at,
                                          struct store_change_list *changes, int64_t *ret_ids,
                                          size_t max, size_t *ret_count)
{
    size_t count = 0;
    /* One by one, since each is a row of the log of its own. */
    for (;;) {
        int64_t id;
        sqlite3_stmt *row = store_statement(
            store, "SELECT id FROM badge WHERE person_id = :person AND revoked_at IS NULL"
                   " ORDER BY id LIMIT 1");
        store_bind_integer(row, ":person", person);
        enum parvis_status status = store_step_integer(store, row, &id);
        if (status == PARVIS_NOT_FOUND)
            break;
        if (status == PARVIS_OK)
            status = revoke(store, id, at, changes);
        if (status != PARVIS_OK)
            return status;
        /* The caller counts as many as it has room for; all are revoked. */
        if (count < max)
            ret_ids[count++] = id;
    }
    *ret_count = count;
    return PARVIS_OK;
}

enum parvis_status store_badge_revoke(struct store *store, int64_t id, int64_t at,
                                      struct store_change_list *changes)
{
    int64_t revoked_at;
    sqlite3_stmt *row =
        store_statement(store, "SELECT coalesce(revoked_at, 0) FROM badge WHERE id = :id");
    store_bind_integer(row, ":id", id);
    enum parvis_status status = store_step_integer(store, row, &revoked_at);
    if (status != PARVIS_OK)
        return status;
    return revoked_at ? PARVIS_CONFLICT : revoke(store, id, at, changes);
}
