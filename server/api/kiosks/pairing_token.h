/* SPDX-License-Identifier: EUPL-1.2 */
/* The token that a box gets for a pairing code. */
#ifndef PARVIS_API_PAIRING_TOKEN_H
#define PARVIS_API_PAIRING_TOKEN_H

#include <stdint.h>

#include "parvis/pairing.h"
#include "token.h"

/* Derives the token from the code's secret and the nonce that the box made, keyed by the edition's
 * secret key. The same box gets the same token when it asks again because the answer was lost;
 * nobody else can compute it. */
void pairing_token(const uint8_t secret_key[64], const uint8_t secret[PAIRING_SECRET_BYTES],
                   const char *nonce, char ret_token[TOKEN_CHARS + 1]);

#endif
