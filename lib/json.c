/* SPDX-License-Identifier: EUPL-1.2 */
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
            /* Too many of these make the depth negative; the parser refuses such a text. */
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
    /* cJSON copies the bytes of a text as they are: they would go into the database, and from there
     * to everybody who reads the row. */
    if (text_check_utf8(text, length) != PARVIS_OK)
        return blame(fault, "", "is not UTF-8 text");
    if (too_deep(text, length))
        return blame(fault, "", "is nested too deeply");
    cJSON *tree = cJSON_ParseWithLengthOpts(text, length, &end, 0);
    if (!tree)
        return blame(fault, "", "is not JSON");
    /* strchr finds the NUL at the end of its list as well, so that one is asked for by itself. */
    while (end < text + length && strchr(" \t\r\n", *end) && *end)
        end++;
    if (end != text + length) {
        cJSON_Delete(tree);
        return blame(fault, "", "has something after the JSON value");
    }
    *ret_tree = tree;
    return PARVIS_OK;
}

/* 2^53: beyond it a JSON number no longer is one integer (RFC 8259, section 6). */
static bool is_within(double number)
{
    return fabs(number) <= 9007199254740992.0;
}

void json_wipe(cJSON *tree)
{
    for (cJSON *item = tree; item; item = item->next) {
        if (cJSON_IsString(item))
            explicit_bzero(item->valuestring, strlen(item->valuestring));
        json_wipe(item->child);
    }
}

static enum parvis_status read_integer(const cJSON *item, const struct json_field *field,
                                       int64_t *target, struct json_fault *fault)
{
    if (!cJSON_IsNumber(item) || floor(item->valuedouble) != item->valuedouble ||
        !is_within(item->valuedouble))
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

static enum parvis_status read_array(const cJSON *item, const struct json_field *field,
                                     struct json_fault *fault)
{
    if (!cJSON_IsArray(item))
        return blame(fault, field->name, "must be an array");
    return check_size((size_t)cJSON_GetArraySize(item), field, "items", fault);
}

static size_t count_characters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80; /* not inside a character of UTF-8 */
    return count;
}

static enum parvis_status read_chars(const cJSON *item, const struct json_member *member,
                                     char *place, struct json_fault *fault)
{
    if (!cJSON_IsString(item))
        return blame(fault, member->field.name, "must be a text");
    size_t characters = count_characters(item->valuestring);
    enum parvis_status status = check_size(characters, &member->field, "characters", fault);
    if (status == PARVIS_OK)
        snprintf(place, member->size, "%s", item->valuestring);
    return status;
}

static enum parvis_status blame_word(struct json_fault *fault, const struct json_member *member)
{
    blame(fault, member->field.name, "must be ");
    for (const struct json_word *word = member->words; word->word; word++) {
        size_t length = strlen(fault->reason);
        /* There is a word[1]: the list ends with a row without a word. */
        const char *before = word == member->words ? "" : word[1].word ? ", " : " or ";
        snprintf(fault->reason + length, sizeof fault->reason - length, "%s%s", before, word->word);
    }
    return PARVIS_INVALID;
}

static enum parvis_status read_word(const cJSON *item, const struct json_member *member,
                                    char *place, struct json_fault *fault)
{
    for (const struct json_word *word = member->words; word->word; word++)
        if (cJSON_IsString(item) && strcmp(word->word, item->valuestring) == 0) {
            memcpy(place, &word->value, sizeof word->value);
            return PARVIS_OK;
        }
    return blame_word(fault, member);
}

/* A fault of an item is reported as the list's. */
static enum parvis_status read_item(const cJSON *item, const struct json_member *member,
                                    char *place, struct json_fault *fault)
{
    struct json_fault inner;
    if (member->words)
        return read_word(item, member, place, fault);
    enum parvis_status status =
        json_read_members(item, member->members, member->member_count, place, &inner);
    if (status != PARVIS_OK) {
        blame(fault, member->field.name, "");
        snprintf(fault->reason, sizeof fault->reason, "has an item whose %.40s %.60s",
                 *inner.field ? inner.field : "form", inner.reason);
    }
    return status;
}

static bool is_among(const char *items, size_t count, size_t size, const char *item)
{
    for (size_t i = 0; i < count; i++)
        /* Only lists of words are unique: enumerations have no padding to differ in. */
        if (memcmp(items + i * size, item, size) == 0)
            return true;
    return false;
}

