/* SPDX-License-Identifier: EUPL-1.2 */
/* Sealing for devices: libsodium's BLAKE2b, XChaCha20-Poly1305 and sealed boxes. */
#include "parvis/seal.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROW_DOMAIN "parvis roster row v1\n"
#define BODY_DOMAIN "parvis roster body v1\n"
#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES

static void hash_badge(const char *domain, uint64_t serial,
                       const uint8_t signature[BADGE_SIGNATURE_BYTES], uint8_t *ret_hash,
                       size_t size)
{
    crypto_generichash_state state;
    uint8_t bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(serial >> (56 - 8 * i));
    crypto_generichash_init(&state, NULL, 0, size);
    crypto_generichash_update(&state, (const uint8_t *)domain, strlen(domain));
    crypto_generichash_update(&state, bytes, sizeof bytes);
    crypto_generichash_update(&state, signature, BADGE_SIGNATURE_BYTES);
    crypto_generichash_final(&state, ret_hash, size);
    sodium_memzero(&state, sizeof state);
}

void seal_row_key(uint64_t serial, const uint8_t signature[BADGE_SIGNATURE_BYTES],
                  uint8_t ret_key[SEAL_ROW_KEY_BYTES])
{
    hash_badge(ROW_DOMAIN, serial, signature, ret_key, SEAL_ROW_KEY_BYTES);
}

/* ---- base64 ---- */

char *seal_to_base64(const uint8_t *bytes, size_t size)
{
    size_t length = sodium_base64_encoded_len(size, sodium_base64_VARIANT_ORIGINAL);
    char *text = malloc(length);
    if (text)
        sodium_bin2base64(text, length, bytes, size, sodium_base64_VARIANT_ORIGINAL);
    return text;
}

uint8_t *seal_from_base64(const char *text, size_t *ret_size)
{
    size_t length = strlen(text);
    uint8_t *bytes = malloc(length / 4 * 3 + 3);
    if (bytes && sodium_base642bin(bytes, length / 4 * 3 + 3, text, length, NULL, ret_size, NULL,
                                   sodium_base64_VARIANT_ORIGINAL) == 0)
        return bytes;
    free(bytes);
    return NULL;
}

/* ---- bodies ---- */

/* The nonce is a keyed hash of the text: another one has another nonce, and the same one the same
 * bytes, so that what has not changed is seen not to have. */
char *seal_text(const uint8_t key[SEAL_KEY_BYTES], const uint8_t *about, size_t about_size,
                const char *text)
{
    size_t length = strlen(text);
    /* Whole steps, and at least one byte of padding: the length tells little of the text, and the
     * text ends inside. */
    size_t padded = (length / SEAL_PADDING_BYTES + 1) * SEAL_PADDING_BYTES;
    uint8_t *plain = calloc(1, padded), *sealed = malloc(NONCE_BYTES + padded + TAG_BYTES);
    char *out = NULL;
    if (plain && sealed) {
        memcpy(plain, text, length); // NOLINT(bugprone-not-null-terminated-result): padding does
        crypto_generichash(sealed, NONCE_BYTES, plain, padded, key, SEAL_KEY_BYTES);
        crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE_BYTES, NULL, plain, padded, about,
                                                   about_size, NULL, sealed, key);
        out = seal_to_base64(sealed, NONCE_BYTES + padded + TAG_BYTES);
        sodium_memzero(plain, padded);
    }
    free(plain);
    free(sealed);
    return out;
}

enum parvis_status seal_open_text(const uint8_t key[SEAL_KEY_BYTES], const uint8_t *about,
                                  size_t about_size, const char *sealed, char **ret_text)
{
    size_t size = 0;
    uint8_t *bytes = seal_from_base64(sealed, &size);
    char *text = bytes && size > NONCE_BYTES + TAG_BYTES ? calloc(1, size) : NULL;
    int result = text ? crypto_aead_xchacha20poly1305_ietf_decrypt(
                            (uint8_t *)text, NULL, NULL, bytes + NONCE_BYTES, size - NONCE_BYTES,
                            about, about_size, bytes, key)
                      : -1;
    free(bytes);
    if (result != 0) {
        free(text);
        return PARVIS_CORRUPT;
    }
    *ret_text = text; /* the padding ends it */
    return PARVIS_OK;
}

