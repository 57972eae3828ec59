/* SPDX-License-Identifier: EUPL-1.2 */
/* The visitors whom a stand's team scanned. */
#include <stdio.h>

#include "document.h"

struct lead_list {
    const struct model *model;
    int64_t company;
    cJSON *array;
};

static bool add_lead(const void *row, void *data)
{
    const struct model_lead *lead = row;
    struct lead_list *list = data;
    const struct model_person *person = model_person(list->model, lead->person);
    if (lead->company != list->company || !person || person->erased)
        return true;
    char name[256];
    snprintf(name, sizeof name, "%s %s", person->first_name, person->last_name);
    cJSON *item = cJSON_CreateObject();
    cJSON_AddNumberToObject(item, "id", (double)lead->id);
    cJSON_AddNumberToObject(item, "at", (double)lead->at);
    cJSON_AddStringToObject(item, "name", name);
    cJSON_AddStringToObject(item, "organisation", model_affiliation(list->model, person));
    cJSON_AddStringToObject(item, "position", person->position);
    cJSON_AddNumberToObject(item, "interest", (double)lead->interest);
    cJSON_AddStringToObject(item, "note", lead->note);
    cJSON_AddItemToArray(list->array, item);
    return true;
}

cJSON *mine_leads(const struct model *model, int64_t company)
{
    struct lead_list list = {.model = model, .company = company, .array = cJSON_CreateArray()};
    if (company)
        model_each_row(model, "lead", add_lead, &list);
    return list.array;
}
