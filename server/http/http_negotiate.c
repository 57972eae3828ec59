/* SPDX-License-Identifier: EUPL-1.2 */
/* The small languages of request headers: Accept-Encoding, If-None-Match. */
#include "http_internal.h"

#include <string.h>
#include <strings.h>

static const char *skip_space(const char *at)
{
    return at + strspn(at, " \t");
}

/* True unless the parameters after a coding say q=0, q=0.0, q=0.00 or q=0.000. */
static bool weight_is_positive(const char *at)
{
    at = skip_space(at);
    if (*at != ';')
        return true;
    at = skip_space(at + 1);
    if (strncasecmp(at, "q=", 2) != 0 || at[2] != '0')
        return true;
    at += 3;
    if (*at == '.')
        at += 1 + strspn(at + 1, "0");
    return *at >= '1' && *at <= '9';
}

/* The weight of a named coding in an Accept-Encoding value: 1 wanted, 0 refused, -1 not named. */
static int coding_weight(const char *accept, const char *coding)
{
    size_t length = strlen(coding);
    for (const char *at = skip_space(accept); *at;) {
        if (strncasecmp(at, coding, length) == 0 && strchr(" \t;,", at[length]))
            return weight_is_positive(at + length);
        at += strcspn(at, ",");
        at = skip_space(at + (*at == ','));
    }
    return -1;
}

bool http_negotiate_gzip(const char *accept)
{
    if (!accept)
        return false;
    int weight = coding_weight(accept, "gzip");
    return weight < 0 ? coding_weight(accept, "*") > 0 : weight > 0;
}

bool http_negotiate_match(const char *if_none_match, const char *etag)
{
    size_t length = strlen(etag);
    for (const char *at = skip_space(if_none_match); *at;) {
        if (*at == '*')
            return true;
        if (strncmp(at, "W/", 2) == 0)
            at += 2;
        if (*at != '"')
            return false; /* not a list of tags: the condition is as if it were not there */
        const char *end = strchr(at + 1, '"');
        if (!end)
            return false;
        if ((size_t)(end + 1 - at) == length && memcmp(at, etag, length) == 0)
            return true;
        at = skip_space(end + 1);
        at = skip_space(at + (*at == ','));
    }
    return false;
}