static enum parvis_status read_list(const cJSON *list, const struct json_member *member,
                                    char *target, struct json_fault *fault)
{
    size_t count = 0;
    const cJSON *item;
    char *items = target + member->field.offset;
    enum parvis_status status = read_array(list, &member->field, fault);
    if (status != PARVIS_OK)
        return status;
    cJSON_ArrayForEach(item, list)
    {
        /* There is room for it: read_array has held the list to the member's most, and JSON_ITEM
         * the target's array to that as well. */
        char *place = items + count * member->size;
        status = read_item(item, member, place, fault);
        if (status != PARVIS_OK)
            return status;
        if (member->unique && is_among(items, count, member->size, place))
            return blame(fault, member->field.name, "has an item twice");
        count++;
    }
    memcpy(target + member->count_offset, &count, sizeof count);
    return PARVIS_OK;
}

/* Reads an item of a type that tables of fields may have. The further types of members are read
 * elsewhere, and copy into the target. */
static enum parvis_status read_field(const cJSON *item, const struct json_field *field,
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
        if (read_array(item, field, fault) != PARVIS_OK)
            return PARVIS_INVALID;
        break;
    default: /* a member's type in a table of fields: a programmer's error */
        return blame(fault, field->name, "cannot be read");
    }
    *(const cJSON **)(void *)place = item;
    return PARVIS_OK;
}

static enum parvis_status read_member(const cJSON *item, const struct json_member *member,
                                      char *target, struct json_fault *fault)
{
    char *place = target + member->field.offset;
    if (member->given_offset)
        *(bool *)(target + member->given_offset) = true;
    if (member->nullable && cJSON_IsNull(item))
        return PARVIS_OK;
    switch (member->field.type) {
    case JSON_CHARS:
        return read_chars(item, member, place, fault);
    case JSON_WORD:
        return read_word(item, member, place, fault);
    case JSON_LIST:
        return read_list(item, member, target, fault);
    case JSON_BOOLEAN:
        if (member->only_true && !cJSON_IsTrue(item))
            return blame(fault, member->field.name, "must be true");
        return read_field(item, &member->field, target, fault);
    default:
        return read_field(item, &member->field, target, fault);
    }
}

/* A table of either kind: rows that begin with a field. */
struct table {
    const char *rows;
    size_t row_size, count;
};

static const struct json_field *field_at(const struct table *table, size_t index)
{
    return (const struct json_field *)(const void *)(table->rows + index * table->row_size);
}

static enum parvis_status read_row(const cJSON *item, const struct table *table, size_t index,
                                   void *target, struct json_fault *fault)
{
    const struct json_field *field = field_at(table, index);
    /* The size tells the two kinds of rows apart: a member is a field and more. */
    return table->row_size == sizeof(struct json_member)
               ? read_member(item, (const struct json_member *)field, target, fault)
               : read_field(item, field, target, fault);
}

static enum parvis_status read_object(const cJSON *object, const struct table *table, void *target,
                                      struct json_fault *fault)
{
    bool seen[FIELDS_MAX] = {false};
    const cJSON *item;
    /* A table that is too long is a fault of the program: every body is then refused. */
    if (!cJSON_IsObject(object) || table->count > FIELDS_MAX)
        return blame(fault, "", "must be an object");
    cJSON_ArrayForEach(item, object)
    {
        size_t i = 0;
        while (i < table->count && strcmp(field_at(table, i)->name, item->string) != 0)
            i++;
        if (i == table->count)
            return blame(fault, item->string, "is unknown");
        /* cJSON keeps both and finds the first; another reader of the same text might take the
         * second. */
        if (seen[i])
            return blame(fault, item->string, "is given twice");
        seen[i] = true;
        enum parvis_status status = read_row(item, table, i, target, fault);
        if (status != PARVIS_OK)
            return status;
    }
    for (size_t i = 0; i < table->count; i++)
        if (field_at(table, i)->required && !seen[i])
            return blame(fault, field_at(table, i)->name, "is missing");
    return PARVIS_OK;
}

enum parvis_status json_read(const cJSON *object, const struct json_field *fields, size_t count,
                             void *target, struct json_fault *fault)
{
    const struct table table = {(const char *)fields, sizeof *fields, count};
    return read_object(object, &table, target, fault);
}

enum parvis_status json_read_members(const cJSON *object, const struct json_member *members,
                                     size_t count, void *target, struct json_fault *fault)
{
    const struct table table = {(const char *)members, sizeof *members, count};
    return read_object(object, &table, target, fault);
}

const char *json_text(const cJSON *object, const char *name)
{
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    return text ? text : "";
}

int64_t json_integer(const cJSON *object, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNumber(item) && is_within(item->valuedouble) ? (int64_t)item->valuedouble : 0;
}

bool json_true(const cJSON *object, const char *name)
{
    return cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, name));
}
