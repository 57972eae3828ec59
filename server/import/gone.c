/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows that a new file no longer has: deleted if no row refers to them, else kept and reported. In
 * reverse order of dependence, so that after a person's wishes the person can be deleted too. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import_internal.h"
#include "store_selection.h"

/* A row to be looked at once the statement that found it is done. Owned strings. */
struct missing {
    int64_t id;
    char *label, *held;
};

struct missing_list {
    struct missing *items; /* owned */
    size_t count;
    const struct id_list *seen; /* borrowed */
};

static bool collect(const struct store_imported *row, void *data)
{
    struct missing_list *list = data;
    if (import_is_seen(list->seen, row->id))
        return true;
    struct missing *items = realloc(list->items, (list->count + 1) * sizeof *items);
    if (!items)
        abort();
    list->items = items;
    struct missing item = {row->id, strdup(row->label), strdup(row->held)};
    if (!item.label || !item.held)
        abort();
    items[list->count++] = item;
    return true;
}

static void clear(struct missing_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->items[i].label);
        free(list->items[i].held);
    }
    free(list->items);
}

static const char *held_key(const char *held)
{
    static const struct {
        const char *held, *key;
    } keys[] = {
        {"presence", "import.kept.presence"}, {"scan", "import.kept.scan"},
        {"badge", "import.kept.badge"},       {"link", "import.kept.link"},
        {"meeting", "import.kept.meeting"},   {"wish", "import.kept.wish"},
        {"company", "import.kept.company"},   {"pitch", "import.kept.pitch"},
        {"stand", "import.kept.stand"},       {"demonstration", "import.kept.demonstration"},
        {"decision", "import.kept.decision"},
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(keys[i].held, held) == 0)
            return keys[i].key;
    return "import.kept.other";
}

static void keep(struct import_run *run, enum import_kind kind, const char *label, const char *held)
{
    struct report_place place = {.file = run->file_of[kind], .value = label};
    run->result->counts[kind].kept++;
    report_add(&run->result->report, REPORT_WARNING, &place, held_key(held), NULL);
}

static void take_away(struct import_run *run, enum import_kind kind, const char *table)
{
    struct missing_list list = {.seen = &run->seen[kind]};
    if (run->file_of[kind] == REPORT_NO_FILE || !import_is_good(run, kind))
        return; /* a bad row is not an absent one */
    import_did(run, store_imported_each(run->store, table, collect, &list));
    for (size_t i = 0; i < list.count && run->status == PARVIS_OK; i++) {
        if (*list.items[i].held) {
            keep(run, kind, list.items[i].label, list.items[i].held);
        } else if (import_did(run, store_imported_delete(run->store, table, list.items[i].id,
                                                         run->options->changes))) {
            run->result->counts[kind].gone++;
        }
    }
    clear(&list);
}

/* ---- decisions that a new file has no more ---- */

static bool collect_kept(const struct store_candidate *row, void *data)
{
    struct store_imported kept = {row->organisation, row->siret, ""};
    return !*row->decision || collect(&kept, data);
}

static void undecide(struct import_run *run)
{
    struct missing_list list = {.seen = &run->seen[IMPORT_DECISIONS]};
    if (run->file_of[IMPORT_DECISIONS] == REPORT_NO_FILE || !import_is_good(run, IMPORT_DECISIONS))
        return;
    import_did(run, store_candidates_each(run->store, collect_kept, &list));
    for (size_t i = 0; i < list.count && run->status == PARVIS_OK; i++) {
        const char *held = "";
        enum store_outcome outcome;
        if (!import_did(run, store_decision_held(run->store, list.items[i].id, &held)))
            break;
        if (*held) {
            keep(run, IMPORT_DECISIONS, list.items[i].label, held);
        } else if (import_did(run, store_decide(run->store, list.items[i].id, NULL,
                                                run->options->changes, &outcome))) {
            run->result->counts[IMPORT_DECISIONS].gone++;
            run->decided = true;
        }
    }
    clear(&list);
}

/* Wishes of a person who is no buyer any more have no effect. */
static void warn_strange_wishes(struct import_run *run)
{
    int64_t count = 0;
    char number[24];
    struct report_place place = {.file = run->file_of[IMPORT_PARTICIPANTS]};
    if (place.file == REPORT_NO_FILE || run->file_of[IMPORT_WISHES] != REPORT_NO_FILE ||
        !import_did(run, store_count_strange_wishes(run->store, &count)) || count == 0)
        return;
    snprintf(number, sizeof number, "%lld", (long long)count);
    report_add(&run->result->report, REPORT_WARNING, &place, "import.wish.strange", "count", number,
               NULL);
}

static int compare_ids(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return a < b ? -1 : a > b;
}

void import_gone(struct import_run *run)
{
    size_t orphans = 0;
    for (size_t kind = 0; kind < IMPORT_KINDS; kind++)
        if (run->seen[kind].count > 1)
            qsort(run->seen[kind].items, run->seen[kind].count, sizeof(int64_t), compare_ids);
    take_away(run, IMPORT_WISHES, "wish");
    undecide(run);
    take_away(run, IMPORT_STANDS, "stand");
    take_away(run, IMPORT_PARTICIPANTS, "person");
    warn_strange_wishes(run);
    take_away(run, IMPORT_NEEDS, "need");
    take_away(run, IMPORT_APPLICATIONS, "application");
    if (run->status == PARVIS_OK &&
        import_did(run, store_delete_orphans(run->store, run->options->changes, &orphans)))
        run->result->organisations.gone += orphans;
}
