/* SPDX-License-Identifier: EUPL-1.2 */
/* Attendees' personal links and phones. The caller gives secrets as hashes of
 * STORE_TOKEN_HASH_BYTES. */
#ifndef PARVIS_STORE_PHONE_H
#define PARVIS_STORE_PHONE_H

#include "store_access.h"

/* Adds a link. `purpose`: "page", "once" or "calendar". The person's earlier links of this purpose
 * end, unless it is "once". `expires_at` 0: never. Instants by the real clock, ms. */
enum parvis_status store_link_add(struct store *store, int64_t person, const char *purpose,
                                  const uint8_t *token_hash, int64_t at, int64_t expires_at,
                                  struct store_change_list *changes) PARVIS_MUST_CHECK;
/* A link as it is. */
struct store_link {
    int64_t person;
    char purpose[12];               /* "page", "once" or "calendar" */
    int64_t expires_at, revoked_at; /* 0: never expires; not revoked */
};
/* PARVIS_NOT_FOUND. */
enum parvis_status store_link_get(struct store *store, int64_t id,
                                  struct store_link *ret_link) PARVIS_MUST_CHECK;
/* Ends a link. PARVIS_CONFLICT: it has ended before (a "once" was used). */
enum parvis_status store_link_revoke(struct store *store, int64_t id, int64_t at,
                                     struct store_change_list *changes) PARVIS_MUST_CHECK;

/* A person who may have a link; `linked`: has a valid page link. store_invited_each gives them by
 * code. Strings are borrowed for the call. */
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
/* Notes that a phone's order `id` was carried out. *ret_again: it was carried out before, so do
 * nothing. PARVIS_CONFLICT: the id names another order or another person's. */
enum parvis_status store_order_note(struct store *store, const char *id, int64_t person,
                                    const uint8_t digest[STORE_ORDER_DIGEST_BYTES], int64_t at,
                                    bool *ret_again) PARVIS_MUST_CHECK;

#endif
