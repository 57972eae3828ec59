/* SPDX-License-Identifier: EUPL-1.2 */
/* The request target: its forms, its escapes, and what is refused. */
#define _GNU_SOURCE
#include "http_target.h"

#include <string.h>
#include <strings.h>

#include "parvis/text.h"

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

/* The byte of an escape's two digits; -1: they are none. */
static int escape_value(const char *digits)
{
    int high = hex_value(digits[0]);
    int low = high < 0 ? -1 : hex_value(digits[1]);
    return low < 0 ? -1 : high * 16 + low;
}

/* The path of an absolute-form target ("http://host/path"); NULL: another scheme, or another host
 * than the Host header names (RFC 9112 3.2.2 lets the target win; others let the header). */
static char *path_of_absolute(char *target, const char *host)
{
    size_t scheme = strncasecmp(target, "http://", 7) == 0    ? 7
                    : strncasecmp(target, "https://", 8) == 0 ? 8
                                                              : 0;
    if (!scheme || !host)
        return NULL;
    char *authority = target + scheme;
    size_t length = strcspn(authority, "/?");
    if (length != strlen(host) || strncasecmp(authority, host, length) != 0)
        return NULL;
    return authority[length] == '/' ? authority + length : NULL;
}

bool http_target_split(char *target, const char *host, bool star_allowed, char **ret_path,
                       char **ret_query)
{
    char *path = target;
    if (*target != '/' && !(star_allowed && strcmp(target, "*") == 0))
        path = path_of_absolute(target, host);
    if (!path || strchr(path, '#'))
        return false;
    char *query = strchr(path, '?');
    if (query)
        *query++ = '\0';
    *ret_path = path;
    *ret_query = query ? query : path + strlen(path);
    return true;
}

/* What an escape of a path may stand for. "/" and "\" would be separators to one reader and not to
 * the next; "%25" before two digits is a path that somebody may decode twice. */
static bool escape_is_plain(int value, const char *rest)
{
    if (value < 0x20 || value == 0x7f || value == '/' || value == '\\')
        return false;
    return value != '%' || escape_value(rest) < 0;
}

static bool is_dot_segment(const char *start, const char *end)
{
    size_t length = (size_t)(end - start);
    return (length == 1 && start[0] == '.') || (length == 2 && start[0] == '.' && start[1] == '.');
}

static bool has_dot_segment(const char *path)
{
    for (const char *start = path; *start == '/';) {
        const char *end = strchrnul(++start, '/');
        if (is_dot_segment(start, end))
            return true;
        start = end;
    }
    return false;
}

bool http_target_decode_path(char *path)
{
    char *out = path;
    for (const char *in = path; *in;) {
        int value = (unsigned char)*in++;
        if (value == '%') {
            value = escape_value(in);
            if (value < 0 || !escape_is_plain(value, in + 2))
                return false;
            in += 2;
        } else if (value == '\\') {
            return false;
        }
        *out++ = (char)value;
    }
    *out = '\0';
    return !has_dot_segment(path) && text_check_utf8(path, (size_t)(out - path)) == PARVIS_OK;
}

bool http_target_check_query(const char *query)
{
    for (const char *at = strchr(query, '%'); at; at = strchr(at + 3, '%'))
        if (escape_value(at + 1) <= 0)
            return false;
    return true;
}

void http_target_decode_member(const char *text, size_t length, char *out)
{
    for (const char *end = text + length; text < end; text++) {
        if (*text == '%' && end - text > 2) {
            *out++ = (char)escape_value(text + 1);
            text += 2;
        } else {
            *out++ = *text == '+' ? ' ' : *text;
        }
    }
    *out = '\0';
}
