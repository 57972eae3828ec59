/* SPDX-License-Identifier: EUPL-1.2 */
/* Links, phones, and what phones have sent already. */
#include "store_phone.h"

#include <stdio.h>
#include <string.h>

#include "store_rows.h"
#include "store_statement.h"

/* ---- links ---- */

static enum parvis_status end_link(struct store *store, int64_t id, int64_t at,
                                   struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(store, "UPDATE link SET revoked_at = :at WHERE id = :id");
    store_bind_integer(row, ":at", at);
    store_bind_integer(row, ":id", id);
    return store_write(store, row, "link", id, changes);
}

/* Ends the valid links of a person; `purpose` NULL: whatever they are for. */
static enum parvis_status end_links(struct store *store, int64_t person, const char *purpose,
                                    int64_t at, struct store_change_list *changes)
{
    for (;;) {
        int64_t id;
        sqlite3_stmt *row = store_statement(
            store, "SELECT id FROM link WHERE person_id = :person AND revoked_at IS NULL"
                   " AND purpose = coalesce(:purpose, purpose) LIMIT 1");
        store_bind_integer(row, ":person", person);
        store_bind_text(row, ":purpose", purpose);
        enum parvis_status status = store_step_integer(store, row, &id);
        if (status == PARVIS_NOT_FOUND)
            return PARVIS_OK;
        if (status == PARVIS_OK)
            status = end_link(store, id, at, changes);
        if (status != PARVIS_OK)
            return status;
    }
}

enum parvis_status store_link_add(struct store *store, int64_t person, const char *purpose,
                                  const uint8_t *token_hash, int64_t at, int64_t expires_at,
                                  struct store_change_list *changes)
{
    enum parvis_status status = PARVIS_OK;
    if (strcmp(purpose, "once") != 0)
        status = end_links(store, person, purpose, at, changes);
    if (status != PARVIS_OK)
        return status;
    sqlite3_stmt *row = store_statement(
        store, "INSERT INTO link (person_id, purpose, token_hash, created_at, expires_at)"
               " VALUES (:person, :purpose, :hash, :at, nullif(:expires, 0))");
    store_bind_integer(row, ":person", person);
    store_bind_text(row, ":purpose", purpose);
    store_bind_blob(row, ":hash", token_hash, STORE_TOKEN_HASH_BYTES);
    store_bind_integer(row, ":at", at);
    store_bind_integer(row, ":expires", expires_at);
    status = store_run(store, row);
    return status == PARVIS_OK ? store_record(store, "link", store_last_rowid(store), changes)
                               : status;
}

enum parvis_status store_link_get(struct store *store, int64_t id, struct store_link *ret_link)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT person_id, coalesce(expires_at, 0), coalesce(revoked_at, 0), purpose"
               " FROM link WHERE id = :id");
    store_bind_integer(row, ":id", id);
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status;
    *ret_link = (struct store_link){.person = sqlite3_column_int64(row, 0),
                                    .expires_at = sqlite3_column_int64(row, 1),
                                    .revoked_at = sqlite3_column_int64(row, 2)};
    STORE_COPY(ret_link->purpose, row, 3);
    sqlite3_reset(row);
    return PARVIS_OK;
}

enum parvis_status store_link_revoke(struct store *store, int64_t id, int64_t at,
                                     struct store_change_list *changes)
{
    int64_t revoked_at;
    sqlite3_stmt *row =
        store_statement(store, "SELECT coalesce(revoked_at, 0) FROM link WHERE id = :id");
    store_bind_integer(row, ":id", id);
    enum parvis_status status = store_step_integer(store, row, &revoked_at);
    if (status != PARVIS_OK)
        return status;
    return revoked_at ? PARVIS_CONFLICT : end_link(store, id, at, changes);
}

