/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads a delimited file as rows of cells, each row with its first line in the file. libcsv reads
 * the quoting; this module finds the delimiter, counts lines across quoted line breaks, trims cells
 * (no-break spaces too) and checks the limits. */
#ifndef PARVIS_IMPORT_TABLE_H
#define PARVIS_IMPORT_TABLE_H

#include <stddef.h>

#include "parvis/status.h"

#define TABLE_ROWS_MAX 200000      /* a hundred times the largest edition */
#define TABLE_COLUMNS_MAX 256      /* the limit of Excel before 2007 */
#define TABLE_CELL_BYTES_MAX 65536 /* a longer cell has a quote that was never closed */

/* One row: `count` cells from table->cells[first]. */
struct table_row {
    int line; /* of the file, from 1 */
    size_t first, count;
};

struct table {
    char delimiter;         /* ';' ',' or '\t' */
    char *text;             /* owned: the cells' characters, NUL-ended one after the other */
    size_t *cells;          /* owned: offsets into text */
    size_t cell_count;      /* of all rows */
    struct table_row *rows; /* owned; row 0 is the heading */
    size_t row_count;
    /* allocated sizes: */
    size_t text_size, text_room, cells_room, rows_room;
};

/* Why the text is not a table. */
struct table_fault {
    const char *key; /* catalogue key "import.table.…" */
    int line;
};

/* Reads `length` bytes of UTF-8 with LF line ends (charset_decode). PARVIS_INVALID with `fault`.
 * The caller clears the table with table_clear. */
enum parvis_status table_read(const char *text, size_t length, struct table *ret_table,
                              struct table_fault *fault) PARVIS_MUST_CHECK;
/* The cell's text, borrowed from the table; "" beyond the row's end. */
const char *table_cell(const struct table *table, const struct table_row *row, size_t column);
void table_clear(struct table *table);

#endif
