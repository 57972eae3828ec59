/* SPDX-License-Identifier: EUPL-1.2 */
/* Reasons: a key with arguments by value. */
#include "reason.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "parvis/clock.h"

void reason_set(struct reason *reason, const char *key)
{
    reason->key = key;
    reason->count = 0;
}

void reason_add_text(struct reason *reason, const char *name, const char *value)
{
    assert(reason->count < REASON_ARGUMENTS_MAX);
    size_t index = reason->count++, size = sizeof reason->arguments[index].value;
    size_t length = strlen(value);
    if (length >= size)
        for (length = size - 1; length > 0 && ((unsigned char)value[length] & 0xc0) == 0x80;)
            length--;
    reason->arguments[index].name = name;
    reason->arguments[index].key = NULL;
    memcpy(reason->arguments[index].value, value, length);
    reason->arguments[index].value[length] = '\0';
}

void reason_add_number(struct reason *reason, const char *name, int64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)value);
    reason_add_text(reason, name, text);
}

void reason_add_time(struct reason *reason, const char *name, int64_t at)
{
    char text[6];
    clock_format_hhmm(at, text);
    reason_add_text(reason, name, text);
}

void reason_add_word(struct reason *reason, const char *name, const char *key)
{
    reason_add_text(reason, name, "");
    reason->arguments[reason->count - 1].key = key;
}

char *reason_say(const struct reason *reason, enum text_language language)
{
    struct text_value values[REASON_ARGUMENTS_MAX];
    for (size_t i = 0; i < reason->count; i++)
        values[i] = (struct text_value){reason->arguments[i].name,
                                        reason->arguments[i].key
                                            ? text_label(language, reason->arguments[i].key)
                                            : reason->arguments[i].value};
    return text_say(language, reason->key, values, reason->count);
}
