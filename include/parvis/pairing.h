/* SPDX-License-Identifier: EUPL-1.2 */
/* Pairing codes: the QR code by which an unconfigured box becomes a kiosk of the event.
 *
 *   version (1 byte, 1) | flags (1 byte: 1 = TLS) | secret (16 bytes)
 *   | SHA-256 of the server's certificate, DER (32 bytes; with TLS only)
 *   | port (2 bytes, big-endian) | length of host (1 byte) | host
 *   | check (2 bytes: the first of the BLAKE2b-256 of all before)
 *
 * The code travels as two letters a byte, of sixteen that lie at the same place on US, French
 * (AZERTY), Belgian and German keyboards. A scanner types what it reads, and an unconfigured box
 * does not know the scanner's keyboard layout; base32 would get A, Q, W, Z, M and every digit wrong
 * there. A QR code holds these letters in alphanumeric mode; with an address of 40 characters it
 * has version 7 (45 × 45) at level M. */
#ifndef PARVIS_PAIRING_H
#define PARVIS_PAIRING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parvis/status.h"
#include "parvis/units.h"

#define PAIRING_SECRET_BYTES 16
#define PAIRING_SECRET_CHARS (2 * PAIRING_SECRET_BYTES)
#define PAIRING_FINGERPRINT_BYTES 32
#define PAIRING_HOST_CHARS_MAX 100
/* Of the text, without the NUL. */
#define PAIRING_CHARS_MAX                                                                          \
    (2 * (2 + PAIRING_SECRET_BYTES + PAIRING_FINGERPRINT_BYTES + 3 + PAIRING_HOST_CHARS_MAX + 2))
#define PAIRING_URL_CHARS_MAX (8 + PAIRING_HOST_CHARS_MAX + 6)
/* How long a code may be used, ms: enough to walk to the kiosk, too short for a code left on a
 * desk. */
#define PAIRING_LASTS_MS (10 * MINUTE_MS)

struct pairing_code {
    uint8_t secret[PAIRING_SECRET_BYTES];
    bool tls;
    uint8_t fingerprint[PAIRING_FINGERPRINT_BYTES]; /* of the certificate; with `tls` only */
    char host[PAIRING_HOST_CHARS_MAX + 1];          /* name or address, IPv6 in brackets */
    uint16_t port;
};

/* Reads "https://host:port" (or http, or without a port: 443 and 80) into `tls`, `host` and
 * `port`. PARVIS_INVALID: another form, or a host that is too long. */
enum parvis_status pairing_set_server(struct pairing_code *code, const char *url) PARVIS_MUST_CHECK;
/* The reverse: "https://host:port". */
void pairing_server(const struct pairing_code *code, char ret_url[PAIRING_URL_CHARS_MAX + 1]);

/* Writes the text that the QR code carries. */
void pairing_write(const struct pairing_code *code, char ret_text[PAIRING_CHARS_MAX + 1]);
/* Reads a scanned text; lower case and surrounding white space are forgiven. PARVIS_INVALID: not a
 * pairing code, or damaged. Any bytes may be given. */
enum parvis_status pairing_read(const char *text, struct pairing_code *ret_code) PARVIS_MUST_CHECK;

/* A secret as the letters that a kiosk sends to the server, and back. PARVIS_INVALID: not such
 * letters. */
void pairing_write_secret(const uint8_t secret[PAIRING_SECRET_BYTES],
                          char ret_text[PAIRING_SECRET_CHARS + 1]);
enum parvis_status pairing_read_secret(const char *text,
                                       uint8_t ret_secret[PAIRING_SECRET_BYTES]) PARVIS_MUST_CHECK;

#endif
