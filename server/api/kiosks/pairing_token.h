/* SPDX-License-Identifier: EUPL-1.2 */
/* The token that a pairing code is exchanged for. */
#ifndef PARVIS_API_PAIRING_TOKEN_H
#define PARVIS_API_PAIRING_TOKEN_H

#include <stdint.h>

#include "parvis/pairing.h"
#include "token.h"

/* The token of the kiosk that shows `secret` under a nonce of its own making: keyed by the
 * edition's secret key, so that the same box may ask again when the answer was lost, and nobody
 * else can know it. `nonce` and `secret_key` as the caller has them. */
void pairing_token(const uint8_t secret_key[64], const uint8_t secret[PAIRING_SECRET_BYTES],
                   const char *nonce, char ret_token[TOKEN_CHARS + 1]);

#endif
