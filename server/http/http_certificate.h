/* SPDX-License-Identifier: EUPL-1.2 */
/* Certificates in PEM files: a private one for a venue that has no name of its own, and what one
 * says. */
#ifndef PARVIS_HTTP_CERTIFICATE_H
#define PARVIS_HTTP_CERTIFICATE_H

#include <stddef.h>
#include <stdint.h>

#include "parvis/status.h"

/* What a private certificate is made for. All borrowed. */
struct http_certificate_order {
    const char *const *names; /* host names and addresses by which clients reach the server; the
                                 first is the subject's */
    size_t name_count;        /* 1 or more */
    int days;                 /* good from yesterday (for phones whose clock is behind) to then */
    const char *certificate_path, *key_path;
};

/* Makes a certificate that signs itself (X.509 v3, RFC 5280; ECDSA on P-256; for servers alone, no
 * authority). The key at key_path is kept when there is one, else made and readable by its owner
 * alone. The certificate replaces what is at its path in one step.
 * PARVIS_INVALID: a name is neither a host name nor an address, or the key there is none;
 * PARVIS_FORBIDDEN, PARVIS_FULL, PARVIS_IO: a file cannot be written, and the old ones stand. */
enum parvis_status http_certificate_make(const struct http_certificate_order *order)
    PARVIS_MUST_CHECK;

/* SHA-256 of the first certificate of a PEM file (of its DER form, as `openssl x509 -fingerprint
 * -sha256` has it). PARVIS_IO: none can be read from it. */
enum parvis_status http_certificate_fingerprint(const char *path,
                                                uint8_t ret_sha256[32]) PARVIS_MUST_CHECK;
/* Whole days until it ends; -1: it has ended. PARVIS_IO: none can be read. */
enum parvis_status http_certificate_days_left(const char *path, int *ret_days) PARVIS_MUST_CHECK;

#endif
