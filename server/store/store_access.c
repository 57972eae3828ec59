/* SPDX-License-Identifier: EUPL-1.2 */
/* Users, sign-ins and devices. */
#include "store_access.h"

#include <stdio.h>
#include <stdlib.h>

#include "store_kiosk.h"
#include "store_rows.h"
#include "store_statement.h"

static enum parvis_status find_user(struct store *store, const char *name, int64_t *ret_id)
{
    sqlite3_stmt *row = store_statement(store, "SELECT id FROM user WHERE name = :name");
    store_bind_text(row, ":name", name);
    return store_step_integer(store, row, ret_id);
}

static enum parvis_status revoke_sign_in(struct store *store, int64_t id, int64_t at,
                                         struct store_change_list *changes)
{
    sqlite3_stmt *row =
        store_statement(store, "UPDATE sign_in SET revoked_at = :at WHERE id = :id");
    store_bind_integer(row, ":at", at);
    store_bind_integer(row, ":id", id);
    return store_write(store, row, "sign_in", id, changes);
}

/* Ends every sign-in of a user that is in force. */
static enum parvis_status end_sign_ins(struct store *store, int64_t user, int64_t at,
                                       struct store_change_list *changes)
{
    /* One by one: each is a row of the log of its own, and SQLite does not say what a query sees of
     * rows that are changed while it runs. */
    for (;;) {
        int64_t id;
        sqlite3_stmt *row = store_statement(
            store, "SELECT id FROM sign_in WHERE user_id = :user AND revoked_at IS NULL LIMIT 1");
        store_bind_integer(row, ":user", user);
        enum parvis_status status = store_step_integer(store, row, &id);
        if (status == PARVIS_NOT_FOUND)
            return PARVIS_OK;
        if (status == PARVIS_OK)
            status = revoke_sign_in(store, id, at, changes);
        if (status != PARVIS_OK)
            return status;
    }
}

enum parvis_status store_user_put(struct store *store, const char *name, const char *role,
                                  const char *password_hash, int64_t at,
                                  struct store_change_list *changes)
{
    int64_t id;
    sqlite3_stmt *row = store_statement(
        store, "INSERT INTO user (name, role, password_hash, created_at)"
               " VALUES (:name, :role, :hash, :at) ON CONFLICT (name) DO UPDATE SET"
               " role = excluded.role, password_hash = excluded.password_hash, revoked_at = NULL");
    store_bind_text(row, ":name", name);
    store_bind_text(row, ":role", role);
    store_bind_text(row, ":hash", password_hash);
    store_bind_integer(row, ":at", at);
    enum parvis_status status = store_run(store, row);
    if (status == PARVIS_OK)
        status = find_user(store, name, &id);
    if (status == PARVIS_OK)
        status = end_sign_ins(store, id, at, changes);
    return status == PARVIS_OK ? store_record(store, "user", id, changes) : status;
}

enum parvis_status store_user_revoke(struct store *store, const char *name, int64_t at,
                                     struct store_change_list *changes)
{
    int64_t id;
    enum parvis_status status = find_user(store, name, &id);
    if (status != PARVIS_OK)
        return status;
    sqlite3_stmt *row = store_statement(store, "UPDATE user SET revoked_at = :at WHERE id = :id");
    store_bind_integer(row, ":at", at);
    store_bind_integer(row, ":id", id);
    status = store_run(store, row);
    if (status == PARVIS_OK)
        status = end_sign_ins(store, id, at, changes);
    return status == PARVIS_OK ? store_record(store, "user", id, changes) : status;
}

enum parvis_status store_user_role(struct store *store, int64_t id, const char *role,
                                   struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(
        store, "UPDATE user SET role = :role WHERE id = :id AND revoked_at IS NULL");
    store_bind_text(row, ":role", role);
    store_bind_integer(row, ":id", id);
    return store_update(store, row, "user", id, changes);
}

enum parvis_status store_user_password(struct store *store, int64_t id,
                                       char ret_hash[STORE_PASSWORD_HASH_BYTES])
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT password_hash FROM user WHERE id = :id AND revoked_at IS NULL");
    store_bind_integer(row, ":id", id);
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status;
    snprintf(ret_hash, STORE_PASSWORD_HASH_BYTES, "%s", store_column_text(row, 0));
    sqlite3_reset(row);
    return PARVIS_OK;
}

