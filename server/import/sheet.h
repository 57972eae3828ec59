/* SPDX-License-Identifier: EUPL-1.2 */
/* A sheet: a table whose headings are matched with the columns of its kind. Reads rows as typed
 * values. A fault in a cell goes to the report with file, line, heading and value, and marks the
 * row as bad. */
#ifndef PARVIS_IMPORT_SHEET_H
#define PARVIS_IMPORT_SHEET_H

#include <stdbool.h>
#include <stdint.h>

#include "report.h"
#include "table.h"

#define SHEET_COLUMNS_MAX 24

/* A column that a kind of file has. */
struct sheet_column {
    const char *heading;  /* as organisers write it; messages use it */
    const char *synonyms; /* other folded headings, '|' between them */
    bool required;        /* a sheet must have it */
    bool filled;          /* no cell may be empty */
};

/* A kind of file. */
struct sheet_form {
    const char *name; /* catalogue key of the kind: "import.kind.applications" */
    struct sheet_column (*column)(size_t index); /* 0 … count - 1 */
    size_t count;
};

struct sheet {
    const struct sheet_form *form;
    const struct table *table;    /* borrowed */
    struct report *report;        /* borrowed */
    size_t file;                  /* index in the run */
    int place[SHEET_COLUMNS_MAX]; /* by the form's column: the table's column; -1: none */
    /* the row being read: */
    const struct table_row *row;
    bool good; /* no fault in it so far */
};

/* How many of the form's columns the table's headings name; -1 when a required one is missing. */
int sheet_score(const struct sheet_form *form, const struct table *table);

/* Matches the headings. Unknown ones are reported as warnings, missing required ones and duplicates
 * as errors. False: the sheet cannot be read. The table must outlive the sheet. */
bool sheet_open(struct sheet *sheet, const struct sheet_form *form, const struct table *table,
                size_t file, struct report *report);

/* Moves to row `number` (1 is the first under the heading): checks its length and its required
 * cells. */
void sheet_go(struct sheet *sheet, size_t number);

/* The cell's text, borrowed; "": it is empty, or the sheet has no such column. */
const char *sheet_text(struct sheet *sheet, size_t column);
/* The same; a text over `max` bytes is a fault. */
const char *sheet_short_text(struct sheet *sheet, size_t column, size_t max);

/* Typed cells. An empty one gives `otherwise`; a wrong one is a fault. */
bool sheet_yes_no(struct sheet *sheet, size_t column, bool otherwise);
int64_t sheet_integer(struct sheet *sheet, size_t column, int64_t min, int64_t max,
                      int64_t otherwise);
/* A decimal times `scale`; min and max apply to the scaled value. */
int64_t sheet_decimal(struct sheet *sheet, size_t column, int64_t scale, int64_t min, int64_t max,
                      int64_t otherwise);
int64_t sheet_amperes(struct sheet *sheet, size_t column);
const char *sheet_email(struct sheet *sheet, size_t column);
/* Writes 15 bytes; "" for a wrong or empty cell. */
void sheet_siret(struct sheet *sheet, size_t column, char ret_siret[15]);
int64_t sheet_date(struct sheet *sheet, size_t column);
/* A time on the day `date`, from opens_at to closes_at, as an instant in ms; 0: empty. */
int64_t sheet_time(struct sheet *sheet, size_t column, const char *date, int64_t opens_at,
                   int64_t closes_at);

/* The place of a cell of this row, for findings. */
struct report_place sheet_place(const struct sheet *sheet, size_t column);
/* Reports an error in a cell, and marks the row as bad. */
void sheet_fault(struct sheet *sheet, size_t column, const char *key);
/* The same with one argument. */
void sheet_fault_with(struct sheet *sheet, size_t column, const char *key, const char *name,
                      const char *value);
/* Reports a warning on a cell; the row stays good. */
void sheet_warn(struct sheet *sheet, size_t column, const char *key, const char *name,
                const char *value);

#endif
