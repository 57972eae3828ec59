/* SPDX-License-Identifier: EUPL-1.2 */
/* Names on a kiosk that the staff searches. Each is sealed with a key that comes from a PIN: the
 * server makes it, the staff knows it, the kiosk keeps nothing of it. Who carries the kiosk away
 * has to try the PINs, each at the cost of one Argon2id (RFC 9106). */
#ifndef PARVIS_STAFF_H
#define PARVIS_STAFF_H

#include <stdbool.h>
#include <stdint.h>

#include "parvis/status.h"

#define STAFF_PIN_CHARS 8 /* digits: years of trying on one core at staff_key's cost */
#define STAFF_SALT_BYTES 16
#define STAFF_KEY_BYTES 32
#define STAFF_CHECK "parvis staff" /* what is sealed so that a PIN is known to be right */

/* A PIN of chance. */
void staff_new_pin(char ret_pin[STAFF_PIN_CHARS + 1]);
/* The key of a PIN: some tenths of a second and 64 MiB on purpose, so not on a loop's thread.
 * PARVIS_NO_MEMORY. */
enum parvis_status staff_key(const char *pin, const uint8_t salt[STAFF_SALT_BYTES],
                             uint8_t ret_key[STAFF_KEY_BYTES]) PARVIS_MUST_CHECK;

#define STAFF_MAC_BYTES 32
#define STAFF_QUESTION_CHARS 32 /* of the server's question: 16 random bytes in hexadecimal */

/* What only who has the PIN can answer to the server's question (HMAC-SHA-512/256). */
void staff_answer(const uint8_t key[STAFF_KEY_BYTES], const char *question,
                  uint8_t ret_answer[STAFF_MAC_BYTES]);
/* By which the server knows, hours later if need be, that who let this person in by name had the
 * PIN. Of this one scan (`scan_id` as it is sent) and direction alone. */
void staff_vouch(const uint8_t key[STAFF_KEY_BYTES], const char *scan_id, int64_t person,
                 bool leaving, uint8_t ret_voucher[STAFF_MAC_BYTES]);

/* Seals a text: base64, malloc'd, the caller's; the same text gives the same bytes. NULL: no
 * memory. */
char *staff_seal(const uint8_t key[STAFF_KEY_BYTES], const char *text);
/* Opens it: malloc'd, which the caller wipes and frees. PARVIS_CORRUPT: by another key. */
enum parvis_status staff_open(const uint8_t key[STAFF_KEY_BYTES], const char *sealed,
                              char **ret_text) PARVIS_MUST_CHECK;

#endif
