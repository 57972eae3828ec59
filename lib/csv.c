/* SPDX-License-Identifier: EUPL-1.2 */
/* CSV cells. */
#include "parvis/csv.h"

#include <stdbool.h>
#include <string.h>

void csv_cell(FILE *file, const char *text, const char *end)
{
    /* A spreadsheet takes a cell that begins so for a formula, and would run what a guest typed as
     * a name; the apostrophe makes it a text. */
    bool formula = *text && strchr("=+-@\t\r", *text);
    fputs(formula ? "\"'" : "\"", file);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', file);
        fputc(*text, file);
    }
    fprintf(file, "\"%s", end);
}
