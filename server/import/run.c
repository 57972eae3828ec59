/* SPDX-License-Identifier: EUPL-1.2 */
/* What the readers of the kinds share. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import_internal.h"
#include "parvis/array.h"

bool import_did(struct import_run *run, enum parvis_status status)
{
    if (status != PARVIS_OK && run->status == PARVIS_OK)
        run->status = status;
    return status == PARVIS_OK;
}

static void remember(struct id_list *list, int64_t id)
{
    if (!array_make_room(&list->items, list->count, &list->capacity, sizeof *list->items))
        abort();
    list->items[list->count++] = id;
}

static void tally(struct report_counts *counts, enum store_outcome outcome)
{
    counts->added += outcome == STORE_ADDED;
    counts->changed += outcome == STORE_CHANGED;
    counts->unchanged += outcome == STORE_UNCHANGED;
}

void import_count(struct import_run *run, enum import_kind kind, int64_t id,
                  enum store_outcome outcome)
{
    tally(&run->result->counts[kind], outcome);
    remember(&run->seen[kind], id);
}

int64_t import_organisation(struct import_run *run, const char *name, const char *kind,
                            const char *buyer_type)
{
    int64_t id = 0;
    enum store_outcome outcome = STORE_UNCHANGED;
    char *folded = text_fold(name);
    /* The first spelling of a run counts, so that two spellings do not replace each other at each
     * import. */
    bool first = keys_add(&run->touched, folded, 1) == 0;
    struct store_mention row = {name, folded, kind, buyer_type, first};
    enum parvis_status status =
        store_put_organisation(run->store, &row, run->options->changes, &id, &outcome);
    free(folded);
    if (!import_did(run, status))
        return 0;
    if (first || outcome != STORE_UNCHANGED)
        tally(&run->result->organisations, outcome);
    return id;
}

bool import_is_twice(struct keys *seen, struct sheet *sheet, size_t column, const char *key,
                     const char *reason)
{
    char line[16];
    int64_t first = keys_add(seen, key, sheet->row->line);
    if (!first)
        return false;
    snprintf(line, sizeof line, "%lld", (long long)first);
    sheet_fault_with(sheet, column, reason, "first", line);
    return true;
}

static int compare_ids(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return a < b ? -1 : a > b;
}

bool import_is_seen(const struct id_list *list, int64_t id)
{
    return list->count &&
           bsearch(&id, list->items, list->count, sizeof *list->items, compare_ids) != NULL;
}

bool import_is_good(const struct import_run *run, enum import_kind kind)
{
    const struct report *report = &run->result->report;
    if (run->file_of[kind] == REPORT_NO_FILE)
        return true;
    for (size_t i = 0; i < report->count; i++)
        if (report->findings[i].severity == REPORT_ERROR &&
            report->findings[i].file == run->file_of[kind])
            return false;
    return report->errors == 0 || report->count < REPORT_FINDINGS_MAX; /* else: not all are kept */
}
