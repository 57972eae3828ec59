/* SPDX-License-Identifier: EUPL-1.2 */
/* An import's report: every error, warning and note with its place, and counts of the changes. It
 * is data, so that the command can print it and the console draw it; report_say writes one finding
 * as a sentence. Its values may be personal data: show them to the operator, never log them. */
#ifndef PARVIS_IMPORT_REPORT_H
#define PARVIS_IMPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "parvis/text.h"

#define REPORT_ARGUMENTS_MAX 3
#define REPORT_VALUE_CHARS 48       /* longer values are cut, to fit a line of a screen */
#define REPORT_FINDINGS_MAX 10000   /* further ones are only counted */
#define REPORT_NO_FILE ((size_t)-1) /* a finding on the edition as a whole */

enum report_severity {
    REPORT_ERROR,   /* nothing is imported */
    REPORT_WARNING, /* imported; the organiser should check it */
    REPORT_NOTE,    /* says what was understood or ignored */
};

/* The place of a finding. Borrowed strings. */
struct report_place {
    size_t file;        /* index among the files of the run, or REPORT_NO_FILE */
    int line;           /* 1 is the first; 0: the file as a whole */
    const char *column; /* the heading as in the file, a JSON member's path, or NULL */
    const char *value;  /* as in the file, or NULL */
};

/* One argument of a finding's sentence. */
struct report_argument {
    const char *name; /* static storage */
    char *value;      /* owned */
};

struct report_finding {
    enum report_severity severity;
    size_t file;
    int line;
    char *column, *value; /* owned, or NULL; long values are cut */
    const char *key;      /* catalogue key of the reason, static storage */
    struct report_argument arguments[REPORT_ARGUMENTS_MAX];
    size_t argument_count;
    size_t order; /* order of report_add, to keep the sort stable */
};

/* The outcomes of the rows of one kind. */
struct report_counts {
    bool given; /* a file of this kind was in the run */
    size_t rows, added, changed, unchanged, gone, kept;
};

struct report {
    struct report_finding *findings;
    size_t count, capacity;
    size_t errors, warnings, notes; /* counts, those beyond REPORT_FINDINGS_MAX included */
};

/* Adds a finding; arguments are name, value pairs up to NULL. Aborts on lack of memory. */
void report_add(struct report *report, enum report_severity severity,
                const struct report_place *place, const char *key, ...) __attribute__((sentinel));
/* Sorts the findings by file, line and order of report_add. */
void report_sort(struct report *report);
/* The sentence: "candidatures.csv, ligne 12, colonne « SIRET », valeur « 123 » : …". `files`: the
 * files' names by index. New string, the caller's. */
char *report_say(const struct report_finding *finding, const char *const *files,
                 enum text_language language);
/* The reason alone, without the place. New string, the caller's. */
char *report_reason(const struct report_finding *finding, enum text_language language);
/* Frees the findings; the report is empty, and can be used again. */
void report_clear(struct report *report);

#endif
