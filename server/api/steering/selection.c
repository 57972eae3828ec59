/* The selection: the funnel with its reasons, and decisions under the same rules as the command. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "reading.h"
#include "selection.h"
#include "steering.h"
#include "store_selection.h"

#define DECISIONS_MAX 200

/* ---- the funnel ---- */

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

/* How far it came: its place, or the first reason that put it aside. */
static const char *state_of(const struct selection_application *application)
{
    static const char *const aside[] = {[SELECTION_NOT_MARKETABLE] = "not_marketable",
                                        [SELECTION_NOT_PUBLIC_FIT] = "not_public_fit",
                                        [SELECTION_OUTSIDE_REGION] = "outside_region"};
    if (application->decision != SELECTION_NOT_KEPT)
        return application->decision == SELECTION_PITCH ? "pitch" : "stand";
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
    struct api_reading *reading = api_reading_new(data, request, read_selection);
    if (reading)
        api_reading_submit(reading);
}

/* ---- decisions ---- */

struct decision {
    int64_t company;
    const char *decision; /* "pitch", "stand"; NULL: not kept */
};

struct decisions {
    struct steering_command steering; /* first */
    struct decision items[DECISIONS_MAX];
    size_t count;
};

static struct report_place no_place(const struct selection_entry *entry, void *data)
{
    (void)data;
    return (struct report_place){.file = REPORT_NO_FILE, .value = entry ? entry->siret : NULL};
}

/* The first broken rule in words; a motive helps. */
static enum parvis_status refuse_rule(struct decisions *decisions, const struct report *report)
{
    const struct report_finding *first = report->findings;
    while (first->severity != REPORT_ERROR)
        first++;
    char *reason = report_reason(first, decisions->steering.language);
    enum parvis_status status =
        api_command_refuse(&decisions->steering.command, PARVIS_CONFLICT, "selection_rule", NULL,
                           "%c%s", reason[0], reason + 1);
    free(reason);
    return status;
}

static enum parvis_status decide_all(struct decisions *decisions, struct store *store,
                                     struct store_change_list *changes)
{
    struct steering_command *steering = &decisions->steering;
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < decisions->count && status == PARVIS_OK; i++) {
        enum store_outcome outcome;
        status = store_decide(store, decisions->items[i].company, decisions->items[i].decision,
                              changes, &outcome);
        if (status == PARVIS_NOT_FOUND)
            status = steering_unknown(steering, "decisions");
        else if (status == PARVIS_CONFLICT)
            status =
                api_command_refuse(&steering->command, PARVIS_CONFLICT, "decision_held", NULL, "%s",
                                   text_label(steering->language, "import.decision.held"));
    }
    return status;
}

static enum parvis_status run_decisions(struct commit_command *head, struct store *store,
                                        int64_t now, struct store_change_list *changes)
{
    struct decisions *decisions = (struct decisions *)head;
    struct report report = {0};
    struct store_edition edition;
    struct selection_motive motive = {decisions->steering.motive, decisions->steering.by_user};
    struct selection_holding holding = {.store = store,
                                        .edition = &edition,
                                        .motive = &motive,
                                        .decided = true,
                                        .place = no_place,
                                        .report = &report,
                                        .changes = changes};
    (void)now;
    enum parvis_status status = decide_all(decisions, store, changes);
    if (status == PARVIS_OK)
        status = store_edition_get(store, &edition);
    if (status == PARVIS_OK)
        status = selection_hold(&holding);
    if (status == PARVIS_OK && report.errors > 0)
        status = refuse_rule(decisions, &report);
    report_clear(&report);
    return status;
}

static char *render_decisions(struct api_command *head)
{
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "decided", (double)((struct decisions *)head)->count);
    return api_print(answer);
}

/* "pitch", "stand", or null for not kept. */
static bool read_decision(const cJSON *row, struct decision *decision)
{
    const cJSON *company = cJSON_GetObjectItemCaseSensitive(row, "company");
    const cJSON *wanted = cJSON_GetObjectItemCaseSensitive(row, "decision");
    if (!cJSON_IsObject(row) || cJSON_GetArraySize(row) != 2 || !cJSON_IsNumber(company) ||
        company->valuedouble < 1 || company->valuedouble > 9e15)
        return false;
    decision->company = (int64_t)company->valuedouble;
    decision->decision = NULL;
    if (cJSON_IsNull(wanted))
        return true;
    for (int i = 0; i < 2 && cJSON_IsString(wanted); i++) {
        static const char *const known[] = {"pitch", "stand"};
        if (strcmp(wanted->valuestring, known[i]) == 0)
            decision->decision = known[i];
    }
    return decision->decision != NULL;
}

void api_post_decisions(struct http_request *request, void *data)
{
    struct order {
        const cJSON *decisions;
        const char *motive;
    } order = {NULL, NULL};
    static const struct json_field fields[] = {
        {"decisions", JSON_ARRAY, offsetof(struct order, decisions), true, 1, DECISIONS_MAX},
        {"motive", JSON_TEXT, offsetof(struct order, motive), false, 1, 2000}};
    if (!api_read_body(request, fields, 2, &order))
        return;
    struct decisions *decisions = (struct decisions *)steering_new_sized(
        data, request, "application", run_decisions, sizeof *decisions);
    if (!decisions)
        return;
    for (const cJSON *row = order.decisions->child; row; row = row->next)
        if (!read_decision(row, &decisions->items[decisions->count++])) {
            http_refuse(request, 422, "invalid_field",
                        "decisions are objects of a company, and pitch, stand or null",
                        "decisions");
            steering_drop(&decisions->steering);
            return;
        }
    steering_note(&decisions->steering, "selection.decide");
    decisions->steering.id = decisions->items[0].company;
    decisions->steering.motive = order.motive ? strdup(order.motive) : NULL;
    decisions->steering.command.render = render_decisions;
    api_command_submit(decisions);
}
