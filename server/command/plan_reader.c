/* SPDX-License-Identifier: EUPL-1.2 */
/* Members of an instance file: see plan_reader.h. */
#include "plan_reader.h"

#include <stdio.h>
#include <string.h>

#include <cjson/cJSON.h>

#include "parvis/text.h"

#define TEXT_SHOWN_MAX 60 /* bytes of a value that a message repeats: an id, not a novel */

bool plan_reader_blame_range(struct plan_reader *reader, const char *key, const char *place,
                             const char *name, long long min, long long max)
{
    struct plan_fault *fault = &reader->fault;
    fault->key = key;
    snprintf(fault->place, sizeof fault->place, "%.60s%s%.30s", place, *place && name ? "." : "",
             name ? name : "");
    snprintf(fault->min, sizeof fault->min, "%lld", min);
    snprintf(fault->max, sizeof fault->max, "%lld", max);
    return false;
}

bool plan_reader_blame(struct plan_reader *reader, const char *key, const char *place,
                       const char *name)
{
    return plan_reader_blame_range(reader, key, place, name, 0, 0);
}

/* Copies what may be shown: whole characters of UTF-8, and none that steers a terminal. */
static void copy_shown(char *target, const char *text)
{
    size_t size = strlen(text);
    if (size > TEXT_SHOWN_MAX) {
        size = TEXT_SHOWN_MAX;
        while (size > 0 && ((unsigned char)text[size] & 0xc0) == 0x80)
            size--;
    }
    for (size_t i = 0; i < size; i++) {
        unsigned char byte = (unsigned char)text[i];
        bool steers = byte < 0x20 || byte == 0x7f ||
                      (byte == 0xc2 && (unsigned char)text[i + 1] < 0xa0); /* C1 controls */
        *target++ = steers ? '?' : (char)byte;
        i += byte == 0xc2 && steers;
    }
    *target = '\0';
}

bool plan_reader_blame_text(struct plan_reader *reader, const char *key, const char *place,
                            const char *name, const char *text)
{
    copy_shown(reader->fault.text, text);
    return plan_reader_blame(reader, key, place, name);
}

char *plan_fault_say(const struct plan_fault *fault)
{
    return text_sayf(text_language_from_environment(), fault->key, "place", fault->place, "min",
                     fault->min, "max", fault->max, "text", fault->text, NULL);
}

static bool is_known(const char *name, const char *const *known)
{
    for (; *known; known++)
        if (strcmp(*known, name) == 0)
            return true;
    return false;
}

/* Remembers the first; `name` is the file's own. */
static void note_unknown(struct plan_reader *reader, const char *place, const char *name)
{
    struct plan_fault *unknown = &reader->unknown;
    char shown[TEXT_SHOWN_MAX + 1];
    if (reader->unknown_count++)
        return;
    copy_shown(shown, name);
    unknown->key = "command.plan.file.unknown";
    snprintf(unknown->place, sizeof unknown->place, "%.30s%s%s", place, *place ? "." : "", shown);
}

bool plan_reader_members(struct plan_reader *reader, const cJSON *object, const char *place,
                         const char *const *known)
{
    const cJSON *item;
    if (!cJSON_IsObject(object))
        return plan_reader_blame(
            reader, *place ? "command.plan.file.object" : "command.plan.file.whole", place, NULL);
    cJSON_ArrayForEach(item, object)
    {
        if (!is_known(item->string, known))
            note_unknown(reader, place, item->string);
        else if (cJSON_GetObjectItemCaseSensitive(object, item->string) != item)
            return plan_reader_blame(reader, "command.plan.file.twice", place, item->string);
    }
    return true;
}

/* The member, where it is there and not null. */
static const cJSON *find(const cJSON *object, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNull(item) ? NULL : item;
}

static bool is_integer(const cJSON *item, int min, int max)
{
    return cJSON_IsNumber(item) && item->valuedouble >= min && item->valuedouble <= max &&
           item->valuedouble == (double)(int)item->valuedouble;
}

bool plan_reader_integer(struct plan_reader *reader, const cJSON *object, const char *place,
                         const char *name, int min, int max, int *ret_value)
{
    const cJSON *item = find(object, name);
    if (!item)
        return true;
    if (!is_integer(item, min, max))
        return plan_reader_blame_range(reader, "command.plan.file.integer", place, name, min, max);
    *ret_value = (int)item->valuedouble;
    return true;
}

bool plan_reader_flag(struct plan_reader *reader, const cJSON *object, const char *place,
                      const char *name, bool *ret_flag)
{
    const cJSON *item = find(object, name);
    if (!item)
        return true;
    if (!cJSON_IsBool(item))
        return plan_reader_blame(reader, "command.plan.file.flag", place, name);
    *ret_flag = cJSON_IsTrue(item);
    return true;
}

bool plan_reader_array(struct plan_reader *reader, const cJSON *object, const char *place,
                       const char *name, const cJSON **ret_array)
{
    const cJSON *item = find(object, name);
    if (!item)
        return true;
    if (!cJSON_IsArray(item))
        return plan_reader_blame(reader, "command.plan.file.array", place, name);
    *ret_array = item;
    return true;
}

bool plan_reader_element(struct plan_reader *reader, const cJSON *item, const char *place,
                         const char *name, int index, int max, int *ret_value)
{
    char element[32];
    if (is_integer(item, 0, max)) {
        *ret_value = (int)item->valuedouble;
        return true;
    }
    snprintf(element, sizeof element, "%s[%d]", name, index);
    return plan_reader_blame_range(reader, "command.plan.file.integer", place, element, 0, max);
}

bool plan_reader_slots(struct plan_reader *reader, const cJSON *object, const char *place,
                       const char *name, int slots, uint64_t *ret_mask)
{
    const cJSON *array = NULL, *item;
    int index = 0, slot = 0;
    if (!plan_reader_array(reader, object, place, name, &array))
        return false;
    cJSON_ArrayForEach(item, array)
    {
        if (!plan_reader_element(reader, item, place, name, index++, slots - 1, &slot))
            return false;
        *ret_mask |= (uint64_t)1 << slot;
    }
    return true;
}
