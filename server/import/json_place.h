/* SPDX-License-Identifier: EUPL-1.2 */
/* Finds the line of a member in a JSON text: cJSON does not keep it. */
#ifndef PARVIS_IMPORT_JSON_PLACE_H
#define PARVIS_IMPORT_JSON_PLACE_H

#include <stddef.h>

/* The line (from 1) of the value at `path` ("sessions[2].from", "" for the whole) in `text`, which
 * is well-formed JSON; for an absent member, the line of its nearest ancestor. */
int json_line_of(const char *text, size_t size, const char *path);
/* The line of the byte at `place`. */
int json_line_at(const char *text, size_t place);

#endif
