/* SPDX-License-Identifier: EUPL-1.2 */
/* PINs of the staff, and what they seal. */
#include "parvis/staff.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "parvis/seal.h"

#define OPERATIONS 3
#define MEMORY_BYTES (64u * 1024 * 1024)

static const uint8_t about[] = "parvis staff name v1";

void staff_new_pin(char ret_pin[STAFF_PIN_CHARS + 1])
{
    for (int i = 0; i < STAFF_PIN_CHARS; i++)
        ret_pin[i] = (char)('0' + randombytes_uniform(10));
    ret_pin[STAFF_PIN_CHARS] = '\0';
}

enum parvis_status staff_key(const char *pin, const uint8_t salt[STAFF_SALT_BYTES],
                             uint8_t ret_key[STAFF_KEY_BYTES])
{
    static_assert(STAFF_SALT_BYTES == crypto_pwhash_SALTBYTES, "the header's bound");
    return crypto_pwhash(ret_key, STAFF_KEY_BYTES, pin, strlen(pin), salt, OPERATIONS, MEMORY_BYTES,
                         crypto_pwhash_ALG_ARGON2ID13) == 0
               ? PARVIS_OK
               : PARVIS_NO_MEMORY;
}

static void authenticate(const uint8_t key[STAFF_KEY_BYTES], const char *text,
                         uint8_t ret_mac[STAFF_MAC_BYTES])
{
    static_assert(STAFF_KEY_BYTES == crypto_auth_KEYBYTES, "the header's bound");
    static_assert(STAFF_MAC_BYTES == crypto_auth_BYTES, "the header's bound");
    crypto_auth(ret_mac, (const unsigned char *)text, strlen(text), key);
}

void staff_answer(const uint8_t key[STAFF_KEY_BYTES], const char *question,
                  uint8_t ret_answer[STAFF_MAC_BYTES])
{
    char text[64 + STAFF_QUESTION_CHARS];
    snprintf(text, sizeof text, "parvis staff answer v1 %s", question);
    authenticate(key, text, ret_answer);
}

void staff_vouch(const uint8_t key[STAFF_KEY_BYTES], const char *scan_id, int64_t person,
                 bool leaving, uint8_t ret_voucher[STAFF_MAC_BYTES])
{
    char text[192];
    snprintf(text, sizeof text, "parvis staff voucher v1 %s %lld %s", scan_id, (long long)person,
             leaving ? "out" : "in");
    authenticate(key, text, ret_voucher);
}

char *staff_seal(const uint8_t key[STAFF_KEY_BYTES], const char *text)
{
    return seal_text(key, about, sizeof about, text);
}

enum parvis_status staff_open(const uint8_t key[STAFF_KEY_BYTES], const char *sealed,
                              char **ret_text)
{
    return seal_open_text(key, about, sizeof about, sealed, ret_text);
}
