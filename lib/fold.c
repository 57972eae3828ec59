/* SPDX-License-Identifier: EUPL-1.2 */
/* Folding of names for comparison, and the check of UTF-8. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/text.h"

/* Reads one scalar value of RFC 3629 UTF-8. Returns its length, 0 if the bytes are not one. */
static size_t decode(const unsigned char *text, size_t length, uint32_t *ret_scalar)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (length == 0)
        return 0;
    if (text[0] < 0x80) {
        *ret_scalar = text[0];
        return 1;
    }
    size_t size = text[0] >= 0xf0 ? 4 : text[0] >= 0xe0 ? 3 : text[0] >= 0xc2 ? 2 : 0;
    if (size == 0 || size > length || text[0] > 0xf4)
        return 0;
    uint32_t scalar = text[0] & (0xffu >> (size + 1));
    for (size_t i = 1; i < size; i++) {
        if ((text[i] & 0xc0) != 0x80)
            return 0;
        scalar = scalar << 6 | (text[i] & 0x3f);
    }
    if (scalar < least[size] || scalar > 0x10ffff || (scalar >= 0xd800 && scalar < 0xe000))
        return 0;
    *ret_scalar = scalar;
    return size;
}

enum parvis_status text_check_utf8(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;
    while (length > 0) {
        uint32_t scalar;
        size_t size = decode(bytes, length, &scalar);
        if (size == 0 || scalar == 0)
            return PARVIS_INVALID;
        bytes += size;
        length -= size;
    }
    return PARVIS_OK;
}

/* U+00C0 … U+00FF in order; '-' separates, "" vanishes. */
static const char *const latin_1[64] = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  "-", "o", "u", "u", "u", "u", "y", "th", "ss",
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  "-", "o", "u", "u", "u", "u", "y", "th", "y",
};
/* U+0100 … U+017F (Latin Extended-A) in order. */
static const char *const latin_a[128] = {
    "a", "a", "a",  "a",  "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d",
    "d", "d", "e",  "e",  "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g",
    "g", "g", "g",  "g",  "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i",
    "i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l",
    "l", "l", "l",  "n",  "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o", "o",
    "o", "o", "oe", "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s",
    "s", "s", "t",  "t",  "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u",
    "u", "u", "u",  "u",  "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z", "s",
};

/* The folded form of one scalar: "" for combining accents, "-" for a separator, NULL for a letter
 * that stands for itself. */
static const char *fold_scalar(uint32_t scalar, char single[2])
{
    if (scalar < 0x80) {
        char character = (char)scalar;
        if (character >= 'A' && character <= 'Z')
            character = (char)(character - 'A' + 'a');
        else if (!((character >= 'a' && character <= 'z') ||
                   (character >= '0' && character <= '9')))
            return "-";
        single[0] = character;
        single[1] = '\0';
        return single;
    }
    if (scalar >= 0xc0 && scalar <= 0xff)
        return latin_1[scalar - 0xc0];
    if (scalar >= 0x100 && scalar <= 0x17f)
        return latin_a[scalar - 0x100];
    if (scalar >= 0x300 && scalar <= 0x36f)
        return "";
    if (scalar == 0x218 || scalar == 0x219)
        return "s";
    if (scalar == 0x21a || scalar == 0x21b)
        return "t";
    if (scalar < 0xc0 || (scalar >= 0x2000 && scalar <= 0x206f) || scalar == 0xfeff ||
        scalar == 0x3000)
        return "-";
    return NULL;
}

char *text_fold(const char *text)
{
    size_t length = strlen(text), used = 0;
    /* At most two bytes for two of input; other scalars are copied as they are. */
    char *out = malloc(2 * length + 1);
    bool gap = false;
    if (!out)
        abort();
    for (size_t i = 0; i < length;) {
        uint32_t scalar;
        char single[2];
        size_t size = decode((const unsigned char *)text + i, length - i, &scalar);
        const char *folded = size ? fold_scalar(scalar, single) : "-";
        size_t folded_size = folded ? strlen(folded) : size;
        if (folded && folded[0] == '-') {
            gap = used > 0;
        } else if (folded_size > 0) {
            if (gap)
                out[used++] = ' ';
            gap = false;
            memcpy(out + used, folded ? folded : text + i, folded_size);
            used += folded_size;
        }
        i += size ? size : 1;
    }
    out[used] = '\0';
    return out;
}
