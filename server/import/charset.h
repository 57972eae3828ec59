/* SPDX-License-Identifier: EUPL-1.2 */
/* Converts the bytes of an organiser's file to UTF-8 with LF line ends. Spreadsheets write UTF-8
 * with and without byte order mark, Windows-1252 (Excel's CSV in France), and UTF-16 ("Unicode
 * text"). */
#ifndef PARVIS_IMPORT_CHARSET_H
#define PARVIS_IMPORT_CHARSET_H

#include <stddef.h>

#include "parvis/status.h"

enum charset { CHARSET_UTF8, CHARSET_UTF8_BOM, CHARSET_WINDOWS_1252, CHARSET_UTF16 };

/* Why the bytes are not a text. */
struct charset_fault {
    const char *key; /* catalogue key, "import.charset.…" */
    int line;        /* of the first bad byte; 0: the whole file */
};

/* Decodes `length` bytes into a new NUL-ended string of *ret_length bytes that the caller frees.
 * CRLF and lone CR become LF. PARVIS_INVALID with `fault`: binary, empty, or damaged text. A file
 * that is UTF-8 except for a few bytes is refused with their line; reading it as Windows-1252 would
 * turn every accented letter into two characters. */
enum parvis_status charset_decode(const char *bytes, size_t length, char **ret_text,
                                  size_t *ret_length, enum charset *ret_charset,
                                  struct charset_fault *fault) PARVIS_MUST_CHECK;

/* "UTF-8", "Windows-1252", … for messages. Static storage. */
const char *charset_name(enum charset charset);

#endif
