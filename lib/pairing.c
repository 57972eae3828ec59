/* SPDX-License-Identifier: EUPL-1.2 */
/* Pairing codes. */
#include "parvis/pairing.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VERSION 1
#define FLAG_TLS 1
#define CHECK_BYTES 2
#define CODE_BYTES_MAX (PAIRING_CHARS_MAX / 2)

/* Not A, Q, W, Z, M (AZERTY) nor Y (QWERTZ). */
static const char letters[] = "BCDEFGHIJKLNOPRS";

static void write_letters(const uint8_t *bytes, size_t count, char *text)
{
    for (size_t i = 0; i < count; i++) {
        *text++ = letters[bytes[i] >> 4];
        *text++ = letters[bytes[i] & 15];
    }
    *text = '\0';
}

static int letter_value(char letter)
{
    const char *at = strchr(letters, letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter);
    return letter && at ? (int)(at - letters) : -1;
}

static bool read_letters(const char *text, size_t count, uint8_t *bytes)
{
    for (size_t i = 0; i < count; i++) {
        int high = letter_value(text[2 * i]), low = letter_value(text[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        bytes[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

static void check_of(const uint8_t *bytes, size_t size, uint8_t ret_check[CHECK_BYTES])
{
    uint8_t hash[32];
    /* Two bytes of a hash: against a letter that was misread. Against a liar there is the
     * secret. */
    crypto_generichash(hash, sizeof hash, bytes, size, NULL, 0);
    memcpy(ret_check, hash, CHECK_BYTES);
}

/* ---- the server's address ---- */

/* Letters, digits, dots and hyphens, or an IPv6 address in brackets. */
static bool is_host(const char *host)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-";
    size_t length = strlen(host);
    if (length > 2 && host[0] == '[' && host[length - 1] == ']')
        return strspn(host + 1, "0123456789abcdefABCDEF:.") == length - 2;
    /* The kiosk puts the host into a URL as it is: nothing in it may end the host there. */
    return length > 0 && strspn(host, plain) == length;
}

static bool read_port(const char *text, uint16_t *ret_port)
{
    char *end;
    long port = strtol(text, &end, 10);
    /* strtol itself would take blanks and a sign before the number. */
    if (*text < '0' || *text > '9' || *end || port < 1 || port > 65535)
        return false;
    *ret_port = (uint16_t)port;
    return true;
}

enum parvis_status pairing_set_server(struct pairing_code *code, const char *url)
{
    bool tls = strncmp(url, "https://", 8) == 0;
    if (!tls && strncmp(url, "http://", 7) != 0)
        return PARVIS_INVALID;
    const char *host = url + (tls ? 8 : 7), *bracket = *host == '[' ? strchr(host, ']') : host;
    const char *colon = bracket ? strchr(bracket, ':') : NULL;
    size_t length = colon ? (size_t)(colon - host) : strcspn(host, "/");
    char name[PAIRING_HOST_CHARS_MAX + 1];
    uint16_t port = tls ? 443 : 80;
    if (!bracket || length > PAIRING_HOST_CHARS_MAX || (!colon && strlen(host) > length + 1))
        return PARVIS_INVALID;
    memcpy(name, host, length);
    name[length] = '\0';
    if (!is_host(name) || (colon && !read_port(colon + 1, &port)))
        return PARVIS_INVALID;
    code->tls = tls;
    code->port = port;
    memcpy(code->host, name, length + 1);
    return PARVIS_OK;
}

void pairing_server(const struct pairing_code *code, char ret_url[PAIRING_URL_CHARS_MAX + 1])
{
    snprintf(ret_url, PAIRING_URL_CHARS_MAX + 1, "%s://%s:%u", code->tls ? "https" : "http",
             code->host, code->port);
}

/* ---- the code ---- */

void pairing_write(const struct pairing_code *code, char ret_text[PAIRING_CHARS_MAX + 1])
{
    uint8_t bytes[CODE_BYTES_MAX];
    size_t size = 0, host = strlen(code->host);
    bytes[size++] = VERSION;
    bytes[size++] = code->tls ? FLAG_TLS : 0;
    memcpy(bytes + size, code->secret, PAIRING_SECRET_BYTES);
    size += PAIRING_SECRET_BYTES;
    if (code->tls) {
        memcpy(bytes + size, code->fingerprint, PAIRING_FINGERPRINT_BYTES);
        size += PAIRING_FINGERPRINT_BYTES;
    }
    bytes[size++] = (uint8_t)(code->port >> 8);
    bytes[size++] = (uint8_t)code->port;
    bytes[size++] = (uint8_t)host;
    memcpy(bytes + size, code->host, host);
    size += host;
    check_of(bytes, size, bytes + size);
    write_letters(bytes, size + CHECK_BYTES, ret_text);
    /* They had the secret in them; the text is the caller's to show and to wipe. */
    sodium_memzero(bytes, sizeof bytes);
}

/* The bytes of a text that is whole; 0: it is none. */
static size_t read_bytes(const char *text, uint8_t bytes[CODE_BYTES_MAX])
{
    uint8_t check[CHECK_BYTES];
    text += strspn(text, " \t\r\n");
    size_t length = strcspn(text, " \t\r\n"), size = length / 2;
    /* A scanner may add blanks and an end of line around the code, and nothing else may stand
     * there. */
    if (text[length + strspn(text + length, " \t\r\n")] || length % 2 ||
        length > PAIRING_CHARS_MAX || size < 2 + PAIRING_SECRET_BYTES + 3 + CHECK_BYTES ||
        !read_letters(text, size, bytes))
        return 0;
    check_of(bytes, size - CHECK_BYTES, check);
    return memcmp(check, bytes + size - CHECK_BYTES, CHECK_BYTES) == 0 ? size - CHECK_BYTES : 0;
}

enum parvis_status pairing_read(const char *text, struct pairing_code *ret_code)
{
    uint8_t bytes[CODE_BYTES_MAX];
    struct pairing_code code = {0};
    size_t size = read_bytes(text, bytes), at = 2 + PAIRING_SECRET_BYTES;
    if (size == 0 || bytes[0] != VERSION || (bytes[1] & ~FLAG_TLS) != 0)
        return PARVIS_INVALID;
    code.tls = bytes[1] & FLAG_TLS;
    memcpy(code.secret, bytes + 2, PAIRING_SECRET_BYTES);
    if (code.tls && size >= at + PAIRING_FINGERPRINT_BYTES + 3) {
        memcpy(code.fingerprint, bytes + at, PAIRING_FINGERPRINT_BYTES);
        at += PAIRING_FINGERPRINT_BYTES;
    } else if (code.tls) {
        return PARVIS_INVALID;
    }
    code.port = (uint16_t)(bytes[at] << 8 | bytes[at + 1]);
    size_t host = bytes[at + 2];
    if (host > PAIRING_HOST_CHARS_MAX || size != at + 3 + host || code.port == 0)
        return PARVIS_INVALID;
    memcpy(code.host, bytes + at + 3, host);
    /* A NUL inside would hide from is_host what stands behind it. */
    if (strlen(code.host) != host || !is_host(code.host))
        return PARVIS_INVALID;
    *ret_code = code;
    return PARVIS_OK;
}

void pairing_write_secret(const uint8_t secret[PAIRING_SECRET_BYTES],
                          char ret_text[PAIRING_SECRET_CHARS + 1])
{
    write_letters(secret, PAIRING_SECRET_BYTES, ret_text);
}

enum parvis_status pairing_read_secret(const char *text, uint8_t ret_secret[PAIRING_SECRET_BYTES])
{
    uint8_t secret[PAIRING_SECRET_BYTES];
    if (strlen(text) != PAIRING_SECRET_CHARS || !read_letters(text, PAIRING_SECRET_BYTES, secret))
        return PARVIS_INVALID;
    memcpy(ret_secret, secret, sizeof secret);
    return PARVIS_OK;
}
