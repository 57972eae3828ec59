/* SPDX-License-Identifier: EUPL-1.2 */
/* Tokens of devices and sessions. */
#include "token.h"

#include <sodium.h>
#include <string.h>

void token_new(char ret_token[TOKEN_CHARS + 1])
{
    uint8_t random[32];
    randombytes_buf(random, sizeof random);
    sodium_bin2base64(ret_token, TOKEN_CHARS + 1, random, sizeof random,
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

void token_hash(const char *token, uint8_t ret_hash[TOKEN_HASH_BYTES])
{
    crypto_generichash(ret_hash, TOKEN_HASH_BYTES, (const unsigned char *)token, strlen(token),
                       NULL, 0);
}

void token_csrf(const char *token, char ret_csrf[33])
{
    static const unsigned char domain[] = "parvis csrf v1";
    uint8_t hash[16];
    size_t length = strlen(token);
    /* Keyed by the secret itself: the hash in the database does not give it. */
    crypto_generichash(hash, sizeof hash, domain, sizeof domain - 1, (const unsigned char *)token,
                       length < 64 ? length : 64);
    sodium_bin2hex(ret_csrf, 33, hash, sizeof hash);
}
