/* SPDX-License-Identifier: EUPL-1.2 */
/* What is kept of a pairing code, and the token that it is exchanged for. */
#ifndef PARVIS_API_PAIRING_TOKEN_H
#define PARVIS_API_PAIRING_TOKEN_H

#include <stdint.h>

#include "parvis/pairing.h"
#include "token.h"

/* BLAKE2b-256 of the secret: all that the database has of a code. */
void pairing_secret_hash(const uint8_t secret[PAIRING_SECRET_BYTES], uint8_t ret_hash[32]);

/* The token of the kiosk that shows `secret` under a nonce of its own making: keyed by the
 * edition's secret key, so that the same box may ask again when the answer was lost, and nobody
 * else can know it. `nonce` and `secret_key` as the caller has them. */
void pairing_token(const uint8_t secret_key[64], const uint8_t secret[PAIRING_SECRET_BYTES],
                   const char *nonce, char ret_token[TOKEN_CHARS + 1]);

#endif
