/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing a CSV file for people who open it in a spreadsheet, a cell at a time. */
#ifndef PARVIS_CSV_H
#define PARVIS_CSV_H

#include <stdio.h>

/* Writes `text` quoted (RFC 4180), then `end` (";" or "\r\n"). An apostrophe is put before a text
 * that a spreadsheet would run as a formula (OWASP, "CSV Injection"). */
void csv_cell(FILE *file, const char *text, const char *end);

#endif
