/* SPDX-License-Identifier: EUPL-1.2 */
/* Loading the selection and holding its rules. */
#include "selection.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/clock.h"
#include "parvis/limits.h"
#include "parvis/text.h"
#include "store_selection.h"

/* ---- loading ---- */

struct loading {
    struct selection *selection;
    char *region; /* the edition's, folded; owned */
    bool failed;
};

static bool same_folded(const char *text, const char *folded)
{
    char *own = text_fold(text);
    bool same = strcmp(own, folded) == 0;
    free(own);
    return same;
}

static bool add_entry(const struct store_candidate *row, void *data)
{
    struct loading *loading = data;
    struct selection *selection = loading->selection;
    struct selection_entry *entries =
        realloc(selection->entries, (selection->count + 1) * sizeof *entries);
    if (!entries) {
        loading->failed = true;
        return false;
    }
    selection->entries = entries;
    struct selection_entry *entry = &entries[selection->count++];
    *entry = (struct selection_entry){
        .application = {.organisation = row->organisation,
                        .marketable = row->marketable,
                        .public_fit = row->public_fit,
                        .in_region = same_folded(row->region, loading->region),
                        .mark = row->mark,
                        .decision = row->decision[0] == 'p'   ? SELECTION_PITCH
                                    : row->decision[0] == 's' ? SELECTION_STAND
                                                              : SELECTION_NOT_KEPT},
        .name = strdup(row->name),
        .segment = strdup(row->segment),
        .town = strdup(row->town),
        .region = strdup(row->region),
    };
    snprintf(entry->siret, sizeof entry->siret, "%.14s", row->siret);
    loading->failed = !entry->name || !entry->segment || !entry->town || !entry->region;
    return !loading->failed;
}

enum parvis_status selection_load(struct store *store, const struct store_edition *edition,
                                  struct selection *ret_selection)
{
    struct selection selection = {0};
    struct loading loading = {.selection = &selection, .region = text_fold(edition->region)};
    enum parvis_status status = store_candidates_each(store, add_entry, &loading);
    free(loading.region);
    if (status == PARVIS_OK && loading.failed)
        status = PARVIS_NO_MEMORY;
    selection.applications = calloc(selection.count + 1, sizeof *selection.applications);
    if (status == PARVIS_OK && !selection.applications)
        status = PARVIS_NO_MEMORY;
    if (status != PARVIS_OK) {
        selection_clear(&selection);
        return status;
    }
    for (size_t i = 0; i < selection.count; i++)
        selection.applications[i] = selection.entries[i].application;
    *ret_selection = selection;
    return PARVIS_OK;
}

void selection_clear(struct selection *selection)
{
    for (size_t i = 0; i < selection->count; i++) {
        free(selection->entries[i].name);
        free(selection->entries[i].segment);
        free(selection->entries[i].town);
        free(selection->entries[i].region);
    }
    free(selection->entries);
    free(selection->applications);
    *selection = (struct selection){0};
}

const struct selection_entry *selection_find(const struct selection *selection,
                                             int64_t organisation)
{
    for (size_t i = 0; i < selection->count; i++)
        if (selection->entries[i].application.organisation == organisation)
            return &selection->entries[i];
    return NULL;
}

/* ---- holding the rules ---- */

static enum parvis_status record(const struct selection_holding *holding, const char *rule,
                                 int64_t organisation)
{
    return store_override_add(holding->store, rule, organisation, holding->motive->text,
                              holding->motive->by_user, clock_event_ms(), holding->changes);
}

/* A rule on one company. */
static enum parvis_status judge_one(const struct selection_holding *holding,
                                    const struct selection_violation *violation,
                                    const struct selection_entry *entry)
{
    bool known = false;
    enum parvis_status status =
        store_override_has(holding->store, violation->rule, violation->organisation, &known);
    if (status != PARVIS_OK || known)
        return status;
    struct report_place place = holding->place(entry, holding->data);
    bool forgiven = holding->motive->text != NULL;
    report_add(holding->report, forgiven ? REPORT_WARNING : REPORT_ERROR, &place, violation->rule,
               "name", entry->name, "region", entry->region, NULL);
    return forgiven ? record(holding, violation->rule, violation->organisation) : PARVIS_OK;
}

