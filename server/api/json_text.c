/* SPDX-License-Identifier: EUPL-1.2 */
/* JSON text written straight into one growing buffer. */
#include "json_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void append(struct json_text *json, const char *bytes, size_t size)
{
    if (json->size + size + 1 > json->capacity) {
        size_t capacity = json->capacity ? 2 * json->capacity : 512;
        while (capacity < json->size + size + 1)
            capacity *= 2;
        char *grown = realloc(json->text, capacity);
        if (!grown)
            abort();
        json->text = grown;
        json->capacity = capacity;
    }
    memcpy(json->text + json->size, bytes, size);
    json->size += size;
    json->text[json->size] = '\0';
}

void json_text_raw(struct json_text *json, const char *bytes)
{
    append(json, bytes, strlen(bytes));
}

static void append_escape(struct json_text *json, unsigned char byte)
{
    char escape[8];
    if (byte == '"' || byte == '\\')
        snprintf(escape, sizeof escape, "\\%c", byte);
    else
        snprintf(escape, sizeof escape, "\\u%04x", byte);
    json_text_raw(json, escape);
}

void json_text_string(struct json_text *json, const char *value)
{
    const char *start = value, *at = value;
    append(json, "\"", 1);
    for (; *at; at++) {
        unsigned char byte = (unsigned char)*at;
        if (byte >= 0x20 && byte != '"' && byte != '\\')
            continue;
        append(json, start, (size_t)(at - start));
        append_escape(json, byte);
        start = at + 1;
    }
    append(json, start, (size_t)(at - start));
    append(json, "\"", 1);
}

void json_text_integer(struct json_text *json, int64_t value)
{
    char digits[24];
    size_t place = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--place] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        digits[--place] = '-';
    append(json, digits + place, sizeof digits - place);
}
