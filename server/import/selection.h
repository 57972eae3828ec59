/* SPDX-License-Identifier: EUPL-1.2 */
/* The selection in the database: loads it, and checks its rules, which a motive can override. */
#ifndef PARVIS_SELECTION_H
#define PARVIS_SELECTION_H

#include "report.h"
#include "selection_rules.h"
#include "store.h"

/* One application with the columns of a list. Owned strings. */
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

/* The motive, if any, for breaking rules. */
struct selection_motive {
    const char *text;    /* NULL: none; broken rules are errors */
    const char *by_user; /* the person who gives it */
};

/* Gives the place where a decision was written, for the findings. */
typedef struct report_place selection_place_fn(const struct selection_entry *entry, void *data);

/* Parameters of selection_hold; all borrowed. */
struct selection_holding {
    struct store *store;
    const struct store_edition *edition;
    const struct selection_motive *motive;
    bool decided;              /* a decision changed in this transaction */
    selection_place_fn *place; /* its entry is NULL for the selection as a whole */
    void *data;                /* place's */
    struct report *report;
    struct store_change_list *changes; /* or NULL */
};

/* Checks the rules on the database as it is now, inside the transaction. A broken rule is an error
 * in the report; with a motive it is recorded in table override and is a warning. A rule that was
 * overridden before for the same company is not checked again; the rules on counts are checked only
 * if a decision changed. More pitches than PITCHES_MAX are an error even with a motive. */
enum parvis_status selection_hold(const struct selection_holding *holding) PARVIS_MUST_CHECK;
/* Treats one broken rule as selection_hold does, for a rule that the caller checks (a company kept
 * with neither pitch nor stand). */
enum parvis_status selection_refuse(struct store *store, const char *rule, int64_t organisation,
                                    const struct selection_motive *motive,
                                    const struct report_place *place, struct report *report,
                                    struct store_change_list *changes) PARVIS_MUST_CHECK;

#endif
