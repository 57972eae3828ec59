/* SPDX-License-Identifier: EUPL-1.2 */
/* A running server's notice to the commands: <data>/serving.json, readable by its owner alone,
 * written when the server is ready and deleted when it stops. `parvis kiosk add --pair` takes the
 * server's address and certificate from it. */
#ifndef PARVIS_COMMAND_SERVING_H
#define PARVIS_COMMAND_SERVING_H

#include <stdbool.h>
#include <stdint.h>

#include "parvis/status.h"

struct serving {
    bool tls;
    char address[64]; /* as given to --listen; "0.0.0.0" is every address */
    int port;
    uint8_t fingerprint[32]; /* of the certificate; with `tls` only */
    int64_t clock_offset_ms; /* event clock minus the machine's wall clock */
};

/* Reserves the edition for this server until the process ends, in whatever way (a lock on
 * <data>/serving.lock). PARVIS_BUSY: another server has it. PARVIS_IO: the reason is in the log. */
enum parvis_status serving_hold(const char *directory) PARVIS_MUST_CHECK;

/* Writes the notice. PARVIS_IO: the reason is in the log. */
enum parvis_status serving_write(const char *directory,
                                 const struct serving *serving) PARVIS_MUST_CHECK;
void serving_remove(const char *directory);
/* Reads the notice. PARVIS_NOT_FOUND: no server runs on this edition. */
enum parvis_status serving_read(const char *directory,
                                struct serving *ret_serving) PARVIS_MUST_CHECK;
/* The certificate and key that `parvis certificate` makes: <data>/certificate.pem and
 * <data>/certificate.key. It does not check that they exist. */
struct serving_files {
    char certificate[4096], key[4096];
};
void serving_own_files(const char *directory, struct serving_files *ret_files);
/* Whether a server that listens at this address can be reached from this machine alone. */
bool serving_is_loopback(const char *address);

/* The URL at which machines in the hall reach the server: "https://192.168.1.20:8017". For a server
 * that listens on every address: this machine's first address that is not a loopback one. */
void serving_url(const struct serving *serving, char ret_url[128]);

#endif
