/* SPDX-License-Identifier: EUPL-1.2 */
/* A private certificate for a venue that has no name of its own: made, written, judged. */
#include "http_certificate.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "parvis/clock.h"
#include "parvis/units.h"

#define SERIAL_BITS 127   /* positive, and at most 20 bytes (RFC 5280 4.1.2.2) */
#define BACKDATED_S 86400 /* a phone whose clock is behind accepts it all the same */

static enum parvis_status status_of_errno(void)
{
    return errno == EACCES || errno == EPERM || errno == EROFS ? PARVIS_FORBIDDEN
           : errno == ENOSPC || errno == EDQUOT                ? PARVIS_FULL
                                                               : PARVIS_IO;
}

/* ---- the key ---- */

static enum parvis_status read_key(const char *path, EVP_PKEY **ret_key)
{
    FILE *file = fopen(path, "re");
    if (!file)
        return errno == ENOENT ? PARVIS_NOT_FOUND : status_of_errno();
    *ret_key = PEM_read_PrivateKey(file, NULL, NULL, NULL);
    fclose(file);
    ERR_clear_error();
    return *ret_key ? PARVIS_OK : PARVIS_INVALID;
}

/* Only its owner may read it, from the first byte on. */
static enum parvis_status write_key(const char *path, EVP_PKEY *key)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    FILE *file = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (!file) {
        enum parvis_status status = status_of_errno();
        if (fd >= 0)
            close(fd);
        return status;
    }
    bool written = PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL) == 1 &&
                   fflush(file) == 0 && fsync(fd) == 0;
    written = fclose(file) == 0 && written;
    if (!written)
        unlink(path);
    return written ? PARVIS_OK : PARVIS_IO;
}

/* The key that is there, so that a renewed certificate keeps it; else a new one. */
static enum parvis_status take_key(const char *path, EVP_PKEY **ret_key)
{
    enum parvis_status status = read_key(path, ret_key);
    if (status != PARVIS_NOT_FOUND)
        return status;
    EVP_PKEY *key = EVP_EC_gen("P-256");
    if (!key)
        return PARVIS_NO_MEMORY;
    status = write_key(path, key);
    if (status == PARVIS_OK)
        *ret_key = key;
    else
        EVP_PKEY_free(key);
    return status;
}

/* ---- the certificate ---- */

static bool is_address(const char *name)
{
    uint8_t bytes[16];
    return inet_pton(AF_INET, name, bytes) == 1 || inet_pton(AF_INET6, name, bytes) == 1;
}

/* A host name or an address; nothing that would be read as another extension value. */
static bool is_name(const char *name)
{
    size_t length = strlen(name);
    return is_address(name) ||
           (length > 0 && length < 254 &&
            strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") ==
                length);
}

/* "DNS:parvis.local,IP:192.0.2.7" (RFC 5280 4.2.1.6); NULL: a name is none, or no memory. */
static char *alternative_names(const char *const *names, size_t count)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    bool good = stream && count > 0;
    for (size_t i = 0; i < count && good; i++) {
        good = is_name(names[i]);
        fprintf(stream, "%s%s:%s", i ? "," : "", is_address(names[i]) ? "IP" : "DNS", names[i]);
    }
    if (stream && fclose(stream) != 0)
        good = false;
    if (!good) {
        free(text);
        return NULL;
    }
    return text;
}

static bool add_extension(X509 *certificate, int kind, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, kind, value);
    bool added = extension && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

static bool set_serial(X509 *certificate)
{
    BIGNUM *number = BN_new();
    bool set = number && BN_rand(number, SERIAL_BITS, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
               BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate));
    BN_free(number);
    return set;
}

/* The subject is the first name, cut to what a common name may have. */
static bool set_subject(X509 *certificate, const char *name)
{
    X509_NAME *subject = X509_get_subject_name(certificate);
    int length = (int)strnlen(name, 64);
    return X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, (const unsigned char *)name,
                                      length, -1, 0) == 1 &&
           X509_set_issuer_name(certificate, subject) == 1;
}

static X509 *make(EVP_PKEY *key, const struct http_certificate_order *order, const char *names)
{
    X509 *certificate = X509_new();
    bool made = certificate && X509_set_version(certificate, X509_VERSION_3) == 1 &&
                set_serial(certificate) && set_subject(certificate, order->names[0]) &&
                X509_gmtime_adj(X509_getm_notBefore(certificate), -BACKDATED_S) &&
                X509_time_adj_ex(X509_getm_notAfter(certificate), order->days, 0, NULL) &&
                X509_set_pubkey(certificate, key) == 1 &&
                add_extension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
                add_extension(certificate, NID_key_usage, "critical,digitalSignature") &&
                add_extension(certificate, NID_ext_key_usage, "serverAuth") &&
                add_extension(certificate, NID_subject_alt_name, names) &&
                X509_sign(certificate, key, EVP_sha256()) > 0;
    if (!made) {
        X509_free(certificate);
        certificate = NULL;
    }
    ERR_clear_error();
    return certificate;
}

/* Beside its place, then into it: a server that reads it meanwhile finds the old one or the new. */
static enum parvis_status write_certificate(const char *path, X509 *certificate)
{
    char beside[4096];
    if (snprintf(beside, sizeof beside, "%s.new", path) >= (int)sizeof beside)
        return PARVIS_INVALID;
    FILE *file = fopen(beside, "we");
    if (!file)
        return status_of_errno();
    bool written =
        PEM_write_X509(file, certificate) == 1 && fflush(file) == 0 && fsync(fileno(file)) == 0;
    written = fclose(file) == 0 && written && rename(beside, path) == 0;
    if (!written)
        unlink(beside);
    return written ? PARVIS_OK : PARVIS_IO;
}

enum parvis_status http_certificate_make(const struct http_certificate_order *order)
{
    char *names = alternative_names(order->names, order->name_count);
    if (!names)
        return PARVIS_INVALID;
    EVP_PKEY *key = NULL;
    enum parvis_status status = take_key(order->key_path, &key);
    X509 *certificate = status == PARVIS_OK ? make(key, order, names) : NULL;
    if (status == PARVIS_OK)
        status = certificate ? write_certificate(order->certificate_path, certificate)
                             : PARVIS_NO_MEMORY;
    X509_free(certificate);
    EVP_PKEY_free(key);
    free(names);
    return status;
}

/* ---- reading one ---- */

static X509 *read_certificate(const char *path)
{
    FILE *file = fopen(path, "re");
    X509 *certificate = file ? PEM_read_X509(file, NULL, NULL, NULL) : NULL;
    if (file)
        fclose(file);
    ERR_clear_error();
    return certificate;
}

enum parvis_status http_certificate_fingerprint(const char *path, uint8_t ret_sha256[32])
{
    X509 *certificate = read_certificate(path);
    unsigned size = 0;
    bool read = certificate && X509_digest(certificate, EVP_sha256(), ret_sha256, &size) == 1;
    X509_free(certificate);
    return read && size == 32 ? PARVIS_OK : PARVIS_IO;
}

enum parvis_status http_certificate_days_left(const char *path, int *ret_days)
{
    X509 *certificate = read_certificate(path);
    int days = 0, seconds = 0;
    bool read =
        certificate && ASN1_TIME_diff(&days, &seconds, NULL, X509_get0_notAfter(certificate)) == 1;
    X509_free(certificate);
    if (!read)
        return PARVIS_IO;
    *ret_days = days < 0 || seconds < 0 ? -1 : days;
    return PARVIS_OK;
}
