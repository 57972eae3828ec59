/* SPDX-License-Identifier: EUPL-1.2 */
/* Growing arrays of rows, for the files of this folder that return lists. */
#ifndef PARVIS_STORE_ROWS_H
#define PARVIS_STORE_ROWS_H

#include "store_statement.h"

/* Reads one row of the statement into a zeroed struct. */
typedef void store_row_fn(sqlite3_stmt *row, void *target);

/* Steps the statement to its end and gives its rows as one malloc'd array of structs of `size`
 * bytes (NULL when there are none). */
enum parvis_status store_rows(struct store *store, sqlite3_stmt *statement, size_t size,
                              store_row_fn *read, void **ret_rows,
                              size_t *ret_count) PARVIS_MUST_CHECK;

/* Copies a column's text into an array, cut to its size. */
#define STORE_COPY(target, statement, column)                                                      \
    ((void)snprintf((target), sizeof(target), "%s", store_column_text((statement), (column))))

#endif
