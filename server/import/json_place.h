/* SPDX-License-Identifier: EUPL-1.2 */
/* On which line of a JSON text a member stands: cJSON does not keep places. */
#ifndef PARVIS_IMPORT_JSON_PLACE_H
#define PARVIS_IMPORT_JSON_PLACE_H

#include <stddef.h>

/* The line (from 1) of the value at `path` ("sessions[2].from", "" for the whole) in `text`, which
 * is well-formed JSON; the line of its nearest ancestor when the member is not there. */
int json_line_of(const char *text, size_t size, const char *path);
/* The line of the byte at `place`. */
int json_line_at(const char *text, size_t place);

#endif
