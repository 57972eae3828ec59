/* SPDX-License-Identifier: EUPL-1.2 */
/* What to tell a person whose code is no badge. */
#include "advice.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "parvis/badge.h"

#define PARTIAL_CHARS_MIN 16 /* a shorter text may be anything */

/* Whether a text has only the signs that badges are made of: a badge of which a part was read. */
static bool is_part_of_badge(const char *text, size_t length)
{
    static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz234567";
    return length >= PARTIAL_CHARS_MIN && length < 2 * BADGE_TEXT_CHARS &&
           strspn(text, signs) == length;
}

/* GTIN-8, -12, -13 and -14 (GS1 General Specifications, 7.9). */
static bool is_product(const char *text, size_t length)
{
    return (length == 8 || (length >= 12 && length <= 14)) && strspn(text, "0123456789") == length;
}

const char *advice_key(const char *text)
{
    size_t length = strlen(text);
    if (strncasecmp(text, "http://", 7) == 0 || strncasecmp(text, "https://", 8) == 0 ||
        strncasecmp(text, "www.", 4) == 0)
        return "kiosk.advice.link";
    if (is_product(text, length))
        return "kiosk.advice.product";
    return is_part_of_badge(text, length) ? "kiosk.advice.partial" : "kiosk.advice.foreign";
}
