/* SPDX-License-Identifier: EUPL-1.2 */
/* The names that the staff searches on a kiosk. Each is sealed with a key derived from a PIN: the
 * server makes the PIN, the staff knows it, the kiosk does not keep it. A thief of the kiosk has to
 * try all PINs, each at the cost of one Argon2id (RFC 9106). */
#ifndef PARVIS_STAFF_H
#define PARVIS_STAFF_H

#include <stdbool.h>
#include <stdint.h>

#include "parvis/status.h"

#define STAFF_PIN_CHARS 8 /* digits: years of trying on one core at staff_key's cost */
#define STAFF_SALT_BYTES 16
#define STAFF_KEY_BYTES 32
#define STAFF_CHECK "parvis staff" /* sealed text by which a kiosk knows a right PIN */

/* Writes a random PIN. */
void staff_new_pin(char ret_pin[STAFF_PIN_CHARS + 1]);
/* Derives the key of a PIN. It takes some tenths of a second and 64 MiB on purpose: call it off the
 * loop. PARVIS_NO_MEMORY. */
enum parvis_status staff_key(const char *pin, const uint8_t salt[STAFF_SALT_BYTES],
                             uint8_t ret_key[STAFF_KEY_BYTES]) PARVIS_MUST_CHECK;

#define STAFF_MAC_BYTES 32
#define STAFF_QUESTION_CHARS 32 /* of the server's question: 16 random bytes in hexadecimal */

/* Answers the server's question with the PIN's key (HMAC-SHA-512/256): only somebody who knows the
 * PIN can. */
void staff_answer(const uint8_t key[STAFF_KEY_BYTES], const char *question,
                  uint8_t ret_answer[STAFF_MAC_BYTES]);
/* Proves to the server, even hours later, that the person who let `person` in by name knew the PIN.
 * Good for this scan (`scan_id` as it is sent) and this direction alone. */
void staff_vouch(const uint8_t key[STAFF_KEY_BYTES], const char *scan_id, int64_t person,
                 bool leaving, uint8_t ret_voucher[STAFF_MAC_BYTES]);

/* Seals a text: base64, malloc'd, the caller's; the same text gives the same bytes. NULL: no
 * memory. */
char *staff_seal(const uint8_t key[STAFF_KEY_BYTES], const char *text);
/* Opens such a text: malloc'd; the caller wipes and frees it. PARVIS_CORRUPT: another key sealed
 * it, or it was changed. */
enum parvis_status staff_open(const uint8_t key[STAFF_KEY_BYTES], const char *sealed,
                              char **ret_text) PARVIS_MUST_CHECK;

#endif
