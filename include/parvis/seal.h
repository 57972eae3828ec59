/* SPDX-License-Identifier: EUPL-1.2 */
/* Sealing (encrypting) the personal data on a kiosk, which may be stolen.
 *
 * A person's row on a kiosk opens with that person's badge alone: the row is found by a hash of the
 * whole token, and its body is sealed (XChaCha20-Poly1305) with a key derived from the badge's
 * signature, which the kiosk never keeps. A scan that waits to be sent is sealed to the edition's
 * key (libsodium's sealed box on the X25519 form of its Ed25519 key): the server can read it, the
 * kiosk that wrote it cannot. Every key is derived under a domain prefix of its own. */
#ifndef PARVIS_SEAL_H
#define PARVIS_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parvis/badge.h"
#include "parvis/status.h"

#define SEAL_KEY_BYTES 32
#define SEAL_ROW_KEY_BYTES 16
#define SEAL_PADDING_BYTES 256 /* bodies are padded to a multiple, to hide their length */
#define SEAL_SCAN_OVERHEAD 48  /* a sealed scan is longer than its text by this */

/* The key under which a badge's row is kept. It takes the whole badge: the serials alone do not
 * find rows. */
void seal_row_key(uint64_t serial, const uint8_t signature[BADGE_SIGNATURE_BYTES],
                  uint8_t ret_key[SEAL_ROW_KEY_BYTES]);

/* Seals a text with a key; it opens only for the same bytes of `about` (associated data). The same
 * text gives the same result. Base64, malloc'd, the caller's; NULL: no memory. */
char *seal_text(const uint8_t key[SEAL_KEY_BYTES], const uint8_t *about, size_t about_size,
                const char *text);
/* Opens such a text: malloc'd; the caller wipes and frees it. PARVIS_CORRUPT: another key or
 * `about`, or the text was changed. */
enum parvis_status seal_open_text(const uint8_t key[SEAL_KEY_BYTES], const uint8_t *about,
                                  size_t about_size, const char *sealed,
                                  char **ret_text) PARVIS_MUST_CHECK;

/* Seals a body so that it opens only with this badge. The same body gives the same bytes. Base64,
 * malloc'd, the caller's; NULL: no memory. */
char *seal_body(uint64_t serial, const uint8_t signature[BADGE_SIGNATURE_BYTES], const char *body);
/* Opens such a body: malloc'd; the caller wipes and frees it. PARVIS_CORRUPT: it was not sealed for
 * this badge, or was changed. */
enum parvis_status seal_open_body(uint64_t serial, const uint8_t signature[BADGE_SIGNATURE_BYTES],
                                  const char *sealed, char **ret_body) PARVIS_MUST_CHECK;

/* Begins the text that stands in place of a badge's when the staff let a person in by name. The
 * person's number follows, then a space and the PIN's voucher in hexadecimal (staff_vouch). No
 * scanner can send it: control characters are removed from scanned texts. */
#define SEAL_BY_NAME "\x01person "

/* The scan that a sealed text belongs to. It is sealed with the text, in front of it, so that a
 * thief of a kiosk's journal cannot send a badge out of it as another scan, at another time, or in
 * the other direction. */
struct seal_scan_of {
    const char *id; /* of the scan, as it is sent */
    int64_t at;     /* when it happened, as it is sent */
    bool leaving;
};
#define SEAL_SCAN_OF_MAX 96 /* bytes of it, with room for ids of 64 characters */
/* Writes what goes in front of the text. Returns its length, SEAL_SCAN_OF_MAX at most. */
size_t seal_scan_of_write(const struct seal_scan_of *of, char ret_head[SEAL_SCAN_OF_MAX]);
/* Checks an opened text. Returns the text behind its scan, borrowed; NULL: it belongs to another
 * scan. *ret_bound false: it names no scan (an older kiosk sealed it, or a program that held the
 * text itself). */
const char *seal_scan_of_check(const struct seal_scan_of *of, const char *opened, bool *ret_bound);

/* Seals `size` bytes of a scanned text to the edition into size + SEAL_SCAN_OVERHEAD bytes.
 * PARVIS_INVALID: not a public key. */
enum parvis_status seal_scan(const uint8_t public_key[BADGE_PUBLIC_KEY_BYTES], const char *text,
                             size_t size, uint8_t *ret_sealed) PARVIS_MUST_CHECK;
/* Opens such a text: NUL-ended, malloc'd, the caller's. PARVIS_INVALID: not a text sealed to this
 * key. */
enum parvis_status seal_open_scan(const uint8_t public_key[BADGE_PUBLIC_KEY_BYTES],
                                  const uint8_t secret_key[BADGE_SECRET_KEY_BYTES],
                                  const uint8_t *sealed, size_t size,
                                  char **ret_text) PARVIS_MUST_CHECK;

/* Base64 (RFC 4648, padded), as sealed bytes are sent, and back. Malloc'd, the caller's; NULL: no
 * memory, or not base64. */
char *seal_to_base64(const uint8_t *bytes, size_t size);
uint8_t *seal_from_base64(const char *text, size_t *ret_size);

#endif
