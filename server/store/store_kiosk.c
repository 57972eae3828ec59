/* SPDX-License-Identifier: EUPL-1.2 */
/* Kiosks and their pairing codes. */
#include "store_kiosk.h"
#include "store_statement.h"

#include <string.h>

enum parvis_status store_kiosk_find(struct store *store, const char *name, int64_t *ret_id)
{
    sqlite3_stmt *row = store_statement(store, "SELECT id FROM device WHERE name = :name");
    store_bind_text(row, ":name", name);
    return store_step_integer(store, row, ret_id);
}

enum parvis_status store_kiosk_find_stand(struct store *store, const char *code, int64_t *ret_id)
{
    sqlite3_stmt *row = store_statement(store, "SELECT id FROM stand WHERE code = :code");
    store_bind_text(row, ":code", code);
    return store_step_integer(store, row, ret_id);
}

static enum parvis_status check_stand(struct store *store, int64_t stand)
{
    int64_t id;
    if (stand == 0)
        return PARVIS_OK;
    sqlite3_stmt *row = store_statement(store, "SELECT id FROM stand WHERE id = :id");
    store_bind_integer(row, ":id", stand);
    enum parvis_status status = store_step_integer(store, row, &id);
    return status == PARVIS_NOT_FOUND ? PARVIS_INVALID : status;
}

enum parvis_status store_kiosk_set(struct store *store, int64_t id, const struct store_kiosk *kiosk,
                                   struct store_change_list *changes)
{
    const char *shows = kiosk_screen_word(kiosk->shows);
    if (!kiosk_screen_is_of_hall(shows)) /* no CHECK of the file's knows the screens */
        return PARVIS_CONFLICT;
    enum parvis_status status = check_stand(store, kiosk->stand);
    if (status != PARVIS_OK)
        return status;
    sqlite3_stmt *row = store_statement(
        store, "UPDATE device SET role = :role, shows = :shows, language = :language,"
               " stand_id = :stand, leaving = :leaving, dark = :dark, registers = :registers"
               " WHERE id = :id");
    store_bind_text(row, ":role", device_role_name(kiosk->role));
    store_bind_text(row, ":shows", shows);
    store_bind_text(row, ":language", text_language_code(kiosk->language));
    if (kiosk->stand)
        store_bind_integer(row, ":stand", kiosk->stand);
    else
        store_bind_null(row, ":stand");
    store_bind_integer(row, ":leaving", kiosk->leaving);
    store_bind_integer(row, ":dark", kiosk->dark);
    store_bind_integer(row, ":registers", kiosk->registers);
    store_bind_integer(row, ":id", id);
    return store_update(store, row, "device", id, changes);
}

/* A word that is in no table of the programs is a later version's, which has not opened this file:
 * PARVIS_CORRUPT. */
static enum parvis_status read_kiosk(sqlite3_stmt *row, struct store_kiosk *ret_kiosk)
{
    struct store_kiosk kiosk = {.language = text_language_of(store_column_text(row, 2)),
                                .stand = sqlite3_column_int64(row, 3),
                                .leaving = sqlite3_column_int(row, 4),
                                .dark = sqlite3_column_int(row, 5),
                                .registers = sqlite3_column_int(row, 6)};
    if (!device_role_parse(store_column_text(row, 0), &kiosk.role) ||
        !kiosk_screen_find(store_column_text(row, 1), &kiosk.shows))
        return PARVIS_CORRUPT;
    *ret_kiosk = kiosk;
    return PARVIS_OK;
}

enum parvis_status store_kiosk_get(struct store *store, int64_t id, struct store_kiosk *ret_kiosk)
{
    sqlite3_stmt *row =
        store_statement(store, "SELECT role, shows, language, coalesce(stand_id, 0), leaving, dark,"
                               " registers FROM device WHERE id = :id");
    store_bind_integer(row, ":id", id);
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status;
    status = read_kiosk(row, ret_kiosk);
    sqlite3_reset(row);
    return status;
}

enum parvis_status store_kiosk_company(struct store *store, int64_t id, int64_t *ret_company)
{
    sqlite3_stmt *row = store_statement(
        store,
        "SELECT company_id FROM device JOIN stand ON stand.id = stand_id WHERE device.id = :id"
        " AND role = 'stand' AND revoked_at IS NULL AND company_id IS NOT NULL");
    store_bind_integer(row, ":id", id);
    return store_step_integer(store, row, ret_company);
}

static void bind_or_null(sqlite3_stmt *row, const char *name, const uint8_t *bytes, size_t size)
{
    if (bytes)
        store_bind_blob(row, name, bytes, size);
    else
        store_bind_null(row, name);
}

enum parvis_status store_kiosk_staff(struct store *store, int64_t id, const uint8_t salt[16],
                                     const uint8_t key[32], struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(
        store, "UPDATE device SET staff_salt = :salt, staff_key = :key WHERE id = :id");
    bind_or_null(row, ":salt", salt, 16);
    bind_or_null(row, ":key", key, 32);
    store_bind_integer(row, ":id", id);
    return store_update(store, row, "device", id, changes);
}

enum parvis_status store_kiosk_has_pin(struct store *store, int64_t id, bool *ret_has)
{
    int64_t has;
    sqlite3_stmt *row =
        store_statement(store, "SELECT staff_salt IS NOT NULL FROM device WHERE id = :id");
    store_bind_integer(row, ":id", id);
    enum parvis_status status = store_step_integer(store, row, &has);
    if (status == PARVIS_OK)
        *ret_has = has;
    return status;
}

