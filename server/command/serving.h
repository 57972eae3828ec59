/* SPDX-License-Identifier: EUPL-1.2 */
/* What a running server tells the commands about itself: <data>/serving.json, written when it is
 * ready, for its owner alone, and taken away when it stops. `parvis kiosk add --pair` writes the
 * server's address and certificate into codes from it. */
#ifndef PARVIS_COMMAND_SERVING_H
#define PARVIS_COMMAND_SERVING_H

#include <stdbool.h>
#include <stdint.h>

#include "parvis/status.h"

struct serving {
    bool tls;
    char address[64]; /* as --listen had it: "0.0.0.0" is every address */
    int port;
    uint8_t fingerprint[32]; /* of the certificate; with `tls` only */
    int64_t clock_offset_ms; /* event clock minus the machine's wall clock */
};

/* Takes the edition for this server until the process ends, however it ends (a lock on
 * <data>/serving.lock). PARVIS_BUSY: another server has it; PARVIS_IO with the reason in the log.
 */
enum parvis_status serving_hold(const char *directory) PARVIS_MUST_CHECK;

/* PARVIS_IO with the reason in the log. */
enum parvis_status serving_write(const char *directory,
                                 const struct serving *serving) PARVIS_MUST_CHECK;
void serving_remove(const char *directory);
/* PARVIS_NOT_FOUND: no server runs on this edition. */
enum parvis_status serving_read(const char *directory,
                                struct serving *ret_serving) PARVIS_MUST_CHECK;
/* The certificate and key that `parvis certificate` makes: <data>/certificate.pem and
 * <data>/certificate.key. Whether they are there is not looked at. */
struct serving_files {
    char certificate[4096], key[4096];
};
void serving_own_files(const char *directory, struct serving_files *ret_files);
/* Whether what listens at this address is reached from this machine alone. */
bool serving_is_loopback(const char *address);

/* Where machines of the hall reach it: "https://192.168.1.20:8017". A server that listens on every
 * address is named by this machine's first one that is no loopback. */
void serving_url(const struct serving *serving, char ret_url[128]);

#endif
