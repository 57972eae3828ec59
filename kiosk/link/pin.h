/* SPDX-License-Identifier: EUPL-1.2 */
/* Knowing a server by one certificate alone: what a pairing code said it would show. */
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
    bool broken; /* the last server showed another one */
};

/* `sha256` NULL: no pin. `key` NULL: not seen yet. */
void pin_set(struct pin *pin, const uint8_t *sha256, const uint8_t *key);
/* From now on the handle takes this certificate, or another one for the same key (a renewed one),
 * and no other. Chain, name and dates are not looked at: whoever showed the code vouched for the
 * key, and a venue's server has seldom a public name. */
void pin_apply(struct pin *pin, CURL *handle);

#endif