enum parvis_status store_kiosk_add(struct store *store, const char *name,
                                   const struct store_kiosk *kiosk, int64_t at,
                                   struct store_change_list *changes, int64_t *ret_id)
{
    int64_t id;
    /* A hash of nothing: no token opens it, until a code is used. */
    sqlite3_stmt *row = store_statement(
        store, "INSERT INTO device (name, role, token_hash, created_at)"
               " VALUES (:name, :role, randomblob(32), :at) ON CONFLICT (name) DO UPDATE SET"
               " token_hash = excluded.token_hash, revoked_at = NULL, enrolled_at = NULL,"
               " staff_salt = NULL, staff_key = NULL,"
               " created_at = excluded.created_at WHERE revoked_at IS NOT NULL");
    store_bind_text(row, ":name", name);
    store_bind_text(row, ":role", device_role_name(kiosk->role));
    store_bind_integer(row, ":at", at);
    enum parvis_status status = store_run(store, row);
    /* The name is a kiosk's that is in use: its token must not end because somebody chose the same
     * name. */
    if (status == PARVIS_OK && store_rows_changed(store) == 0)
        status = PARVIS_CONFLICT;
    if (status == PARVIS_OK)
        status = store_kiosk_find(store, name, &id);
    if (status == PARVIS_OK)
        status = store_kiosk_set(store, id, kiosk, changes);
    if (status == PARVIS_OK)
        *ret_id = id;
    return status;
}

static enum parvis_status forget_code(struct store *store, int64_t kiosk)
{
    sqlite3_stmt *row = store_statement(store, "DELETE FROM pairing WHERE device_id = :id");
    store_bind_integer(row, ":id", kiosk);
    return store_run(store, row);
}

enum parvis_status store_kiosk_revoke(struct store *store, int64_t id, int64_t at,
                                      struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(
        store, "UPDATE device SET revoked_at = :at, staff_salt = NULL, staff_key = NULL"
               " WHERE id = :id AND revoked_at IS NULL");
    store_bind_integer(row, ":at", at);
    store_bind_integer(row, ":id", id);
    enum parvis_status status = store_run(store, row);
    if (status == PARVIS_OK && store_rows_changed(store) == 0) {
        row = store_statement(store, "SELECT id FROM device WHERE id = :id");
        store_bind_integer(row, ":id", id);
        status = store_step_integer(store, row, &id);
        return status == PARVIS_OK ? PARVIS_CONFLICT : status;
    }
    if (status == PARVIS_OK)
        status = forget_code(store, id);
    return status == PARVIS_OK ? store_record(store, "device", id, changes) : status;
}

/* ---- codes ---- */

enum parvis_status store_pairing_make(struct store *store, int64_t kiosk,
                                      const uint8_t secret_hash[32], int64_t made_at,
                                      int64_t expires_at)
{
    enum parvis_status status = forget_code(store, kiosk);
    if (status != PARVIS_OK)
        return status;
    sqlite3_stmt *row =
        store_statement(store, "INSERT INTO pairing (device_id, secret_hash, made_at, expires_at)"
                               " VALUES (:kiosk, :hash, :made, :expires)");
    store_bind_integer(row, ":kiosk", kiosk);
    store_bind_blob(row, ":hash", secret_hash, 32);
    store_bind_integer(row, ":made", made_at);
    store_bind_integer(row, ":expires", expires_at);
    return store_run(store, row);
}

/* PARVIS_OK: the code may be used; with *ret_again it was, by the same box. */
static enum parvis_status judge_code(struct store *store, const uint8_t secret_hash[32],
                                     const uint8_t nonce_hash[32], int64_t at, int64_t *ret_kiosk,
                                     bool *ret_again)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT device_id, expires_at, nonce_hash FROM pairing WHERE secret_hash = :hash");
    store_bind_blob(row, ":hash", secret_hash, 32);
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status;
    const void *nonce = sqlite3_column_blob(row, 2);
    *ret_kiosk = sqlite3_column_int64(row, 0);
    *ret_again = nonce && memcmp(nonce, nonce_hash, 32) == 0;
    if (nonce && !*ret_again)
        status = PARVIS_CONFLICT;
    else if (!nonce && at >= sqlite3_column_int64(row, 1))
        status = PARVIS_CANCELLED;
    sqlite3_reset(row);
    return status;
}

static enum parvis_status enrol(struct store *store, int64_t kiosk, const uint8_t token_hash[32],
                                int64_t at)
{
    sqlite3_stmt *row =
        store_statement(store, "UPDATE device SET token_hash = :hash, enrolled_at = :at,"
                               " revoked_at = NULL WHERE id = :id");
    store_bind_blob(row, ":hash", token_hash, 32);
    store_bind_integer(row, ":at", at);
    store_bind_integer(row, ":id", kiosk);
    return store_run(store, row);
}

enum parvis_status store_pairing_use(struct store *store, const uint8_t secret_hash[32],
                                     const uint8_t nonce_hash[32], const uint8_t token_hash[32],
                                     int64_t at, struct store_change_list *changes,
                                     int64_t *ret_kiosk)
{
    int64_t kiosk = 0;
    bool again = false;
    enum parvis_status status = judge_code(store, secret_hash, nonce_hash, at, &kiosk, &again);
    if (status == PARVIS_OK && !again) {
        sqlite3_stmt *row = store_statement(
            store,
            "UPDATE pairing SET used_at = :at, nonce_hash = :nonce WHERE secret_hash = :hash");
        store_bind_integer(row, ":at", at);
        store_bind_blob(row, ":nonce", nonce_hash, 32);
        store_bind_blob(row, ":hash", secret_hash, 32);
        status = store_run(store, row);
        if (status == PARVIS_OK)
            status = enrol(store, kiosk, token_hash, at);
        if (status == PARVIS_OK)
            status = store_record(store, "device", kiosk, changes);
    }
    if (status == PARVIS_OK)
        *ret_kiosk = kiosk;
    return status;
}