enum parvis_status store_invited_each(struct store *store, store_invited_fn *each, void *data)
{
    sqlite3_stmt *row = store_statement(
        store,
        "SELECT person.id, coalesce(code, ''), first_name, last_name, email,"
        " coalesce(organisation.name, affiliation), language, role, EXISTS (SELECT 1 FROM link"
        " WHERE person_id = person.id AND purpose = 'page' AND revoked_at IS NULL)"
        " FROM person LEFT JOIN organisation ON organisation.id = organisation_id"
        " WHERE erased_at IS NULL AND role <> 'staff' ORDER BY code IS NULL, code, person.id");
    enum parvis_status status;
    while ((status = store_step(store, row)) == PARVIS_OK) {
        struct store_invited invited = {.id = sqlite3_column_int64(row, 0),
                                        .code = store_column_text(row, 1),
                                        .first_name = store_column_text(row, 2),
                                        .last_name = store_column_text(row, 3),
                                        .email = store_column_text(row, 4),
                                        .organisation = store_column_text(row, 5),
                                        .language = store_column_text(row, 6),
                                        .role = store_column_text(row, 7),
                                        .linked = sqlite3_column_int(row, 8) != 0};
        if (!each(&invited, data)) {
            sqlite3_reset(row);
            return PARVIS_OK;
        }
    }
    return status == PARVIS_NOT_FOUND ? PARVIS_OK : status;
}

/* ---- phones ---- */

enum parvis_status store_phone_add(struct store *store, int64_t person, const uint8_t *token_hash,
                                   int64_t at, int64_t expires_at,
                                   struct store_change_list *changes)
{
    sqlite3_stmt *row =
        store_statement(store, "INSERT INTO phone (person_id, token_hash, created_at, expires_at)"
                               " VALUES (:person, :hash, :at, :expires)");
    store_bind_integer(row, ":person", person);
    store_bind_blob(row, ":hash", token_hash, STORE_TOKEN_HASH_BYTES);
    store_bind_integer(row, ":at", at);
    store_bind_integer(row, ":expires", expires_at);
    enum parvis_status status = store_run(store, row);
    return status == PARVIS_OK ? store_record(store, "phone", store_last_rowid(store), changes)
                               : status;
}

enum parvis_status store_phone_revoke(struct store *store, int64_t id, int64_t at,
                                      struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(store, "UPDATE phone SET revoked_at = :at WHERE id = :id");
    store_bind_integer(row, ":at", at);
    store_bind_integer(row, ":id", id);
    return store_write(store, row, "phone", id, changes);
}

enum parvis_status store_links_end(struct store *store, int64_t person, int64_t at,
                                   struct store_change_list *changes)
{
    enum parvis_status status = end_links(store, person, NULL, at, changes);
    while (status == PARVIS_OK) {
        int64_t id;
        sqlite3_stmt *row = store_statement(
            store, "SELECT id FROM phone WHERE person_id = :person AND revoked_at IS NULL LIMIT 1");
        store_bind_integer(row, ":person", person);
        status = store_step_integer(store, row, &id);
        if (status == PARVIS_OK)
            status = store_phone_revoke(store, id, at, changes);
    }
    return status == PARVIS_NOT_FOUND ? PARVIS_OK : status;
}

/* ---- orders that were sent before ---- */

enum parvis_status store_order_note(struct store *store, const char *id, int64_t person,
                                    const uint8_t digest[STORE_ORDER_DIGEST_BYTES], int64_t at,
                                    bool *ret_again)
{
    sqlite3_stmt *row =
        store_statement(store, "SELECT person_id, digest FROM phone_order WHERE id = :id");
    store_bind_text(row, ":id", id);
    enum parvis_status status = store_step(store, row);
    if (status == PARVIS_OK) {
        bool same = sqlite3_column_int64(row, 0) == person &&
                    sqlite3_column_bytes(row, 1) == STORE_ORDER_DIGEST_BYTES &&
                    memcmp(sqlite3_column_blob(row, 1), digest, STORE_ORDER_DIGEST_BYTES) == 0;
        sqlite3_reset(row);
        *ret_again = same;
        return same ? PARVIS_OK : PARVIS_CONFLICT;
    }
    if (status != PARVIS_NOT_FOUND)
        return status;
    row = store_statement(store, "INSERT INTO phone_order (id, person_id, digest, at)"
                                 " VALUES (:id, :person, :digest, :at)");
    store_bind_text(row, ":id", id);
    store_bind_integer(row, ":person", person);
    store_bind_blob(row, ":digest", digest, STORE_ORDER_DIGEST_BYTES);
    store_bind_integer(row, ":at", at);
    status = store_run(store, row);
    if (status == PARVIS_OK)
        *ret_again = false;
    return status;
}
