/* SPDX-License-Identifier: EUPL-1.2 */
/* What an import found: every fault, warning and note with its place, and what changed. A report is
 * data, so that the command prints it and the console can draw it; report_say makes the sentence of
 * one finding. Values may be personal: they go to the operator, never to the log. */
#ifndef PARVIS_IMPORT_REPORT_H
#define PARVIS_IMPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "parvis/text.h"

#define REPORT_ARGUMENTS_MAX 3
#define REPORT_VALUE_CHARS 48       /* longer values are shortened: a line of a screen */
#define REPORT_FINDINGS_MAX 10000   /* kept one by one; the rest is counted */
#define REPORT_NO_FILE ((size_t)-1) /* a finding on the edition as a whole */

enum report_severity {
    REPORT_ERROR,   /* nothing is imported */
    REPORT_WARNING, /* imported; the organiser should look */
    REPORT_NOTE,    /* what was understood, or left aside */
};

/* Where something was found. Borrowed strings. */
struct report_place {
    size_t file;        /* index among the files of the run, or REPORT_NO_FILE */
    int line;           /* 1 is the first; 0: the file as a whole */
    const char *column; /* the heading as the file writes it, a JSON member's path, or NULL */
    const char *value;  /* as the file writes it, or NULL */
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
    char *column, *value; /* owned, or NULL; the value is shortened */
    const char *key;      /* catalogue key of the reason, static storage */
    struct report_argument arguments[REPORT_ARGUMENTS_MAX];
    size_t argument_count;
    size_t order; /* of finding: keeps the sort stable */
};

/* What became of the rows of one kind. */
struct report_counts {
    bool given; /* a file of this kind was in the run */
    size_t rows, added, changed, unchanged, gone, kept;
};

struct report {
    struct report_finding *findings;
    size_t count, capacity;
    size_t errors, warnings, notes; /* all of them, beyond REPORT_FINDINGS_MAX too */
};

/* Adds a finding; arguments are name, value pairs up to NULL. Aborts on lack of memory, as the
 * texts do: an import is a command, or a request of bounded size. */
void report_add(struct report *report, enum report_severity severity,
                const struct report_place *place, const char *key, ...) __attribute__((sentinel));
/* By file, then line, then order of finding. */
void report_sort(struct report *report);
/* The sentence: "candidatures.csv, ligne 12, colonne « SIRET », valeur « 123 » : …". `files`: the
 * files' names by index. New string, the caller's. */
char *report_say(const struct report_finding *finding, const char *const *files,
                 enum text_language language);
/* The reason alone, without the place. New string, the caller's. */
char *report_reason(const struct report_finding *finding, enum text_language language);
/* Frees what the report owns; it is reusable, empty. */
void report_clear(struct report *report);

#endif
