/* SPDX-License-Identifier: EUPL-1.2 */
/* Users, sign-ins and devices: who may ask the server. */
#ifndef PARVIS_STORE_ACCESS_H
#define PARVIS_STORE_ACCESS_H

#include "parvis/states.h"
#include "store.h"

#define STORE_TOKEN_HASH_BYTES 32     /* BLAKE2b-256 of a token's text */
#define STORE_PASSWORD_HASH_BYTES 128 /* libsodium's crypto_pwhash_STRBYTES, with the NUL */

/* Adds a user, or gives a new password and role to the one of this name and signs it out
 * everywhere. `password_hash`: libsodium's crypto_pwhash_str. `at`: ms. */
enum parvis_status store_user_put(struct store *store, const char *name, const char *role,
                                  const char *password_hash, int64_t at,
                                  struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Revokes a user and its sign-ins. PARVIS_NOT_FOUND. */
enum parvis_status store_user_revoke(struct store *store, const char *name, int64_t at,
                                     struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Gives a user that may sign in another role; who is signed in stays. PARVIS_NOT_FOUND. */
enum parvis_status store_user_role(struct store *store, int64_t id, const char *role,
                                   struct store_change_list *changes) PARVIS_MUST_CHECK;
/* The password's hash of a user that may sign in. PARVIS_NOT_FOUND: nobody, or revoked. */
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
/* Those of `user` (0: everyone's) that have not expired at `now`, the newest first; malloc'd. */
enum parvis_status store_sign_ins(struct store *store, int64_t user, int64_t now,
                                  struct store_sign_in **ret_rows,
                                  size_t *ret_count) PARVIS_MUST_CHECK;
/* Revokes one, of `user` only unless that is 0. PARVIS_NOT_FOUND. */
enum parvis_status store_sign_in_end(struct store *store, int64_t id, int64_t user, int64_t at,
                                     struct store_change_list *changes) PARVIS_MUST_CHECK;

/* Adds a device, or gives the one of this name a new token and role (the old token ends). */
enum parvis_status store_device_put(struct store *store, const char *name, enum device_role role,
                                    const uint8_t *token_hash, int64_t at,
                                    struct store_change_list *changes,
                                    int64_t *ret_id) PARVIS_MUST_CHECK;

/* Calls `each` for every user or device by name, until it returns false. */
struct store_access_row {
    int64_t id;
    const char *name, *role;
    int64_t created_at, revoked_at; /* revoked_at 0: in use */
    int64_t enrolled_at;            /* devices; 0: it waits for its code */
};
typedef bool store_access_fn(const struct store_access_row *row, void *data);
enum parvis_status store_user_each(struct store *store, store_access_fn *each,
                                   void *data) PARVIS_MUST_CHECK;
enum parvis_status store_device_each(struct store *store, store_access_fn *each,
                                     void *data) PARVIS_MUST_CHECK;

#endif
