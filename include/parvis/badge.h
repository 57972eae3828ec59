/* SPDX-License-Identifier: EUPL-1.2 */
/* Badges: signed tokens that a kiosk checks with the edition's public key alone.
 *
 *   version (1 byte, 1) | serial (8 bytes, big-endian) | Ed25519 signature (64 bytes)  = 73 bytes
 *
 * The signature (RFC 8032, libsodium's detached form) covers BADGE_DOMAIN, version and serial, so
 * that it cannot be passed off as a signature of anything else. The token travels as RFC 4648
 * base32 without padding: 117 characters of A-Z2-7, which a QR code holds in alphanumeric mode,
 * version 5 (37 × 37) at level M. Nothing in it is personal: the serial's first 24 bits are the
 * edition's tag, the other 40 are random. */
#ifndef PARVIS_BADGE_H
#define PARVIS_BADGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parvis/status.h"

#define BADGE_VERSION 1
#define BADGE_TOKEN_BYTES 73
#define BADGE_SIGNATURE_BYTES 64
#define BADGE_TEXT_CHARS 117 /* without the NUL */
#define BADGE_DOMAIN "parvis badge v1\n"
#define BADGE_PUBLIC_KEY_BYTES 32
#define BADGE_SECRET_KEY_BYTES 64

/* What a scanned text is by itself, before any list of badges is looked up. */
enum badge_verdict {
    BADGE_GENUINE,       /* signed by this edition's key */
    BADGE_UNREADABLE,    /* not a Parvis badge at all: length, alphabet or version */
    BADGE_OTHER_EDITION, /* the form of a badge, with another edition's tag */
    BADGE_FORGED,        /* this edition's tag with a wrong signature */
};

/* Fresh Ed25519 keys. */
void badge_generate_keys(uint8_t ret_public[BADGE_PUBLIC_KEY_BYTES],
                         uint8_t ret_secret[BADGE_SECRET_KEY_BYTES]);

/* The edition's tag: the first 24 bits of the BLAKE2b-256 of its public key. */
uint32_t badge_tag(const uint8_t public_key[BADGE_PUBLIC_KEY_BYTES]);

/* A random serial under a tag. The caller checks that it is not in use (40 random bits: among 3,000
 * badges two are equal with a chance of 4e-6). */
uint64_t badge_new_serial(uint32_t tag);

/* Signs `serial` and writes the text that the QR code carries, NUL included. */
void badge_sign(uint64_t serial, const uint8_t secret_key[BADGE_SECRET_KEY_BYTES],
                char ret_text[BADGE_TEXT_CHARS + 1]);

/* The two halves of badge_sign. Ed25519 is deterministic: a program that kept the signature of a
 * badge recognises the token by comparison, at a hundredth of the cost of badge_verify. */
void badge_signature(uint64_t serial, const uint8_t secret_key[BADGE_SECRET_KEY_BYTES],
                     uint8_t ret_signature[BADGE_SIGNATURE_BYTES]);
void badge_write(uint64_t serial, const uint8_t signature[BADGE_SIGNATURE_BYTES],
                 char ret_text[BADGE_TEXT_CHARS + 1]);

/* Takes a scanned text apart without checking the signature; forgives what badge_verify forgives.
 * False, with the out-parameters untouched: it has not the form of a badge (length, alphabet,
 * version). */
bool badge_read(const char *text, size_t length, uint64_t *ret_serial,
                uint8_t ret_signature[BADGE_SIGNATURE_BYTES]);

/* Reads and judges a scanned text of `length` bytes. Lower case and surrounding white space are
 * forgiven: scanners add them. *ret_serial is written for BADGE_GENUINE only. Any bytes may be
 * given. Takes about 60 µs. */
enum badge_verdict badge_verify(const char *text, size_t length,
                                const uint8_t public_key[BADGE_PUBLIC_KEY_BYTES],
                                uint64_t *ret_serial);

#endif
