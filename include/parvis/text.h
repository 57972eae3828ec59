/* SPDX-License-Identifier: EUPL-1.2 */
/* Texts: folding for comparison, and the one catalogue of all messages to people.
 *
 * The catalogue is lib/catalogue/<area>.json, each {"key": {"fr": "…", "en": "…"}}: French first,
 * English second, Dutch for the texts that visitors read at the door. Keys are dotted, area first
 * ("import.siret.luhn"). A value may name arguments in braces: "ligne {line}". The C programs embed
 * the files; the web pages import the same ones. A test checks that both languages name the same
 * arguments. */
#ifndef PARVIS_TEXT_H
#define PARVIS_TEXT_H

#include <stdarg.h>
#include <stddef.h>

#include "parvis/status.h"

enum text_language { TEXT_FR, TEXT_EN, TEXT_NL };

/* One argument of a message. Both strings are borrowed. */
struct text_value {
    const char *name;  /* without braces */
    const char *value; /* UTF-8 */
};

/* The message `key` in `language` (NL falls back to EN, EN to FR) with its arguments put in, as a
 * new string that the caller frees; aborts on lack of memory. An unknown key gives the key itself,
 * so that a screen never stays empty. Thread-safe. `values` may be NULL when `count` is 0. */
char *text_say(enum text_language language, const char *key, const struct text_value *values,
               size_t count);

/* text_say with the arguments written in place:
 * text_sayf(TEXT_FR, "import.rows", "count", "79", "file", "x.csv", NULL). */
char *text_sayf(enum text_language language, const char *key, ...) __attribute__((sentinel));

/* text_sayf for those who wrap it. */
char *text_sayv(enum text_language language, const char *key, va_list arguments);

/* The message without arguments, in static storage: for labels. Unknown key: the key. */
const char *text_label(enum text_language language, const char *key);

/* "fr", "en-GB", "nl_BE.UTF-8" → language; anything else is French. NULL allowed. */
enum text_language text_language_of(const char *tag);

/* The reverse: "fr", "en", "nl"; static storage. */
const char *text_language_code(enum text_language language);

/* The operator's language: LC_ALL, LC_MESSAGES, LANG of the environment, French otherwise. */
enum text_language text_language_from_environment(void);

/* The folded form under which names are compared and found: lower case, Latin accents and
 * ligatures opened (Œ → oe, ß → ss, Ł → l, ø → o), every run of other characters one space,
 * none at the ends. New string, caller frees; invalid UTF-8 bytes count as separators. */
char *text_fold(const char *text);

/* PARVIS_INVALID unless `text` of `length` bytes is well-formed UTF-8 (RFC 3629) without NUL. */
enum parvis_status text_check_utf8(const char *text, size_t length);

#endif
