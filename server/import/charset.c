/* SPDX-License-Identifier: EUPL-1.2 */
/* Recognising and decoding the encodings of organisers' files; iconv does the converting. */
#include "charset.h"

#include <iconv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/text.h"

/* How many bytes at the start decide whether a file without mark is UTF-16. */
#define PROBE_BYTES 512

const char *charset_name(enum charset charset)
{
    static const char *const names[] = {"UTF-8", "UTF-8 (BOM)", "Windows-1252", "UTF-16"};
    return names[charset];
}

static enum parvis_status blame(struct charset_fault *fault, const char *key, int line)
{
    *fault = (struct charset_fault){.key = key, .line = line};
    return PARVIS_INVALID;
}

static int line_of(const char *bytes, size_t place)
{
    int line = 1;
    for (size_t i = 0; i < place; i++)
        line += bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n');
    return line;
}

/* Length of the well-formed sequence that starts here, 0 if none does. */
static size_t sequence(const char *bytes, size_t length)
{
    size_t longest = length < 4 ? length : 4;
    for (size_t size = 1; size <= longest; size++)
        if (text_check_utf8(bytes, size) == PARVIS_OK)
            return size;
    return 0;
}

struct census {
    size_t multibyte; /* well-formed sequences of two bytes or more */
    size_t bad;       /* bytes that belong to none */
    size_t first_bad; /* place of the first of them */
};

static struct census count_utf8(const char *bytes, size_t length)
{
    struct census census = {0};
    for (size_t i = 0; i < length;) {
        size_t size = (unsigned char)bytes[i] < 0x80 ? 1 : sequence(bytes + i, length - i);
        if (size == 0 && census.bad++ == 0)
            census.first_bad = i;
        census.multibyte += size > 1;
        i += size ? size : 1;
    }
    return census;
}

/* UTF-16 without mark: Latin text has a NUL in every other byte. */
static const char *guess_utf16(const char *bytes, size_t length)
{
    size_t even = 0, odd = 0, probe = length < PROBE_BYTES ? length : PROBE_BYTES;
    for (size_t i = 0; i < probe; i++)
        if (bytes[i] == '\0')
            *(i % 2 ? &odd : &even) += 1;
    if (odd > probe / 4 && even <= probe / 16)
        return "UTF-16LE";
    return even > probe / 4 && odd <= probe / 16 ? "UTF-16BE" : NULL;
}

/* iconv to UTF-8; *ret_place: where it stopped on failure. */
static enum parvis_status convert(const char *from, const char *bytes, size_t length,
                                  char **ret_text, size_t *ret_length, size_t *ret_place)
{
    iconv_t converter = iconv_open("UTF-8", from);
    if (converter == (iconv_t)-1)
        return PARVIS_IO;
    size_t room = 3 * length + 1; /* € is one byte there and three here */
    char *text = malloc(room);
    enum parvis_status status = text ? PARVIS_OK : PARVIS_NO_MEMORY;
    char *in = (char *)(size_t)bytes, *out = text;
    size_t left = length, space = room - 1;
    if (status == PARVIS_OK && iconv(converter, &in, &left, &out, &space) == (size_t)-1) {
        *ret_place = length - left;
        status = PARVIS_INVALID;
    }
    iconv_close(converter);
    if (status != PARVIS_OK) {
        free(text);
        return status;
    }
    *ret_length = (size_t)(out - text);
    text[*ret_length] = '\0';
    *ret_text = text;
    return PARVIS_OK;
}

static enum parvis_status copy_text(const char *bytes, size_t length, char **ret_text,
                                    size_t *ret_length)
{
    char *text = malloc(length + 1);
    if (!text)
        return PARVIS_NO_MEMORY;
    memcpy(text, bytes, length);
    text[length] = '\0';
    *ret_text = text;
    *ret_length = length;
    return PARVIS_OK;
}

static enum parvis_status decode_utf16(const char *from, const char *bytes, size_t length,
                                       char **ret_text, size_t *ret_length,
                                       struct charset_fault *fault)
{
    size_t place = 0;
    enum parvis_status status = convert(from, bytes, length, ret_text, ret_length, &place);
    if (status == PARVIS_INVALID)
        return blame(fault, "import.charset.damaged", 0);
    if (status == PARVIS_OK && memchr(*ret_text, '\0', *ret_length)) {
        free(*ret_text);
        return blame(fault, "import.charset.binary", 0);
    }
    return status;
}

static enum parvis_status decode_bytes(const char *bytes, size_t length, char **ret_text,
                                       size_t *ret_length, enum charset *ret_charset,
                                       struct charset_fault *fault)
{
    const char *nul = memchr(bytes, '\0', length);
    if (nul)
        return blame(fault, "import.charset.binary", line_of(bytes, (size_t)(nul - bytes)));
    struct census census = count_utf8(bytes, length);
    if (census.bad == 0)
        return copy_text(bytes, length, ret_text, ret_length);
    if (census.multibyte > census.bad || *ret_charset == CHARSET_UTF8_BOM)
        return blame(fault, "import.charset.mixed", line_of(bytes, census.first_bad));
    size_t place = 0;
    enum parvis_status status =
        convert("WINDOWS-1252", bytes, length, ret_text, ret_length, &place);
    if (status == PARVIS_INVALID)
        return blame(fault, "import.charset.damaged", line_of(bytes, place));
    if (status == PARVIS_OK)
        *ret_charset = CHARSET_WINDOWS_1252;
    return status;
}

static size_t unify_line_ends(char *text, size_t length)
{
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] != '\r')
            text[used++] = text[i];
        else if (text[i + 1] != '\n')
            text[used++] = '\n';
    }
    text[used] = '\0';
    return used;
}

enum parvis_status charset_decode(const char *bytes, size_t length, char **ret_text,
                                  size_t *ret_length, enum charset *ret_charset,
                                  struct charset_fault *fault)
{
    enum charset charset = CHARSET_UTF8;
    enum parvis_status status;
    char *text = NULL;
    size_t size = 0;
    bool marked = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
    const char *utf16 = NULL;
    if (length >= 2 && memcmp(bytes, "\xff\xfe", 2) == 0)
        utf16 = "UTF-16LE";
    else if (length >= 2 && memcmp(bytes, "\xfe\xff", 2) == 0)
        utf16 = "UTF-16BE";
    if (length >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
        return blame(fault, "import.charset.workbook", 0);
    if (utf16) {
        charset = CHARSET_UTF16;
        status = decode_utf16(utf16, bytes + 2, length - 2, &text, &size, fault);
    } else if ((utf16 = guess_utf16(bytes, length))) {
        charset = CHARSET_UTF16;
        status = decode_utf16(utf16, bytes, length, &text, &size, fault);
    } else if (marked) {
        charset = CHARSET_UTF8_BOM;
        status = decode_bytes(bytes + 3, length - 3, &text, &size, &charset, fault);
    } else {
        status = decode_bytes(bytes, length, &text, &size, &charset, fault);
    }
    if (status != PARVIS_OK)
        return status;
    size = unify_line_ends(text, size);
    if (strspn(text, " \t\n") == size) {
        free(text);
        return blame(fault, "import.charset.empty", 0);
    }
    *ret_text = text;
    *ret_length = size;
    *ret_charset = charset;
    return PARVIS_OK;
}
