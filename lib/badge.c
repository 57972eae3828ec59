/* SPDX-License-Identifier: EUPL-1.2 */
/* Badge tokens: libsodium's Ed25519 and RFC 4648 base32. */
#include "parvis/badge.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#define SIGNED_BYTES (sizeof BADGE_DOMAIN - 1 + 9)

static const char base32_alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

void badge_generate_keys(uint8_t ret_public[BADGE_PUBLIC_KEY_BYTES],
                         uint8_t ret_secret[BADGE_SECRET_KEY_BYTES])
{
    int started = sodium_init();
    assert(started >= 0);
    (void)started;
    crypto_sign_keypair(ret_public, ret_secret);
}

uint32_t badge_tag(const uint8_t public_key[BADGE_PUBLIC_KEY_BYTES])
{
    uint8_t hash[32];
    crypto_generichash(hash, sizeof hash, public_key, BADGE_PUBLIC_KEY_BYTES, NULL, 0);
    /* A likeness by chance lets nobody in: the signature is checked all the same, and such a badge
     * is then called forged and not another edition's. */
    return (uint32_t)hash[0] << 16 | (uint32_t)hash[1] << 8 | hash[2];
}

uint64_t badge_new_serial(uint32_t tag)
{
    uint8_t random[5];
    uint64_t serial = tag & 0xffffff;
    randombytes_buf(random, sizeof random);
    for (size_t i = 0; i < sizeof random; i++)
        serial = serial << 8 | random[i];
    return serial;
}

/* What the signature covers: the domain, then the token's first nine bytes. */
static void message_of(const uint8_t head[9], uint8_t ret_message[SIGNED_BYTES])
{
    memcpy(ret_message, BADGE_DOMAIN, sizeof BADGE_DOMAIN - 1);
    memcpy(ret_message + sizeof BADGE_DOMAIN - 1, head, 9);
}

static void head_of(uint64_t serial, uint8_t ret_head[9])
{
    ret_head[0] = BADGE_VERSION;
    for (int i = 0; i < 8; i++)
        ret_head[1 + i] = (uint8_t)(serial >> (56 - 8 * i));
}

void badge_signature(uint64_t serial, const uint8_t secret_key[BADGE_SECRET_KEY_BYTES],
                     uint8_t ret_signature[BADGE_SIGNATURE_BYTES])
{
    uint8_t head[9], message[SIGNED_BYTES];
    head_of(serial, head);
    message_of(head, message);
    crypto_sign_detached(ret_signature, NULL, message, sizeof message, secret_key);
}

void badge_write(uint64_t serial, const uint8_t signature[BADGE_SIGNATURE_BYTES],
                 char ret_text[BADGE_TEXT_CHARS + 1])
{
    uint8_t token[BADGE_TOKEN_BYTES];
    uint32_t bits = 0;
    int held = 0;
    size_t out = 0;
    head_of(serial, token);
    memcpy(token + 9, signature, BADGE_SIGNATURE_BYTES);
    for (size_t i = 0; i < sizeof token; i++) {
        /* What was written stays above the `held` bits and falls out of the word by itself. */
        bits = bits << 8 | token[i];
        for (held += 8; held >= 5; held -= 5)
            ret_text[out++] = base32_alphabet[bits >> (held - 5) & 31];
    }
    /* The 584 bits fill 116 signs and four of the five bits of another. */
    ret_text[out++] = base32_alphabet[bits << (5 - held) & 31];
    assert(out == BADGE_TEXT_CHARS);
    ret_text[out] = '\0';
}

void badge_sign(uint64_t serial, const uint8_t secret_key[BADGE_SECRET_KEY_BYTES],
                char ret_text[BADGE_TEXT_CHARS + 1])
{
    uint8_t signature[BADGE_SIGNATURE_BYTES];
    badge_signature(serial, secret_key, signature);
    badge_write(serial, signature, ret_text);
}

static int base32_value(char character)
{
    if (character >= 'A' && character <= 'Z')
        return character - 'A';
    if (character >= 'a' && character <= 'z')
        return character - 'a';
    if (character >= '2' && character <= '7')
        return character - '2' + 26;
    return -1;
}

static bool is_space(char character)
{
    return character == ' ' || (character >= '\t' && character <= '\r');
}

bool badge_read(const char *text, size_t length, uint64_t *ret_serial,
                uint8_t ret_signature[BADGE_SIGNATURE_BYTES])
{
    uint8_t token[BADGE_TOKEN_BYTES];
    uint32_t bits = 0;
    int held = 0;
    size_t out = 0;
    while (length > 0 && is_space(*text))
        text++, length--;
    while (length > 0 && is_space(text[length - 1]))
        length--;
    if (length != BADGE_TEXT_CHARS)
        return false;
    for (size_t i = 0; i < length; i++) {
        int value = base32_value(text[i]);
        if (value < 0)
            return false;
        /* Seven bits at most were left over, and five come: more would be what was taken
         * already. */
        bits = (bits << 5 | (uint32_t)value) & 0xfff;
        held += 5;
        if (held >= 8) {
            held -= 8;
            token[out++] = (uint8_t)(bits >> held);
        }
    }
    /* One token, one text: the bit left over must be zero (RFC 4648 section 3.5). */
    if (out != sizeof token || (bits & ((1u << held) - 1)) != 0 || token[0] != BADGE_VERSION)
        return false;
    uint64_t serial = 0;
    for (int i = 1; i <= 8; i++)
        serial = serial << 8 | token[i];
    *ret_serial = serial;
    memcpy(ret_signature, token + 9, BADGE_SIGNATURE_BYTES);
    return true;
}

enum badge_verdict badge_verify(const char *text, size_t length,
                                const uint8_t public_key[BADGE_PUBLIC_KEY_BYTES],
                                uint64_t *ret_serial)
{
    uint8_t signature[BADGE_SIGNATURE_BYTES], head[9], message[SIGNED_BYTES];
    uint64_t serial;
    if (!badge_read(text, length, &serial, signature))
        return BADGE_UNREADABLE;
    /* Before the signature, which another edition's key cannot have made right: the person is told
     * that the badge is of another event, and is no forger. */
    if ((uint32_t)(serial >> 40) != badge_tag(public_key))
        return BADGE_OTHER_EDITION;
    head_of(serial, head);
    message_of(head, message);
    if (crypto_sign_verify_detached(signature, message, sizeof message, public_key) != 0)
        return BADGE_FORGED;
    *ret_serial = serial;
    return BADGE_GENUINE;
}
