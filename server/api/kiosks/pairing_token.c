/* SPDX-License-Identifier: EUPL-1.2 */
/* From a pairing code to a token. */
#include "pairing_token.h"

#include <sodium.h>
#include <string.h>

void pairing_token(const uint8_t secret_key[64], const uint8_t secret[PAIRING_SECRET_BYTES],
                   const char *nonce, char ret_token[TOKEN_CHARS + 1])
{
    static const unsigned char domain[] = "parvis device token v1";
    uint8_t bytes[32];
    crypto_generichash_state state;
    crypto_generichash_init(&state, secret_key, 64, sizeof bytes);
    crypto_generichash_update(&state, domain, sizeof domain - 1);
    crypto_generichash_update(&state, secret, PAIRING_SECRET_BYTES);
    crypto_generichash_update(&state, (const unsigned char *)nonce, strlen(nonce));
    crypto_generichash_final(&state, bytes, sizeof bytes);
    sodium_bin2base64(ret_token, TOKEN_CHARS + 1, bytes, sizeof bytes,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof bytes);
}
