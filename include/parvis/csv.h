/* SPDX-License-Identifier: EUPL-1.2 */
/* One cell of a CSV that people open in a spreadsheet. */
#ifndef PARVIS_CSV_H
#define PARVIS_CSV_H

#include <stdio.h>

/* Writes `text` quoted (RFC 4180), then `end` (";" or "\r\n"). What a spreadsheet would take for a
 * formula (OWASP, "CSV Injection") is made a text by an apostrophe. */
void csv_cell(FILE *file, const char *text, const char *end);

#endif
