/* SPDX-License-Identifier: EUPL-1.2 */
/* What the operations on kiosks share. */
#ifndef PARVIS_KIOSK_STEPS_H
#define PARVIS_KIOSK_STEPS_H

#include "kiosk_operations.h"
#include "store_kiosk.h"

/* Refuses with the status, the code for programs, the member that is wrong ("": none), the key. */
enum parvis_status kiosk_refuse(struct operation *operation, enum parvis_status status,
                                const char *code, const char *field, const char *key);
/* What the store said of a kiosk that an order names, or of the stand that it is given: refused
 * with a reason, or as it is. */
enum parvis_status kiosk_judge(struct operation *operation, enum parvis_status status);
/* Makes a secret for the code and keeps its hash; gives the instant at which the code is over. */
enum parvis_status kiosk_keep_code(struct operation *operation, int64_t kiosk,
                                   struct pairing_code *code, int64_t *ret_expires_at);
/* BLAKE2b-256 of the secret: all that the database has of a code. */
void kiosk_hash_secret(const uint8_t secret[PAIRING_SECRET_BYTES],
                       uint8_t ret_hash[STORE_TOKEN_HASH_BYTES]);

#endif
