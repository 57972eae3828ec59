/* SPDX-License-Identifier: EUPL-1.2 */
/* JSON text written straight into one growing buffer: for answers that go out thousands of times a
 * second. Running out of memory aborts, as text_say does. */
#ifndef PARVIS_API_JSON_TEXT_H
#define PARVIS_API_JSON_TEXT_H

#include <stddef.h>
#include <stdint.h>

struct json_text {
    char *text; /* NUL-ended once something was written; the caller frees it */
    size_t size, capacity;
};

/* Bytes as they are: punctuation and names that need no escape. */
void json_text_raw(struct json_text *json, const char *bytes);
/* A string with its quotes, escaped as RFC 8259 asks. Valid UTF-8 is expected. */
void json_text_string(struct json_text *json, const char *value);
void json_text_integer(struct json_text *json, int64_t value);

#endif
