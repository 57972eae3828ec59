/* SPDX-License-Identifier: EUPL-1.2 */
/* A sheet: a table whose headings were matched with the columns of its kind. Reading a row gives
 * typed values; what is wrong in a cell goes to the report with its file, line, heading and value,
 * and the row counts as bad. */
#ifndef PARVIS_IMPORT_SHEET_H
#define PARVIS_IMPORT_SHEET_H

#include <stdbool.h>
#include <stdint.h>

#include "report.h"
#include "table.h"

#define SHEET_COLUMNS_MAX 24

/* A column that a kind of file has. */
struct sheet_column {
    const char *heading;  /* as the organisers write it; messages name it when it is missing */
    const char *synonyms; /* other folded headings, '|' between them */
    bool required;        /* the heading must be there */
    bool filled;          /* and no cell may be empty */
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
    int place[SHEET_COLUMNS_MAX]; /* the form's column → the table's, -1: not there */
    /* the row being read: */
    const struct table_row *row;
    bool good; /* nothing was wrong in it so far */
};

/* How many of the form's columns the table's headings name; -1 when a required one is missing. */
int sheet_score(const struct sheet_form *form, const struct table *table);

/* Matches headings; unknown ones are warnings, missing and twice-given ones errors in `report`.
 * False: the sheet cannot be read. The table must outlive the sheet. */
bool sheet_open(struct sheet *sheet, const struct sheet_form *form, const struct table *table,
                size_t file, struct report *report);

/* Moves to row `number` (1 is the first under the heading): checks its length and the cells that
 * must be filled. */
void sheet_go(struct sheet *sheet, size_t number);

/* The cell's text, "" when it is empty or its column is not there. Borrowed. */
const char *sheet_text(struct sheet *sheet, size_t column);
/* The same, refused beyond `max` bytes. */
const char *sheet_short_text(struct sheet *sheet, size_t column, size_t max);

/* Typed cells; an empty one gives `otherwise`, a bad one makes the row bad. */
bool sheet_yes_no(struct sheet *sheet, size_t column, bool otherwise);
int64_t sheet_integer(struct sheet *sheet, size_t column, int64_t min, int64_t max,
                      int64_t otherwise);
/* Decimals times `scale`; min and max count after scaling. */
int64_t sheet_decimal(struct sheet *sheet, size_t column, int64_t scale, int64_t min, int64_t max,
                      int64_t otherwise);
int64_t sheet_amperes(struct sheet *sheet, size_t column);
const char *sheet_email(struct sheet *sheet, size_t column);
/* Writes 15 bytes; "" when it is bad or empty. */
void sheet_siret(struct sheet *sheet, size_t column, char ret_siret[15]);
int64_t sheet_date(struct sheet *sheet, size_t column);
/* A time of the day `date`, from opens_at to closes_at; 0 when empty. */
int64_t sheet_time(struct sheet *sheet, size_t column, const char *date, int64_t opens_at,
                   int64_t closes_at);

/* The place of a cell of this row, for findings. */
struct report_place sheet_place(const struct sheet *sheet, size_t column);
/* An error in a cell: the row is bad. */
void sheet_fault(struct sheet *sheet, size_t column, const char *key);
/* The same with one argument. */
void sheet_fault_with(struct sheet *sheet, size_t column, const char *key, const char *name,
                      const char *value);
/* A warning on a cell: the row stays good. */
void sheet_warn(struct sheet *sheet, size_t column, const char *key, const char *name,
                const char *value);

#endif
