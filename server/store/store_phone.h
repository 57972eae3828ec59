/* SPDX-License-Identifier: EUPL-1.2 */
/* Attendees' own links and phones. Secrets are hashed by the caller (STORE_TOKEN_HASH_BYTES). */
#ifndef PARVIS_STORE_PHONE_H
#define PARVIS_STORE_PHONE_H

#include "store_access.h"

/* Adds a link; every other valid one of this person and purpose ends first, unless it is a "once".
 * `purpose`: "page", "once" or "calendar". `expires_at` 0: never. Instants are of the real clock.
 */
enum parvis_status store_link_add(struct store *store, int64_t person, const char *purpose,
                                  const uint8_t *token_hash, int64_t at, int64_t expires_at,
                                  struct store_change_list *changes) PARVIS_MUST_CHECK;
/* A link as it is. */
struct store_link {
    int64_t person;
    char purpose[12];               /* as above */
    int64_t expires_at, revoked_at; /* 0: it does not, it was not */
};
/* PARVIS_NOT_FOUND. */
enum parvis_status store_link_get(struct store *store, int64_t id,
                                  struct store_link *ret_link) PARVIS_MUST_CHECK;
/* Ends a link. PARVIS_CONFLICT: it had ended before (a "once" that was used). */
enum parvis_status store_link_revoke(struct store *store, int64_t id, int64_t at,
                                     struct store_change_list *changes) PARVIS_MUST_CHECK;

/* Everyone who may have a link, by code; `linked`: a valid page link exists. Strings are borrowed
 * for the call. */
struct store_invited {
    int64_t id;
    const char *code, *first_name, *last_name, *email, *organisation, *language, *role;
    bool linked;
};
typedef bool store_invited_fn(const struct store_invited *invited, void *data);
enum parvis_status store_invited_each(struct store *store, store_invited_fn *each,
                                      void *data) PARVIS_MUST_CHECK;

enum parvis_status store_phone_add(struct store *store, int64_t person, const uint8_t *token_hash,
                                   int64_t at, int64_t expires_at,
                                   struct store_change_list *changes) PARVIS_MUST_CHECK;
enum parvis_status store_phone_revoke(struct store *store, int64_t id, int64_t at,
                                      struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Ends every valid link and phone of a person. */
enum parvis_status store_links_end(struct store *store, int64_t person, int64_t at,
                                   struct store_change_list *changes) PARVIS_MUST_CHECK;

#define STORE_ORDER_DIGEST_BYTES 16
/* Notes that a phone's order `id` is done. *ret_again: it was done before, and nothing is to be
 * done. PARVIS_CONFLICT: the id stood for something else, or for somebody else. */
enum parvis_status store_order_note(struct store *store, const char *id, int64_t person,
                                    const uint8_t digest[STORE_ORDER_DIGEST_BYTES], int64_t at,
                                    bool *ret_again) PARVIS_MUST_CHECK;

#endif
