/* SPDX-License-Identifier: EUPL-1.2 */
/* Kiosks beside their tokens (store_access.h): what each shows, and the codes that enrol them. */
#ifndef PARVIS_STORE_KIOSK_H
#define PARVIS_STORE_KIOSK_H

#include "parvis/kiosk_screen.h"
#include "parvis/states.h"
#include "parvis/text.h"
#include "store.h"

/* What a kiosk is to do. */
struct store_kiosk {
    enum device_role role;
    enum kiosk_screen shows;     /* a hall screen: which of the hall's */
    enum text_language language; /* French or English */
    int64_t stand;               /* whose kiosk it is; 0: nobody's */
    bool leaving;                /* a door: an exit */
    bool dark;                   /* its screen is black */
    bool registers;              /* a door: visitors register themselves at it */
};

/* Adds a kiosk that waits for its code; one that was revoked under this name begins anew. `at`:
 * event clock. PARVIS_CONFLICT: the name is in use, or a word that the table does not take (a role,
 * a screen of the hall, a language). PARVIS_INVALID: no such stand. */
enum parvis_status store_kiosk_add(struct store *store, const char *name,
                                   const struct store_kiosk *kiosk, int64_t at,
                                   struct store_change_list *changes,
                                   int64_t *ret_id) PARVIS_MUST_CHECK;
/* Gives it other things to do. PARVIS_NOT_FOUND; PARVIS_INVALID: no such stand; PARVIS_CONFLICT: a
 * word that the table does not take. */
enum parvis_status store_kiosk_set(struct store *store, int64_t id, const struct store_kiosk *kiosk,
                                   struct store_change_list *changes) PARVIS_MUST_CHECK;
/* What it is to do now. PARVIS_NOT_FOUND. */
enum parvis_status store_kiosk_get(struct store *store, int64_t id,
                                   struct store_kiosk *ret_kiosk) PARVIS_MUST_CHECK;
/* The kept company at whose stand a stand's kiosk in use is. PARVIS_NOT_FOUND: it is at none. */
enum parvis_status store_kiosk_company(struct store *store, int64_t id,
                                       int64_t *ret_company) PARVIS_MUST_CHECK;
/* Ends its token and its code. PARVIS_NOT_FOUND; PARVIS_CONFLICT: it was revoked before. */
enum parvis_status store_kiosk_revoke(struct store *store, int64_t id, int64_t at,
                                      struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Gives it the staff's PIN, as its salt and what comes of it (parvis/staff.h); NULL: takes it away.
 * PARVIS_NOT_FOUND. */
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

/* Keeps a code for the kiosk in place of the one before. `secret_hash`: BLAKE2b-256. */
enum parvis_status store_pairing_make(struct store *store, int64_t kiosk,
                                      const uint8_t secret_hash[32], int64_t made_at,
                                      int64_t expires_at) PARVIS_MUST_CHECK;
/* Uses a code: the kiosk's token is from now on the one of `token_hash`, the old one ends, a
 * revoked kiosk is in use again. Repeated with the same nonce it changes nothing and succeeds.
 * PARVIS_NOT_FOUND: no such code; PARVIS_CONFLICT: another box used it; PARVIS_CANCELLED: it is
 * over. */
enum parvis_status store_pairing_use(struct store *store, const uint8_t secret_hash[32],
                                     const uint8_t nonce_hash[32], const uint8_t token_hash[32],
                                     int64_t at, struct store_change_list *changes,
                                     int64_t *ret_kiosk) PARVIS_MUST_CHECK;

#endif
