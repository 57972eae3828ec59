/* SPDX-License-Identifier: EUPL-1.2 */
/* The selection: the funnel with its reasons. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "reading.h"
#include "selection.h"
#include "selection_operations.h"

static void add_funnel(cJSON *answer, const struct selection *selection)
{
    struct selection_funnel funnel = selection_count(selection->applications, selection->count);
    const struct {
        const char *name;
        size_t count;
    } phases[] = {{"received", funnel.received},
                  {"not_marketable", funnel.not_marketable},
                  {"not_public_fit", funnel.not_public_fit},
                  {"outside_region", funnel.outside_region},
                  {"passed", funnel.passed},
                  {"seen", funnel.seen},
                  {"unmarked", funnel.unmarked},
                  {"kept", funnel.kept},
                  {"pitch", funnel.pitch},
                  {"stand", funnel.stand}};
    cJSON *object = cJSON_AddObjectToObject(answer, "funnel");
    for (size_t i = 0; i < sizeof phases / sizeof *phases; i++)
        cJSON_AddNumberToObject(object, phases[i].name, (double)phases[i].count);
}

/* How far an application came: its state, or the first reason against it. */
static const char *state_of(const struct selection_application *application)
{
    static const char *const aside[] = {[SELECTION_NOT_MARKETABLE] = "not_marketable",
                                        [SELECTION_NOT_PUBLIC_FIT] = "not_public_fit",
                                        [SELECTION_OUTSIDE_REGION] = "outside_region"};
    if (application->decision != SELECTION_NOT_KEPT)
        return selection_decision_word(application->decision);
    enum selection_sort sort = selection_sort_of(application);
    if (sort != SELECTION_PASSED)
        return aside[sort];
    return application->mark < 0 ? "waiting" : "not_kept";
}

static cJSON *entry_json(const struct selection_entry *entry)
{
    const struct selection_application *application = &entry->application;
    cJSON *row = cJSON_CreateObject();
    cJSON_AddNumberToObject(row, "company", (double)application->organisation);
    cJSON_AddStringToObject(row, "name", entry->name);
    cJSON_AddStringToObject(row, "siret", entry->siret);
    cJSON_AddStringToObject(row, "segment", entry->segment);
    cJSON_AddStringToObject(row, "town", entry->town);
    cJSON_AddStringToObject(row, "region", entry->region);
    cJSON_AddItemToObject(row, "mark",
                          application->mark < 0 ? cJSON_CreateNull()
                                                : cJSON_CreateNumber((double)application->mark));
    cJSON_AddStringToObject(row, "state", state_of(application));
    cJSON_AddBoolToObject(row, "passed", selection_sort_of(application) == SELECTION_PASSED);
    return row;
}

static enum parvis_status read_selection(struct api_reading *reading, struct store *store)
{
    struct store_edition edition;
    struct selection selection = {0};
    enum parvis_status status = store_edition_get(store, &edition);
    if (status == PARVIS_OK)
        status = selection_load(store, &edition, &selection);
    if (status != PARVIS_OK)
        return status;
    cJSON *answer = cJSON_CreateObject();
    add_funnel(answer, &selection);
    cJSON *limits = cJSON_AddObjectToObject(answer, "limits");
    cJSON_AddNumberToObject(limits, "pitches", edition.pitches);
    cJSON_AddNumberToObject(limits, "kept_min", edition.kept_min);
    cJSON_AddNumberToObject(limits, "kept_max", edition.kept_max);
    cJSON_AddStringToObject(limits, "region", edition.region);
    cJSON *applications = cJSON_AddArrayToObject(answer, "applications");
    for (size_t i = 0; i < selection.count; i++)
        cJSON_AddItemToArray(applications, entry_json(&selection.entries[i]));
    selection_clear(&selection);
    reading->answer = api_print(answer);
    return PARVIS_OK;
}

void api_get_selection(struct http_request *request, void *data)
{
    api_reading_start(data, request, read_selection);
}

char *api_answer_decisions(struct api_operation *operation)
{
    const struct selection_decide *order = (const void *)operation->order;
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "decided", (double)order->decisions_count);
    return api_print(answer);
}