/* A rule on the numbers: how many are kept, how many pitch. */
static enum parvis_status judge_counts(const struct selection_holding *holding,
                                       const struct selection_violation *violation,
                                       const struct selection_funnel *funnel)
{
    bool known = false;
    bool pitches = strcmp(violation->rule, "selection.pitch_count") == 0;
    enum parvis_status status = PARVIS_OK;
    if (!holding->decided)
        status = store_override_has(holding->store, violation->rule, 0, &known);
    if (status != PARVIS_OK || known)
        return status;
    char count[24], wanted[48];
    const struct store_edition *edition = holding->edition;
    snprintf(count, sizeof count, "%zu", pitches ? funnel->pitch : funnel->kept);
    if (pitches)
        snprintf(wanted, sizeof wanted, "%d", edition->pitches);
    else
        snprintf(wanted, sizeof wanted, "%d–%d", edition->kept_min, edition->kept_max);
    struct report_place place = holding->place(NULL, holding->data);
    bool forgiven = holding->motive->text != NULL;
    report_add(holding->report, forgiven ? REPORT_WARNING : REPORT_ERROR, &place, violation->rule,
               "count", count, "wanted", wanted, NULL);
    return forgiven ? record(holding, violation->rule, 0) : PARVIS_OK;
}

/* More than the running order takes: no motive makes it take them. An edition that has them from an
 * earlier version is told once its decisions change. */
static void judge_places(const struct selection_holding *holding,
                         const struct selection_funnel *funnel)
{
    char count[24], max[24];
    if (!holding->decided || funnel->pitch <= PITCHES_MAX)
        return;
    struct report_place place = holding->place(NULL, holding->data);
    snprintf(count, sizeof count, "%zu", funnel->pitch);
    snprintf(max, sizeof max, "%d", PITCHES_MAX);
    report_add(holding->report, REPORT_ERROR, &place, "plan.pitches_many", "count", count, "max",
               max, NULL);
}

enum parvis_status selection_hold(const struct selection_holding *holding)
{
    const struct store_edition *edition = holding->edition;
    struct selection_limits limits = {edition->pitches, edition->kept_min, edition->kept_max};
    struct selection selection;
    enum parvis_status status = selection_load(holding->store, edition, &selection);
    if (status != PARVIS_OK)
        return status;
    struct selection_violation *violations =
        calloc(selection.count + SELECTION_RULES_GENERAL, sizeof *violations);
    size_t count = 0;
    if (violations)
        count = selection_check(selection.applications, selection.count, &limits, violations);
    else
        status = PARVIS_NO_MEMORY;
    struct selection_funnel funnel = selection_count(selection.applications, selection.count);
    for (size_t i = 0; i < count && status == PARVIS_OK; i++) {
        if (violations[i].organisation)
            status = judge_one(holding, &violations[i],
                               selection_find(&selection, violations[i].organisation));
        else
            status = judge_counts(holding, &violations[i], &funnel);
    }
    if (status == PARVIS_OK)
        judge_places(holding, &funnel);
    free(violations);
    selection_clear(&selection);
    return status;
}

enum parvis_status selection_refuse(struct store *store, const char *rule, int64_t organisation,
                                    const struct selection_motive *motive,
                                    const struct report_place *place, struct report *report,
                                    struct store_change_list *changes)
{
    bool known = false;
    enum parvis_status status = store_override_has(store, rule, organisation, &known);
    if (status != PARVIS_OK || known)
        return status;
    report_add(report, motive->text ? REPORT_WARNING : REPORT_ERROR, place, rule, NULL);
    if (!motive->text)
        return PARVIS_OK;
    return store_override_add(store, rule, organisation, motive->text, motive->by_user,
                              clock_event_ms(), changes);
}
