/* SPDX-License-Identifier: EUPL-1.2 */
/* Tokens of devices and sessions: 32 random bytes as base64url text (RFC 4648). The database keeps
 * their hashes alone, so that a copy of it opens nothing. */
#ifndef PARVIS_API_TOKEN_H
#define PARVIS_API_TOKEN_H

#include <stdint.h>

#define TOKEN_CHARS 43 /* of 32 bytes in base64url without padding */
#define TOKEN_HASH_BYTES 32

void token_new(char ret_token[TOKEN_CHARS + 1]);
/* BLAKE2b-256 of the text. */
void token_hash(const char *token, uint8_t ret_hash[TOKEN_HASH_BYTES]);
/* The value that requests of this session must send in X-Parvis-CSRF: 32 hexadecimal characters,
 * derived from the cookie's secret so that nothing more is stored. */
void token_csrf(const char *token, char ret_csrf[33]);

#endif
