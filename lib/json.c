/* Declared bodies over cJSON. */
#include "parvis/json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "parvis/text.h"

#define DEPTH_MAX 32
#define FIELDS_MAX 32 /* members that one declaration may have */

static enum parvis_status blame(struct json_fault *fault, const char *field, const char *reason)
{
    snprintf(fault->field, sizeof fault->field, "%s", field);
    snprintf(fault->reason, sizeof fault->reason, "%s", reason);
    return PARVIS_INVALID;
}

/* cJSON's own nesting limit is 1000; ours protects recursive readers. Strings are skipped. */
static bool too_deep(const char *text, size_t length)
{
    int depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < length; i++) {
        char character = text[i];
        if (quoted) {
            if (character == '\\')
                i++;
            else if (character == '"')
                quoted = false;
        } else if (character == '"') {
            quoted = true;
        } else if (character == '{' || character == '[') {
            if (++depth > DEPTH_MAX)
                return true;
        } else if (character == '}' || character == ']') {
            depth--;
        }
    }
    return false;
}

enum parvis_status json_parse(const char *text, size_t length, cJSON **ret_tree,
                              struct json_fault *fault)
{
    const char *end = NULL;
    if (text_check_utf8(text, length) != PARVIS_OK)
        return blame(fault, "", "is not UTF-8 text");
    if (too_deep(text, length))
        return blame(fault, "", "is nested too deeply");
    cJSON *tree = cJSON_ParseWithLengthOpts(text, length, &end, 0);
    if (!tree)
        return blame(fault, "", "is not JSON");
    while (end < text + length && strchr(" \t\r\n", *end) && *end)
        end++;
    if (end != text + length) {
        cJSON_Delete(tree);
        return blame(fault, "", "has something after the JSON value");
    }
    *ret_tree = tree;
    return PARVIS_OK;
}

static enum parvis_status read_integer(const cJSON *item, const struct json_field *field,
                                       int64_t *target, struct json_fault *fault)
{
    /* 2^53: beyond it a JSON number no longer is one integer (RFC 8259, section 6). */
    if (!cJSON_IsNumber(item) || floor(item->valuedouble) != item->valuedouble ||
        fabs(item->valuedouble) > 9007199254740992.0)
        return blame(fault, field->name, "must be an integer");
    int64_t value = (int64_t)item->valuedouble;
    if ((field->min || field->max) && (value < field->min || value > field->max)) {
        blame(fault, field->name, "");
        snprintf(fault->reason, sizeof fault->reason, "must be from %lld to %lld",
                 (long long)field->min, (long long)field->max);
        return PARVIS_INVALID;
    }
    *target = value;
    return PARVIS_OK;
}

static enum parvis_status check_size(size_t size, const struct json_field *field, const char *unit,
                                     struct json_fault *fault)
{
    if ((!field->min && !field->max) ||
        ((int64_t)size >= field->min && (int64_t)size <= field->max))
        return PARVIS_OK;
    blame(fault, field->name, "");
    snprintf(fault->reason, sizeof fault->reason, "must have %lld to %lld %s",
             (long long)field->min, (long long)field->max, unit);
    return PARVIS_INVALID;
}

static enum parvis_status read_member(const cJSON *item, const struct json_field *field,
                                      void *target, struct json_fault *fault)
{
    char *place = (char *)target + field->offset;
    switch (field->type) {
    case JSON_INTEGER:
        return read_integer(item, field, (int64_t *)(void *)place, fault);
    case JSON_BOOLEAN:
        if (!cJSON_IsBool(item))
            return blame(fault, field->name, "must be true or false");
        *(bool *)place = cJSON_IsTrue(item);
        return PARVIS_OK;
    case JSON_TEXT:
        if (!cJSON_IsString(item))
            return blame(fault, field->name, "must be a text");
        if (check_size(strlen(item->valuestring), field, "bytes", fault) != PARVIS_OK)
            return PARVIS_INVALID;
        *(const char **)(void *)place = item->valuestring;
        return PARVIS_OK;
    case JSON_OBJECT:
        if (!cJSON_IsObject(item))
            return blame(fault, field->name, "must be an object");
        break;
    case JSON_ARRAY:
        if (!cJSON_IsArray(item))
            return blame(fault, field->name, "must be an array");
        if (check_size((size_t)cJSON_GetArraySize(item), field, "items", fault) != PARVIS_OK)
            return PARVIS_INVALID;
        break;
    }
    *(const cJSON **)(void *)place = item;
    return PARVIS_OK;
}

enum parvis_status json_read(const cJSON *object, const struct json_field *fields, size_t count,
                             void *target, struct json_fault *fault)
{
    bool seen[FIELDS_MAX] = {false};
    const cJSON *item;
    if (!cJSON_IsObject(object) || count > FIELDS_MAX)
        return blame(fault, "", "must be an object");
    cJSON_ArrayForEach(item, object)
    {
        size_t i = 0;
        while (i < count && strcmp(fields[i].name, item->string) != 0)
            i++;
        if (i == count)
            return blame(fault, item->string, "is unknown");
        if (seen[i])
            return blame(fault, item->string, "is given twice");
        seen[i] = true;
        enum parvis_status status = read_member(item, &fields[i], target, fault);
        if (status != PARVIS_OK)
            return status;
    }
    for (size_t i = 0; i < count; i++)
        if (fields[i].required && !seen[i])
            return blame(fault, fields[i].name, "is missing");
    return PARVIS_OK;
}
