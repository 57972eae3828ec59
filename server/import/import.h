/* SPDX-License-Identifier: EUPL-1.2 */
/* Organisers' files into the edition: read, checked, compared, written, all or nothing. Every fault
 * of every file is reported in one pass. Importing the same files again changes nothing; a
 * corrected file changes what differs, and what is absent from it goes, unless something refers to
 * it.
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
    IMPORT_UNKNOWN = IMPORT_KINDS, /* find out by the headings */
};

/* One file, in memory. */
struct import_file {
    enum import_kind kind; /* IMPORT_UNKNOWN: import_run finds out and writes it */
    const char *name;      /* as messages call it; borrowed */
    const char *bytes;     /* borrowed */
    size_t size;
    /* filled by import_run: */
    enum charset charset;
    char delimiter; /* '\0' for JSON */
};

struct import_options {
    struct selection_motive motive;    /* under which rules of the selection may be broken */
    struct store_change_list *changes; /* what changed, for followers; or NULL */
};

/* What came out. */
struct import_result {
    struct report report;                      /* sorted */
    struct report_counts counts[IMPORT_KINDS]; /* of the kinds that were given */
    struct report_counts organisations;        /* made, changed or taken away along the way */
};

/* Runs the import inside the caller's transaction, which keeps it or rolls it back: for a dry run,
 * and after any failure. PARVIS_OK. PARVIS_INVALID: the report has errors. Anything else: the
 * database failed. A programme leaves its zone with the process: who does not keep it calls
 * programme_use_zone with the zone of before. *ret_result is written in every case and given back
 * to import_result_clear. */
enum parvis_status import_run(struct store *store, struct import_file *files, size_t count,
                              const struct import_options *options,
                              struct import_result *ret_result) PARVIS_MUST_CHECK;
void import_result_clear(struct import_result *result);

/* Reads a file from disk into a new buffer (NUL-ended beyond *ret_size). PARVIS_NOT_FOUND,
 * PARVIS_NOT_FOUND, PARVIS_FORBIDDEN (not ours to read), PARVIS_INVALID (a folder, a device: not
 * a regular file), PARVIS_IO, PARVIS_BUSY (larger than IMPORT_FILE_BYTES_MAX). */
enum parvis_status import_load(const char *path, char **ret_bytes,
                               size_t *ret_size) PARVIS_MUST_CHECK;

/* Catalogue key of a kind's name: "import.kind.applications". */
const char *import_kind_key(enum import_kind kind);

#endif
