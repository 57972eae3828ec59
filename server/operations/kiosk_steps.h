/* SPDX-License-Identifier: EUPL-1.2 */
/* Steps that the kiosks' operations share. */
#ifndef PARVIS_KIOSK_STEPS_H
#define PARVIS_KIOSK_STEPS_H

#include "kiosk_operations.h"
#include "store_kiosk.h"

/* Refuses with this status, code for programs, wrong member of the order ("": none) and catalogue
 * key. Returns `status`. */
enum parvis_status kiosk_refuse(struct operation *operation, enum parvis_status status,
                                const char *code, const char *field, const char *key);
/* Turns the store's status on an order's kiosk or stand into a refusal with its reason; passes
 * other statuses on. */
enum parvis_status kiosk_judge(struct operation *operation, enum parvis_status status);
/* Makes the code's secret and stores its hash; gives the instant at which the code expires, event
 * clock, ms. */
enum parvis_status kiosk_keep_code(struct operation *operation, int64_t kiosk,
                                   struct pairing_code *code, int64_t *ret_expires_at);
/* BLAKE2b-256 of the secret: the database keeps nothing else of a code. */
void kiosk_hash_secret(const uint8_t secret[PAIRING_SECRET_BYTES],
                       uint8_t ret_hash[STORE_TOKEN_HASH_BYTES]);

#endif
