/* SPDX-License-Identifier: EUPL-1.2 */
/* Days of people. */
#include "people_day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The people asked about, and the kind walked over. */
struct day_walk {
    const struct model *model;
    const struct model_person *const *people;
    size_t count;
    cJSON **days;
    enum kind_audience audience;
    enum kind_id kind;
};

cJSON *organisation_json(const struct model *model, int64_t id)
{
    const struct model_organisation *organisation = id ? model_organisation(model, id) : NULL;
    if (!organisation)
        return cJSON_CreateNull();
    cJSON *object = cJSON_CreateObject();
    cJSON_AddNumberToObject(object, "id", (double)organisation->id);
    cJSON_AddStringToObject(object, "name", organisation->name);
    return object;
}

/* The number behind `"name":` in a body of the store's views; 0: null or none. It saves parsing
 * thousands of rows that concern none of these people. */
static int64_t peek(const char *body, const char *name)
{
    const char *at = strstr(body, name);
    return at ? strtoll(at + strlen(name), NULL, 10) : 0;
}

static bool is_company(const struct model_person *person)
{
    return strcmp(person->role, "company") == 0 && person->organisation;
}

static cJSON *row_of(const struct day_walk *walk, const char *body)
{
    const struct kind *kind = &kinds[walk->kind];
    struct hearing hearing = {walk->audience, model_company_of(kind, body)};
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    if (!stream)
        return NULL;
    bool told = model_tell(stream, kind, hearing, body);
    cJSON *row = fclose(stream) == 0 && told ? cJSON_Parse(text) : NULL;
    free(text);
    return row;
}

static void add_row(const struct day_walk *walk, size_t i, const char *body)
{
    cJSON *array = cJSON_GetObjectItemCaseSensitive(walk->days[i], kinds[walk->kind].list);
    cJSON *row = row_of(walk, body);
    if (row)
        cJSON_AddItemToArray(array, row);
}

/* The other side of a meeting, by name; public documents name only people who are in the hall. */
static void add_name(const struct day_walk *walk, size_t i, int64_t organisation)
{
    cJSON *name = organisation_json(walk->model, organisation);
    if (cJSON_IsObject(name))
        cJSON_AddItemToArray(cJSON_GetObjectItemCaseSensitive(walk->days[i], "organisations"),
                             name);
    else
        cJSON_Delete(name);
}

static bool walk_meeting(int64_t id, const char *body, void *data)
{
    const struct day_walk *walk = data;
    int64_t buyer = peek(body, "\"buyer\":"), company = peek(body, "\"company\":");
    (void)id;
    if (strstr(body, "\"state\":\"cancelled\""))
        return true;
    for (size_t i = 0; i < walk->count; i++) {
        const struct model_person *person = walk->people[i];
        bool sells = is_company(person);
        if (sells ? person->organisation != company : person->id != buyer)
            continue;
        add_row(walk, i, body);
        add_name(walk, i, sells ? peek(body, "\"organisation\":") : company);
    }
    return true;
}

/* A company's own parts. */
static bool walk_part(int64_t id, const char *body, void *data)
{
    const struct day_walk *walk = data;
    int64_t company = peek(body, "\"company\":");
    (void)id;
    for (size_t i = 0; i < walk->count; i++)
        if (is_company(walk->people[i]) && walk->people[i]->organisation == company)
            add_row(walk, i, body);
    return true;
}

static bool walk_jury(int64_t id, const char *body, void *data)
{
    const struct day_walk *walk = data;
    int64_t from = peek(body, "\"planned_from_at\":"), to = peek(body, "\"planned_to_at\":");
    (void)id;
    for (size_t i = 0; i < walk->count && from && to; i++) {
        if (!walk->people[i]->jury)
            continue;
        cJSON *time = cJSON_CreateObject();
        cJSON_AddNumberToObject(time, "from_at", (double)from);
        cJSON_AddNumberToObject(time, "to_at", (double)to);
        cJSON_AddItemToArray(cJSON_GetObjectItemCaseSensitive(walk->days[i], "jury"), time);
    }
    return true;
}

void people_days(const struct model *model, enum kind_audience audience,
                 const struct model_person *const *people, size_t count, cJSON **days)
{
    static const char *const arrays[] = {"meetings", "organisations", "pitches", "demonstrations",
                                         "jury"};
    struct day_walk walk = {
        .model = model, .audience = audience, .people = people, .count = count, .days = days};
    for (size_t i = 0; i < count; i++) {
        days[i] = cJSON_CreateObject();
        cJSON_AddNumberToObject(days[i], "person", (double)people[i]->id);
        for (size_t j = 0; j < sizeof arrays / sizeof *arrays; j++)
            cJSON_AddArrayToObject(days[i], arrays[j]);
    }
    walk.kind = KIND_MEETING;
    model_each(model, "meeting", walk_meeting, &walk);
    walk.kind = KIND_PITCH;
    model_each(model, "pitch", walk_part, &walk);
    model_each(model, "pitch", walk_jury, &walk);
    walk.kind = KIND_DEMONSTRATION;
    model_each(model, "demonstration", walk_part, &walk);
}
