/* SPDX-License-Identifier: EUPL-1.2 */
/* Shared by the readers of the kinds of files. Private to server/import. */
#ifndef PARVIS_IMPORT_INTERNAL_H
#define PARVIS_IMPORT_INTERNAL_H

#include "import.h"
#include "keys.h"
#include "sheet.h"
#include "store_import.h"

/* Ids of the rows of one kind that the run's file has. */
struct id_list {
    int64_t *items; /* owned */
    size_t count, capacity;
};

/* One run. */
struct import_run {
    struct store *store;
    struct store_edition edition;
    const struct import_options *options;
    struct import_file *files;
    size_t file_count;
    struct import_result *result;
    size_t file_of[IMPORT_KINDS]; /* index of the kind's file, REPORT_NO_FILE when not given */
    enum parvis_status status;    /* the database's first failure, which ends the run */
    struct keys sirets, codes; /* in the files, with their lines; of bad rows too, so that rows that
                                  refer to one do not report its fault again */
    struct keys touched;       /* folded names of organisations whose spelling this run has set */
    struct id_list seen[IMPORT_KINDS];
    struct keys decision_lines; /* SIRET → line of decisions.csv */
    bool decided;               /* a decision changed */
};

/* The columns of each kind of file, in the order of the enums below; of the participants, in that
 * of enum person_column_id. None for the programme. */
const struct sheet_form *import_form(enum import_kind kind);

enum application_column {
    APPLICATION_RECEIVED,
    APPLICATION_NAME,
    APPLICATION_SIRET,
    APPLICATION_TOWN,
    APPLICATION_POSTCODE,
    APPLICATION_REGION,
    APPLICATION_SEGMENT,
    APPLICATION_SOLUTION,
    APPLICATION_KEYWORDS,
    APPLICATION_MARKETABLE,
    APPLICATION_PUBLIC_FIT,
    APPLICATION_TITLE,
    APPLICATION_FIRST_NAME,
    APPLICATION_LAST_NAME,
    APPLICATION_EMAIL,
    APPLICATION_PHONE,
    APPLICATION_MARK,
    APPLICATION_DEMONSTRATION,
    APPLICATION_STAND,
    APPLICATION_CONSTRAINTS,
};
enum need_column { NEED_BUYER, NEED_TYPE, NEED_SEGMENT, NEED_TEXT, NEED_DUE, NEED_BUDGET };
enum stand_column {
    STAND_CODE,
    STAND_ZONE,
    STAND_X,
    STAND_Y,
    STAND_AMPERES,
    STAND_SCREEN,
    STAND_STEP_FREE,
};
enum decision_column { DECISION_SIRET, DECISION_VALUE };
enum wish_column { WISH_FROM, WISH_TO, WISH_PRIORITY };

/* The readers: every row of an opened sheet is checked and, when it is good, written. */
void import_applications(struct import_run *run, struct sheet *sheet);
void import_needs(struct import_run *run, struct sheet *sheet);
void import_participants(struct import_run *run, struct sheet *sheet);
void import_stands(struct import_run *run, struct sheet *sheet);
void import_decisions(struct import_run *run, struct sheet *sheet);
void import_wishes(struct import_run *run, struct sheet *sheet);
void import_programme(struct import_run *run, const struct programme *programme, size_t file);

/* Deletes the rows that this run's files no longer have, or keeps and reports them (gone.c). */
void import_gone(struct import_run *run);

/* ---- helpers (run.c) ---- */

/* Notes the database's status. False, and the run ends: it is not PARVIS_OK. */
bool import_did(struct import_run *run, enum parvis_status status);
/* Counts the outcome of a store_put_…, and notes that the file has the row. */
void import_count(struct import_run *run, enum import_kind kind, int64_t id,
                  enum store_outcome outcome);
/* Adds or updates an organisation, as store_put_organisation. Returns its id; 0: the database
 * failed. */
int64_t import_organisation(struct import_run *run, const char *name, const char *kind,
                            const char *buyer_type);
/* Whether `key` was seen before in this file; if so, reports an error `reason` with the first
 * line. */
bool import_is_twice(struct keys *seen, struct sheet *sheet, size_t column, const char *key,
                     const char *reason);
bool import_is_seen(const struct id_list *list, int64_t id);
/* Whether the kind's file, if it was given, has no error so far. */
bool import_is_good(const struct import_run *run, enum import_kind kind);

#endif
