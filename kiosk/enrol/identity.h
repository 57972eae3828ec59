/* SPDX-License-Identifier: EUPL-1.2 */
/* Who this kiosk is: what the server answered to its pairing code. Kept in the state directory as
 * identity.json, readable by its owner alone. */
#ifndef PARVIS_KIOSK_IDENTITY_H
#define PARVIS_KIOSK_IDENTITY_H

#include <stdbool.h>
#include <stdint.h>

#include <cjson/cJSON.h>

#include "config.h"
#include "parvis/pairing.h"
#include "parvis/status.h"

struct identity {
    char server[PAIRING_URL_CHARS_MAX + 1];
    char token[64];
    bool pinned;             /* the server's certificate must have this `fingerprint` */
    uint8_t fingerprint[32]; /* SHA-256 of its certificate */
    uint8_t key[32];         /* SHA-256 of that certificate's public key */
    /* the settings that the server gave it */
    char name[401]; /* UTF-8 */
    char role[16];  /* door, screen, stage, stand */
    char shows[16]; /* a hall screen's word (parvis/kiosk_screen.h) */
    char stand[65]; /* the stand's code; "" : none */
    char language[4];
    bool leaving, dark;
};

/* PARVIS_NOT_FOUND: the kiosk is not enrolled yet. PARVIS_CORRUPT: the file is not of this form, or
 * half written. */
enum parvis_status identity_load(const char *directory,
                                 struct identity *ret_identity) PARVIS_MUST_CHECK;
/* Writes it, durably, and makes the directory when there is none. PARVIS_IO: the log says why. */
enum parvis_status identity_save(const char *directory,
                                 const struct identity *identity) PARVIS_MUST_CHECK;
/* Removes the file, and what the kiosk kept of the event (roster.h). The journal of its own scans
 * stays: scans that were not sent go to the server once the kiosk is enrolled again. */
void identity_forget(const char *directory);

/* Takes over the server's "settings". True: something changed; *ret_restart then says whether the
 * kiosk must begin anew, because more than `dark` changed. False: nothing changed, or `settings` is
 * not of that form. */
bool identity_take_settings(struct identity *identity, const cJSON *settings, bool *ret_restart);
/* Sets in *config what the identity decides: server, token, screen and so on. Borrows its texts. */
void identity_apply(const struct identity *identity, struct config *config);

#endif
