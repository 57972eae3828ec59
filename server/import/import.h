/* SPDX-License-Identifier: EUPL-1.2 */
/* Imports the organisers' files into the edition, all or nothing. One pass reports every fault of
 * every file. Importing the same files again changes nothing. A corrected file changes the rows
 * that differ, and deletes the rows that it no longer has, unless another row refers to them.
 *
 * import_run is a library call inside the caller's transaction: `parvis import` prints its report,
 * the console draws it. It blocks for as long as the database does; never call it on the loop's
 * thread. */
#ifndef PARVIS_IMPORT_H
#define PARVIS_IMPORT_H

#include "charset.h"
#include "programme.h"
#include "report.h"
#include "selection.h"
#include "store.h"

#define IMPORT_FILE_BYTES_MAX (64u << 20) /* a hundred times the largest edition */

/* The seven kinds of files, in the order in which they depend on one another. */
enum import_kind {
    IMPORT_PROGRAMME,    /* edition.json */
    IMPORT_APPLICATIONS, /* candidatures.csv */
    IMPORT_NEEDS,        /* besoins.csv */
    IMPORT_PARTICIPANTS, /* participants.csv */
    IMPORT_STANDS,       /* stands.csv */
    IMPORT_DECISIONS,    /* decisions.csv */
    IMPORT_WISHES,       /* voeux.csv */
    IMPORT_KINDS,
    IMPORT_UNKNOWN = IMPORT_KINDS, /* recognise it by its headings */
};

/* One file, in memory. */
struct import_file {
    enum import_kind kind; /* IMPORT_UNKNOWN: import_run recognises it and writes it here */
    const char *name;      /* for messages; borrowed */
    const char *bytes;     /* borrowed */
    size_t size;
    /* filled by import_run: */
    enum charset charset;
    char delimiter; /* '\0' for JSON */
};

struct import_options {
    struct selection_motive motive;    /* allows breaking the selection's rules */
    struct store_change_list *changes; /* collects the changes; or NULL */
};

/* What came out. */
struct import_result {
    struct report report;                      /* sorted */
    struct report_counts counts[IMPORT_KINDS]; /* of the kinds of the given files */
    struct report_counts organisations;        /* added, changed or deleted along with other rows */
};

/* Runs the import inside the caller's transaction. The caller rolls that back after a failure, or
 * for a dry run. PARVIS_INVALID: the report has errors. Other failures: the database's. A programme
 * sets the process's time zone: after a rollback the caller sets the old one again with
 * programme_use_zone. *ret_result is written in every case; give it to import_result_clear. */
enum parvis_status import_run(struct store *store, struct import_file *files, size_t count,
                              const struct import_options *options,
                              struct import_result *ret_result) PARVIS_MUST_CHECK;
void import_result_clear(struct import_result *result);

/* Reads a file from disk into a new buffer (NUL-ended beyond *ret_size). PARVIS_NOT_FOUND,
 * PARVIS_FORBIDDEN (no permission to read it), PARVIS_INVALID (not a regular file), PARVIS_IO,
 * PARVIS_BUSY (larger than IMPORT_FILE_BYTES_MAX). */
enum parvis_status import_load(const char *path, char **ret_bytes,
                               size_t *ret_size) PARVIS_MUST_CHECK;

/* Catalogue key of a kind's name: "import.kind.applications". */
const char *import_kind_key(enum import_kind kind);

#endif
