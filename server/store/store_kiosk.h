/* SPDX-License-Identifier: EUPL-1.2 */
/* Kiosks: their settings, and the pairing codes that enrol them. store_access.h has their
 * tokens. */
#ifndef PARVIS_STORE_KIOSK_H
#define PARVIS_STORE_KIOSK_H

#include "parvis/kiosk_screen.h"
#include "parvis/states.h"
#include "parvis/text.h"
#include "store.h"

/* A kiosk's settings. */
struct store_kiosk {
    enum device_role role;
    enum kiosk_screen shows;     /* of a screen: which of the hall's screens */
    enum text_language language; /* French or English */
    int64_t stand;               /* the stand that it belongs to; 0: none */
    bool leaving;                /* a door: an exit */
    bool dark;                   /* its screen is black */
    bool registers;              /* a door: visitors may register themselves */
};

/* Adds a kiosk that waits for its pairing code. A revoked kiosk of this name is used again. `at`:
 * event clock, ms. PARVIS_CONFLICT: the name is in use, or the table does not allow the role,
 * screen or language. PARVIS_INVALID: no such stand. */
enum parvis_status store_kiosk_add(struct store *store, const char *name,
                                   const struct store_kiosk *kiosk, int64_t at,
                                   struct store_change_list *changes,
                                   int64_t *ret_id) PARVIS_MUST_CHECK;
/* Changes a kiosk's settings. PARVIS_NOT_FOUND: no such kiosk. PARVIS_INVALID: no such stand.
 * PARVIS_CONFLICT: the table does not allow the role, screen or language. */
enum parvis_status store_kiosk_set(struct store *store, int64_t id, const struct store_kiosk *kiosk,
                                   struct store_change_list *changes) PARVIS_MUST_CHECK;
/* A kiosk's settings. PARVIS_NOT_FOUND: no such kiosk. */
enum parvis_status store_kiosk_get(struct store *store, int64_t id,
                                   struct store_kiosk *ret_kiosk) PARVIS_MUST_CHECK;
/* The company whose stand a kiosk in use belongs to. PARVIS_NOT_FOUND: none. */
enum parvis_status store_kiosk_company(struct store *store, int64_t id,
                                       int64_t *ret_company) PARVIS_MUST_CHECK;
/* Ends a kiosk's token and its code. PARVIS_NOT_FOUND: no such kiosk. PARVIS_CONFLICT: it was
 * revoked before. */
enum parvis_status store_kiosk_revoke(struct store *store, int64_t id, int64_t at,
                                      struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Sets the staff's PIN at a kiosk, as its salt and derived key (parvis/staff.h); NULL: removes it.
 * PARVIS_NOT_FOUND: no such kiosk. */
enum parvis_status store_kiosk_staff(struct store *store, int64_t id, const uint8_t salt[16],
                                     const uint8_t key[32],
                                     struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Whether the staff has a PIN at it. PARVIS_NOT_FOUND. */
enum parvis_status store_kiosk_has_pin(struct store *store, int64_t id,
                                       bool *ret_has) PARVIS_MUST_CHECK;
/* The kiosk's id by name. PARVIS_NOT_FOUND. */
enum parvis_status store_kiosk_find(struct store *store, const char *name,
                                    int64_t *ret_id) PARVIS_MUST_CHECK;
/* The id of the stand with this code. PARVIS_NOT_FOUND. */
enum parvis_status store_kiosk_find_stand(struct store *store, const char *code,
                                          int64_t *ret_id) PARVIS_MUST_CHECK;

/* Stores a pairing code for the kiosk; the earlier one ends. `secret_hash`: BLAKE2b-256. Instants:
 * event clock, ms. */
enum parvis_status store_pairing_make(struct store *store, int64_t kiosk,
                                      const uint8_t secret_hash[32], int64_t made_at,
                                      int64_t expires_at) PARVIS_MUST_CHECK;
/* Uses a pairing code: the kiosk gets the token of `token_hash`, its old token ends, a revoked
 * kiosk is in use again. A second use with the same nonce changes nothing and succeeds.
 * PARVIS_NOT_FOUND: no such code. PARVIS_CONFLICT: another box used it. PARVIS_CANCELLED: it has
 * expired. */
enum parvis_status store_pairing_use(struct store *store, const uint8_t secret_hash[32],
                                     const uint8_t nonce_hash[32], const uint8_t token_hash[32],
                                     int64_t at, struct store_change_list *changes,
                                     int64_t *ret_kiosk) PARVIS_MUST_CHECK;

#endif