char *seal_body(uint64_t serial, const uint8_t signature[BADGE_SIGNATURE_BYTES], const char *body)
{
    uint8_t key[SEAL_KEY_BYTES], row[SEAL_ROW_KEY_BYTES];
    hash_badge(BODY_DOMAIN, serial, signature, key, sizeof key);
    seal_row_key(serial, signature, row);
    char *text = seal_text(key, row, sizeof row, body);
    sodium_memzero(key, sizeof key);
    return text;
}

enum parvis_status seal_open_body(uint64_t serial, const uint8_t signature[BADGE_SIGNATURE_BYTES],
                                  const char *sealed, char **ret_body)
{
    uint8_t key[SEAL_KEY_BYTES], row[SEAL_ROW_KEY_BYTES];
    hash_badge(BODY_DOMAIN, serial, signature, key, sizeof key);
    seal_row_key(serial, signature, row);
    enum parvis_status status = seal_open_text(key, row, sizeof row, sealed, ret_body);
    sodium_memzero(key, sizeof key);
    return status;
}

/* ---- scans ---- */

size_t seal_scan_of_write(const struct seal_scan_of *of, char ret_head[SEAL_SCAN_OF_MAX])
{
    int length = snprintf(ret_head, SEAL_SCAN_OF_MAX, "\x02%s %lld %c\n", of->id, (long long)of->at,
                          of->leaving ? 'o' : 'i');
    return (size_t)length < SEAL_SCAN_OF_MAX ? (size_t)length : SEAL_SCAN_OF_MAX - 1;
}

const char *seal_scan_of_check(const struct seal_scan_of *of, const char *opened, bool *ret_bound)
{
    char head[SEAL_SCAN_OF_MAX];
    *ret_bound = *opened == '\x02';
    if (!*ret_bound)
        return opened;
    size_t length = seal_scan_of_write(of, head);
    /* Written anew and compared whole: another id, another time or another direction is another
     * scan. */
    return strncmp(opened, head, length) == 0 ? opened + length : NULL;
}

enum parvis_status seal_scan(const uint8_t public_key[BADGE_PUBLIC_KEY_BYTES], const char *text,
                             size_t size, uint8_t *ret_sealed)
{
    uint8_t recipient[crypto_box_PUBLICKEYBYTES];
    if (crypto_sign_ed25519_pk_to_curve25519(recipient, public_key) != 0 ||
        crypto_box_seal(ret_sealed, (const uint8_t *)text, size, recipient) != 0)
        return PARVIS_INVALID;
    return PARVIS_OK;
}

enum parvis_status seal_open_scan(const uint8_t public_key[BADGE_PUBLIC_KEY_BYTES],
                                  const uint8_t secret_key[BADGE_SECRET_KEY_BYTES],
                                  const uint8_t *sealed, size_t size, char **ret_text)
{
    uint8_t recipient[crypto_box_PUBLICKEYBYTES], secret[crypto_box_SECRETKEYBYTES];
    if (size < SEAL_SCAN_OVERHEAD ||
        crypto_sign_ed25519_pk_to_curve25519(recipient, public_key) != 0 ||
        crypto_sign_ed25519_sk_to_curve25519(secret, secret_key) != 0)
        return PARVIS_INVALID;
    char *text = malloc(size - SEAL_SCAN_OVERHEAD + 1);
    int result = text ? crypto_box_seal_open((uint8_t *)text, sealed, size, recipient, secret) : -1;
    sodium_memzero(secret, sizeof secret);
    size_t length = size - SEAL_SCAN_OVERHEAD;
    /* The seal is a stranger's to make: a NUL would let the readers of the text see less than was
     * sealed. */
    if (result != 0 || memchr(text, '\0', length)) {
        free(text);
        return PARVIS_INVALID;
    }
    text[length] = '\0';
    *ret_text = text;
    return PARVIS_OK;
}
