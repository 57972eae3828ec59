/* SPDX-License-Identifier: EUPL-1.2 */
/* The selection over the database: loading it, changing decisions, and holding the rules, with
 * overrides that carry a motive. */
#ifndef PARVIS_SELECTION_H
#define PARVIS_SELECTION_H

#include "report.h"
#include "selection_rules.h"
#include "store.h"

/* One application with what a list shows. Owned strings. */
struct selection_entry {
    struct selection_application application;
    char siret[15];
    char *name, *segment, *town, *region;
};

struct selection {
    struct selection_entry *entries;            /* owned; best mark first */
    struct selection_application *applications; /* owned; the same order */
    size_t count;
};

/* Reads the whole selection. The caller gives it back to selection_clear. */
enum parvis_status selection_load(struct store *store, const struct store_edition *edition,
                                  struct selection *ret_selection) PARVIS_MUST_CHECK;
void selection_clear(struct selection *selection);
const struct selection_entry *selection_find(const struct selection *selection,
                                             int64_t organisation);

/* Under which motive, if any, rules may be broken. */
struct selection_motive {
    const char *text;    /* NULL: none, a broken rule is refused */
    const char *by_user; /* who says so */
};

/* Where a decision was written, for the findings. */
typedef struct report_place selection_place_fn(const struct selection_entry *entry, void *data);

/* What selection_hold works with; all borrowed. */
struct selection_holding {
    struct store *store;
    const struct store_edition *edition;
    const struct selection_motive *motive;
    bool decided;              /* some decision changed in this transaction */
    selection_place_fn *place; /* of an entry, NULL for the selection as a whole */
    void *data;                /* place's */
    struct report *report;
    struct store_change_list *changes; /* or NULL */
};

/* Holds the rules over what is in the database now (call inside the transaction). A broken rule is
 * an error in the report; with a motive it is recorded in table override and becomes a warning. A
 * rule that was overridden before for the same company is not asked again, nor are the counts
 * unless some decision changed. More pitches than PITCHES_MAX are an error in spite of a motive. */
enum parvis_status selection_hold(const struct selection_holding *holding) PARVIS_MUST_CHECK;
/* One broken rule, as selection_hold treats it: for rules that the caller sees (a company kept with
 * neither pitch nor stand). */
enum parvis_status selection_refuse(struct store *store, const char *rule, int64_t organisation,
                                    const struct selection_motive *motive,
                                    const struct report_place *place, struct report *report,
                                    struct store_change_list *changes) PARVIS_MUST_CHECK;

#endif
