/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading JSON members one by one, with every fault told. */
#include "json_members.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "json_place.h"

void members_blame(struct members *members, const char *path, const char *value, const char *key,
                   const char *name, const char *argument)
{
    struct report_place place = {.file = members->file,
                                 .line = json_line_of(members->text, members->size, path),
                                 .column = *path ? path : NULL,
                                 .value = value};
    members->good = false;
    report_add(members->report, REPORT_ERROR, &place, key, name, argument, NULL);
}

void members_blame_figures(struct members *members, const char *path, const char *key,
                           const char *found_name, int64_t found, const char *allowed_name,
                           int64_t allowed)
{
    char found_text[24], allowed_text[24];
    struct report_place place = {.file = members->file,
                                 .line = json_line_of(members->text, members->size, path),
                                 .column = path};
    snprintf(found_text, sizeof found_text, "%lld", (long long)found);
    snprintf(allowed_text, sizeof allowed_text, "%lld", (long long)allowed);
    members->good = false;
    report_add(members->report, REPORT_ERROR, &place, key, found_name, found_text, allowed_name,
               allowed_text, NULL);
}

void members_join(char *out, size_t size, const char *parent, const char *name)
{
    snprintf(out, size, "%s%s%s", parent, *parent ? "." : "", name);
}

const cJSON *members_get(struct members *members, const cJSON *object, const char *parent,
                         const char *name, bool required)
{
    char path[96];
    members_join(path, sizeof path, parent, name);
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    if (!item && required)
        members_blame(members, path, NULL, "import.json.missing", NULL, NULL);
    return item;
}

const char *members_text(struct members *members, const cJSON *object, const char *parent,
                         const char *name, bool required, size_t max)
{
    char path[96], limit[24];
    const cJSON *item = members_get(members, object, parent, name, required);
    members_join(path, sizeof path, parent, name);
    if (!item)
        return "";
    if (!cJSON_IsString(item)) {
        members_blame(members, path, NULL, "import.json.text", NULL, NULL);
    } else if (required && !*item->valuestring) {
        members_blame(members, path, NULL, "import.value.empty", NULL, NULL);
    } else if (strlen(item->valuestring) > max) {
        snprintf(limit, sizeof limit, "%zu", max);
        members_blame(members, path, item->valuestring, "import.value.long", "max", limit);
    } else {
        return item->valuestring;
    }
    return "";
}

int64_t members_number(struct members *members, const cJSON *object, const char *parent,
                       const char *name, int64_t min, int64_t max, int64_t otherwise)
{
    char path[96], value[32], bounds[64];
    const cJSON *item = members_get(members, object, parent, name, otherwise == MEMBERS_REQUIRED);
    int64_t absent = otherwise == MEMBERS_REQUIRED ? 0 : otherwise;
    members_join(path, sizeof path, parent, name);
    if (!item)
        return absent;
    if (!cJSON_IsNumber(item)) {
        members_blame(members, path, NULL, "import.json.number", NULL, NULL);
        return absent;
    }
    double number = item->valuedouble;
    if (floor(number) != number || number < (double)min || number > (double)max) {
        snprintf(value, sizeof value, "%g", number);
        snprintf(bounds, sizeof bounds, "%lld–%lld", (long long)min, (long long)max);
        members_blame(members, path, value, "import.json.range", "bounds", bounds);
        return absent;
    }
    return (int64_t)number;
}

void members_check(struct members *members, const cJSON *object, const char *parent,
                   const char *const *known)
{
    const cJSON *item, *first;
    char path[160], limit[24];
    if (cJSON_GetArraySize(object) > MEMBERS_MAX) {
        snprintf(limit, sizeof limit, "%d", MEMBERS_MAX);
        members_blame(members, parent, NULL, "import.json.many", "max", limit);
        return;
    }
    cJSON_ArrayForEach(item, object)
    {
        size_t i = 0;
        while (known[i] && strcmp(known[i], item->string) != 0)
            i++;
        snprintf(path, sizeof path, "%s%s%.60s", parent, *parent ? "." : "", item->string);
        first = cJSON_GetObjectItemCaseSensitive(object, item->string);
        if (!known[i])
            members_blame(members, path, NULL, "import.json.unknown", NULL, NULL);
        else if (first != item)
            members_blame(members, path, NULL, "import.json.twice", NULL, NULL);
    }
}

bool members_are_listed(struct members *members, const cJSON *list, const char *path, size_t max)
{
    char limit[24];
    if (!list)
        return false;
    if (!cJSON_IsArray(list)) {
        members_blame(members, path, NULL, "import.json.array", NULL, NULL);
        return false;
    }
    if ((size_t)cJSON_GetArraySize(list) <= max)
        return true;
    snprintf(limit, sizeof limit, "%zu", max);
    members_blame(members, path, NULL, "import.json.many", "max", limit);
    return false;
}
