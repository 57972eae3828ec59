/* SPDX-License-Identifier: EUPL-1.2 */
/* Who this kiosk is: what it received for its pairing code, kept in its state directory as
 * identity.json, for its owner alone. */
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
    bool pinned;             /* the server is known by `fingerprint` */
    uint8_t fingerprint[32]; /* SHA-256 of its certificate */
    uint8_t key[32];         /* and of that certificate's public key */
    /* what the server says of it */
    char name[401]; /* UTF-8 */
    char role[16];  /* door, screen, stage, stand */
    char shows[16]; /* a hall screen's word (parvis/kiosk_screen.h) */
    char stand[65]; /* the stand's code; "" : none */
    char language[4];
    bool leaving, dark;
};

/* PARVIS_NOT_FOUND: it is nobody yet; PARVIS_CORRUPT: the file is none of ours, or half written. */
enum parvis_status identity_load(const char *directory,
                                 struct identity *ret_identity) PARVIS_MUST_CHECK;
/* Durable when it returns PARVIS_OK; the directory is made when there is none. PARVIS_IO: the
 * reason is in the log. */
enum parvis_status identity_save(const char *directory,
                                 const struct identity *identity) PARVIS_MUST_CHECK;
/* It is nobody any more: the file, and what it kept of the event (roster.h), are gone. The journal
 * of its own scans stays: what it has not sent yet goes to the server once it is somebody again. */
void identity_forget(const char *directory);

/* Takes over the server's "settings". True: something is not as it was; *ret_restart: what it
 * shows or does (not the brightness alone). False also when it is no settings. */
bool identity_take_settings(struct identity *identity, const cJSON *settings, bool *ret_restart);
/* The command line that this identity stands for. Borrows its texts. */
void identity_apply(const struct identity *identity, struct config *config);

#endif
