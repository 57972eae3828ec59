/* SPDX-License-Identifier: EUPL-1.2 */
/* What may lie on a device that somebody carries away.
 *
 * A person's row on a kiosk opens with that person's badge alone: the row is found by a hash of the
 * whole token, and its body is sealed (XChaCha20-Poly1305) with a key that comes from the badge's
 * signature, which the kiosk never keeps. A scan that waits to be sent is sealed to the edition's
 * key (libsodium's sealed box on the X25519 form of its Ed25519 key): the kiosk that wrote it
 * cannot read it again, the server can. Every key has its own domain prefix. */
#ifndef PARVIS_SEAL_H
#define PARVIS_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parvis/badge.h"
#include "parvis/status.h"

#define SEAL_KEY_BYTES 32
#define SEAL_ROW_KEY_BYTES 16
#define SEAL_PADDING_BYTES 256 /* bodies are padded to a multiple: their length tells little */
#define SEAL_SCAN_OVERHEAD 48  /* a sealed scan is longer than its text by this */

/* The name of a badge's row: nobody can count through serials to find it. */
void seal_row_key(uint64_t serial, const uint8_t signature[BADGE_SIGNATURE_BYTES],
                  uint8_t ret_key[SEAL_ROW_KEY_BYTES]);

/* Seals a text with a key, so that it opens only as what it is `about`. The same text gives the
 * same bytes. Base64, malloc'd, the caller's; NULL: no memory. */
char *seal_text(const uint8_t key[SEAL_KEY_BYTES], const uint8_t *about, size_t about_size,
                const char *text);
/* Opens it: malloc'd, which the caller wipes and frees. PARVIS_CORRUPT. */
enum parvis_status seal_open_text(const uint8_t key[SEAL_KEY_BYTES], const uint8_t *about,
                                  size_t about_size, const char *sealed,
                                  char **ret_text) PARVIS_MUST_CHECK;

/* Seals a body so that it opens only with this badge. The same body gives the same bytes. Base64,
 * malloc'd, the caller's; NULL: no memory. */
char *seal_body(uint64_t serial, const uint8_t signature[BADGE_SIGNATURE_BYTES], const char *body);
/* Opens it: the body, malloc'd, which the caller wipes and frees. PARVIS_CORRUPT: it was not sealed
 * for this badge, or was changed. */
enum parvis_status seal_open_body(uint64_t serial, const uint8_t signature[BADGE_SIGNATURE_BYTES],
                                  const char *sealed, char **ret_body) PARVIS_MUST_CHECK;

/* In place of a badge's text: somebody whom the staff let in by name. Behind it their number, a
 * space, and the PIN's voucher in hexadecimal (staff_vouch). No reader gives it: control characters
 * are taken off what is scanned. */
#define SEAL_BY_NAME "\x01person "

/* Which scan a sealed text belongs to. It stands inside the seal, in front of the text: who carries
 * a journal away cannot send a badge out of it as another scan, later, or in the other direction.
 */
struct seal_scan_of {
    const char *id; /* of the scan, as it is sent */
    int64_t at;     /* when it happened, as it is sent */
    bool leaving;
};
#define SEAL_SCAN_OF_MAX 96 /* bytes of it, with room for ids of 64 characters */
/* Writes it; the text goes behind it. Returns its length, SEAL_SCAN_OF_MAX at most. */
size_t seal_scan_of_write(const struct seal_scan_of *of, char ret_head[SEAL_SCAN_OF_MAX]);
/* Reads an opened text. The text behind, borrowed; NULL: it belongs to another scan. *ret_bound
 * false: it says of none (whoever sealed it had the text at hand, or was an older kiosk). */
const char *seal_scan_of_check(const struct seal_scan_of *of, const char *opened, bool *ret_bound);

/* Seals `size` bytes of a scanned text to the edition into size + SEAL_SCAN_OVERHEAD bytes.
 * PARVIS_INVALID: the public key is none. */
enum parvis_status seal_scan(const uint8_t public_key[BADGE_PUBLIC_KEY_BYTES], const char *text,
                             size_t size, uint8_t *ret_sealed) PARVIS_MUST_CHECK;
/* Opens it: NUL-ended, malloc'd. PARVIS_INVALID: it is not a text sealed to this key. */
enum parvis_status seal_open_scan(const uint8_t public_key[BADGE_PUBLIC_KEY_BYTES],
                                  const uint8_t secret_key[BADGE_SECRET_KEY_BYTES],
                                  const uint8_t *sealed, size_t size,
                                  char **ret_text) PARVIS_MUST_CHECK;

/* Base64 (RFC 4648, padded) as both travel. malloc'd; NULL: no memory, or not base64. */
char *seal_to_base64(const uint8_t *bytes, size_t size);
uint8_t *seal_from_base64(const char *text, size_t *ret_size);

#endif
