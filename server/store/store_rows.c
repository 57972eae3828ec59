/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists of rows as arrays. */
#include "store_rows.h"
#include "store_statement.h"

#include <stdlib.h>
#include <string.h>

enum parvis_status store_rows(struct store *store, sqlite3_stmt *statement, size_t size,
                              store_row_fn *read, void **ret_rows, size_t *ret_count)
{
    char *rows = NULL;
    size_t count = 0, capacity = 0;
    enum parvis_status status;
    while ((status = store_step(store, statement)) == PARVIS_OK) {
        if (count == capacity) {
            capacity = capacity ? capacity * 2 : 32;
            char *grown = realloc(rows, capacity * size);
            if (!grown) {
                sqlite3_reset(statement);
                free(rows);
                return PARVIS_NO_MEMORY;
            }
            rows = grown;
        }
        memset(rows + count * size, 0, size);
        read(statement, rows + count++ * size);
    }
    if (status != PARVIS_NOT_FOUND) {
        free(rows);
        return status;
    }
    *ret_rows = rows;
    *ret_count = count;
    return PARVIS_OK;
}
