/* SPDX-License-Identifier: EUPL-1.2 */
/* The console's users, their sign-ins (sessions), and devices. */
#ifndef PARVIS_STORE_ACCESS_H
#define PARVIS_STORE_ACCESS_H

#include "parvis/states.h"
#include "store.h"

#define STORE_TOKEN_HASH_BYTES 32     /* BLAKE2b-256 of a token's text */
#define STORE_PASSWORD_HASH_BYTES 128 /* libsodium's crypto_pwhash_STRBYTES, with the NUL */

/* Adds a user, or gives the user of this name a new password and role and ends all its sessions.
 * `password_hash`: libsodium's crypto_pwhash_str. `at`: ms. */
enum parvis_status store_user_put(struct store *store, const char *name, const char *role,
                                  const char *password_hash, int64_t at,
                                  struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Revokes a user and its sign-ins. PARVIS_NOT_FOUND. */
enum parvis_status store_user_revoke(struct store *store, const char *name, int64_t at,
                                     struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Gives a user another role; its sessions go on. PARVIS_NOT_FOUND: no such user, or revoked. */
enum parvis_status store_user_role(struct store *store, int64_t id, const char *role,
                                   struct store_change_list *changes) PARVIS_MUST_CHECK;
/* A user's password hash. PARVIS_NOT_FOUND: no such user, or revoked. */
enum parvis_status store_user_password(struct store *store, int64_t id,
                                       char ret_hash[STORE_PASSWORD_HASH_BYTES]) PARVIS_MUST_CHECK;

enum parvis_status store_sign_in_add(struct store *store, int64_t user, const uint8_t *token_hash,
                                     int64_t created_at, int64_t expires_at,
                                     struct store_change_list *changes,
                                     int64_t *ret_id) PARVIS_MUST_CHECK;

/* A session in force. Instants by the real clock. */
struct store_sign_in {
    int64_t id, user, created_at, expires_at;
    char name[128], role[16];
};
/* The sessions of `user` (0: of all) that have not expired at `now`, newest first; malloc'd, the
 * caller's. */
enum parvis_status store_sign_ins(struct store *store, int64_t user, int64_t now,
                                  struct store_sign_in **ret_rows,
                                  size_t *ret_count) PARVIS_MUST_CHECK;
/* Ends a session. PARVIS_NOT_FOUND: none in force has this id, or `user` is not 0 and it is another
 * user's. */
enum parvis_status store_sign_in_end(struct store *store, int64_t id, int64_t user, int64_t at,
                                     struct store_change_list *changes) PARVIS_MUST_CHECK;

/* Adds a device, or gives the device of this name a new token and role; its old token ends. */
enum parvis_status store_device_put(struct store *store, const char *name, enum device_role role,
                                    const uint8_t *token_hash, int64_t at,
                                    struct store_change_list *changes,
                                    int64_t *ret_id) PARVIS_MUST_CHECK;

/* Calls `each` for every user or device by name, until it returns false. */
struct store_access_row {
    int64_t id;
    const char *name, *role;
    int64_t created_at, revoked_at; /* revoked_at 0: in use */
    int64_t enrolled_at;            /* of a device; 0: it waits for its pairing code */
};
typedef bool store_access_fn(const struct store_access_row *row, void *data);
enum parvis_status store_user_each(struct store *store, store_access_fn *each,
                                   void *data) PARVIS_MUST_CHECK;
enum parvis_status store_device_each(struct store *store, store_access_fn *each,
                                     void *data) PARVIS_MUST_CHECK;

#endif
