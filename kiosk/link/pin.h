/* SPDX-License-Identifier: EUPL-1.2 */
/* Accepting a server by one certificate alone: the one that the pairing code named. */
#ifndef PARVIS_KIOSK_PIN_H
#define PARVIS_KIOSK_PIN_H

#include <stdbool.h>
#include <stdint.h>

#include <curl/curl.h>

/* The caller's; must outlive the handles that it was applied to. */
struct pin {
    bool set;
    uint8_t sha256[32]; /* of the certificate's DER form */
    uint8_t key[32]; /* SHA-256 of its public key (SubjectPublicKeyInfo, DER), once it was seen */
    bool key_known;
    bool broken; /* the last handshake showed another certificate */
};

/* Sets the two hashes, 32 bytes each. `sha256` NULL: no pin. `key` NULL: the key was not seen yet.
 */
void pin_set(struct pin *pin, const uint8_t *sha256, const uint8_t *key);
/* Makes the handle accept this certificate, or a renewed one with the same key, and no other. Its
 * chain, name and dates are not checked: the organiser who showed the pairing code vouches for the
 * key, and a venue's server seldom has a public name. */
void pin_apply(struct pin *pin, CURL *handle);

#endif
