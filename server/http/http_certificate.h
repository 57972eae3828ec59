/* SPDX-License-Identifier: EUPL-1.2 */
/* Certificates in PEM files: makes a private one for a venue without a host name of its own, and
 * reads some facts of one. */
#ifndef PARVIS_HTTP_CERTIFICATE_H
#define PARVIS_HTTP_CERTIFICATE_H

#include <stddef.h>
#include <stdint.h>

#include "parvis/status.h"

/* The contents of a private certificate, and its files. All borrowed. */
struct http_certificate_order {
    const char *const *names; /* host names and addresses by which clients reach the server; the
                                 first is the subject's */
    size_t name_count;        /* 1 or more */
    int days;                 /* good from yesterday (a phone's clock may be behind) for so long */
    const char *certificate_path, *key_path;
};

/* Makes a self-signed certificate (X.509 v3, RFC 5280; ECDSA on P-256; for servers only, not an
 * authority). Uses the key at key_path if there is one; otherwise makes one that its owner alone
 * may read. Replaces the file at certificate_path in one step. PARVIS_INVALID: a name is neither a
 * host name nor an address, or the file at key_path has no key. PARVIS_FORBIDDEN, PARVIS_FULL,
 * PARVIS_IO: a file cannot be written; the old ones stay. */
enum parvis_status http_certificate_make(const struct http_certificate_order *order)
    PARVIS_MUST_CHECK;

/* SHA-256 of a PEM file's first certificate (its DER form, as `openssl x509 -fingerprint -sha256`
 * prints it). PARVIS_IO: no certificate can be read. */
enum parvis_status http_certificate_fingerprint(const char *path,
                                                uint8_t ret_sha256[32]) PARVIS_MUST_CHECK;
/* Whole days until a PEM file's first certificate expires; -1: it has expired. PARVIS_IO: no
 * certificate can be read. */
enum parvis_status http_certificate_days_left(const char *path, int *ret_days) PARVIS_MUST_CHECK;

#endif