enum parvis_status store_sign_in_add(struct store *store, int64_t user, const uint8_t *token_hash,
                                     int64_t created_at, int64_t expires_at,
                                     struct store_change_list *changes, int64_t *ret_id)
{
    sqlite3_stmt *row =
        store_statement(store, "INSERT INTO sign_in (user_id, token_hash, created_at, expires_at)"
                               " VALUES (:user, :hash, :created, :expires)");
    store_bind_integer(row, ":user", user);
    store_bind_blob(row, ":hash", token_hash, STORE_TOKEN_HASH_BYTES);
    store_bind_integer(row, ":created", created_at);
    store_bind_integer(row, ":expires", expires_at);
    enum parvis_status status = store_run(store, row);
    int64_t id = store_last_rowid(store);
    if (status == PARVIS_OK)
        status = store_record(store, "sign_in", id, changes);
    if (status == PARVIS_OK)
        *ret_id = id;
    return status;
}

enum parvis_status store_device_put(struct store *store, const char *name, enum device_role role,
                                    const uint8_t *token_hash, int64_t at,
                                    struct store_change_list *changes, int64_t *ret_id)
{
    int64_t id;
    sqlite3_stmt *row = store_statement(
        store, "INSERT INTO device (name, role, token_hash, created_at, enrolled_at)"
               " VALUES (:name, :role, :hash, :at, :at) ON CONFLICT (name) DO UPDATE SET"
               " role = excluded.role, token_hash = excluded.token_hash,"
               " enrolled_at = excluded.enrolled_at, revoked_at = NULL");
    store_bind_text(row, ":name", name);
    store_bind_text(row, ":role", device_role_name(role));
    store_bind_blob(row, ":hash", token_hash, STORE_TOKEN_HASH_BYTES);
    store_bind_integer(row, ":at", at);
    enum parvis_status status = store_run(store, row);
    if (status == PARVIS_OK)
        status = store_kiosk_find(store, name, &id);
    if (status == PARVIS_OK)
        status = store_record(store, "device", id, changes);
    if (status == PARVIS_OK)
        *ret_id = id;
    return status;
}

static enum parvis_status each_row(struct store *store, sqlite3_stmt *row, store_access_fn *each,
                                   void *data)
{
    enum parvis_status status;
    while ((status = store_step(store, row)) == PARVIS_OK) {
        struct store_access_row access = {.id = sqlite3_column_int64(row, 0),
                                          .name = store_column_text(row, 1),
                                          .role = store_column_text(row, 2),
                                          .created_at = sqlite3_column_int64(row, 3),
                                          .revoked_at = sqlite3_column_int64(row, 4),
                                          .enrolled_at = sqlite3_column_int64(row, 5)};
        if (!each(&access, data)) {
            sqlite3_reset(row);
            return PARVIS_OK;
        }
    }
    return status == PARVIS_NOT_FOUND ? PARVIS_OK : status;
}

enum parvis_status store_user_each(struct store *store, store_access_fn *each, void *data)
{
    return each_row(store,
                    store_statement(store,
                                    "SELECT id, name, role, created_at, coalesce(revoked_at, 0), 0"
                                    " FROM user ORDER BY name"),
                    each, data);
}

enum parvis_status store_device_each(struct store *store, store_access_fn *each, void *data)
{
    return each_row(store,
                    store_statement(store,
                                    "SELECT id, name, role, created_at, coalesce(revoked_at, 0),"
                                    " coalesce(enrolled_at, 0) FROM device ORDER BY name"),
                    each, data);
}

/* ---- sessions ---- */

static void read_sign_in(sqlite3_stmt *row, void *target)
{
    struct store_sign_in *sign_in = target;
    sign_in->id = sqlite3_column_int64(row, 0);
    sign_in->user = sqlite3_column_int64(row, 1);
    sign_in->created_at = sqlite3_column_int64(row, 2);
    sign_in->expires_at = sqlite3_column_int64(row, 3);
    STORE_COPY(sign_in->name, row, 4);
    STORE_COPY(sign_in->role, row, 5);
}

enum parvis_status store_sign_ins(struct store *store, int64_t user, int64_t now,
                                  struct store_sign_in **ret_rows, size_t *ret_count)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT sign_in.id, user_id, sign_in.created_at, expires_at, name, role FROM sign_in"
               " JOIN user ON user.id = user_id WHERE sign_in.revoked_at IS NULL"
               " AND user.revoked_at IS NULL AND expires_at > :now AND :user IN (0, user_id)"
               " ORDER BY sign_in.id DESC LIMIT 500");
    store_bind_integer(row, ":now", now);
    store_bind_integer(row, ":user", user);
    return store_rows(store, row, sizeof **ret_rows, read_sign_in, (void **)ret_rows, ret_count);
}

enum parvis_status store_sign_in_end(struct store *store, int64_t id, int64_t user, int64_t at,
                                     struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(store, "UPDATE sign_in SET revoked_at = :at WHERE id = :id"
                                               " AND revoked_at IS NULL AND :user IN (0, user_id)");
    store_bind_integer(row, ":at", at);
    store_bind_integer(row, ":id", id);
    store_bind_integer(row, ":user", user);
    return store_update(store, row, "sign_in", id, changes);
}
