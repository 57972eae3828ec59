/* Names on a kiosk that the staff searches. Each is sealed with a key that comes from a PIN: the
 * server makes it, the staff knows it, the kiosk keeps nothing of it. Who carries the kiosk away
 * has to try the PINs, each at the cost of one Argon2id (RFC 9106). */
#ifndef PARVIS_STAFF_H
#define PARVIS_STAFF_H

#include <stdint.h>

#include "parvis/status.h"

#define STAFF_PIN_CHARS 8 /* digits: years of trying on one core at STAFF_KEY's cost */
#define STAFF_SALT_BYTES 16
#define STAFF_KEY_BYTES 32
#define STAFF_CHECK "parvis staff" /* what is sealed so that a PIN is known to be right */

/* A PIN of chance. */
void staff_new_pin(char ret_pin[STAFF_PIN_CHARS + 1]);
/* The key of a PIN: some tenths of a second and 64 MiB on purpose, so not on a loop's thread.
 * PARVIS_NO_MEMORY. */
enum parvis_status staff_key(const char *pin, const uint8_t salt[STAFF_SALT_BYTES],
                             uint8_t ret_key[STAFF_KEY_BYTES]) PARVIS_MUST_CHECK;

/* Seals a text: base64, malloc'd, the caller's; the same text gives the same bytes. NULL: no
 * memory. */
char *staff_seal(const uint8_t key[STAFF_KEY_BYTES], const char *text);
/* Opens it: malloc'd, which the caller wipes and frees. PARVIS_CORRUPT: by another key. */
enum parvis_status staff_open(const uint8_t key[STAFF_KEY_BYTES], const char *sealed,
                              char **ret_text) PARVIS_MUST_CHECK;

#endif
