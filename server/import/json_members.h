/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads the members of a JSON file that a person wrote. Every fault goes to the report with the
 * member's path and line, and reading goes on, so that the person sees all faults at once.
 * (parvis/json.h, for bodies that programs write, stops at the first fault.) */
#ifndef PARVIS_IMPORT_JSON_MEMBERS_H
#define PARVIS_IMPORT_JSON_MEMBERS_H

#include <stdbool.h>
#include <stdint.h>

#include <cjson/cJSON.h>

#include "report.h"

#define MEMBERS_MAX 64             /* of one object: four times as many as any has */
#define MEMBERS_REQUIRED INT64_MIN /* in place of a default: the number is required */

/* One file being read. Borrowed. */
struct members {
    const char *text; /* the whole file */
    size_t size;
    size_t file; /* the file's index in the run */
    struct report *report;
    bool good; /* no fault so far */
};

/* Reports a fault of the member at `path` ("sessions[2].from"): catalogue key, and one argument
 * (name, argument) or NULL, NULL. */
void members_blame(struct members *members, const char *path, const char *value, const char *key,
                   const char *name, const char *argument);
/* The same with two numbers as arguments: the one found and the one allowed. */
void members_blame_figures(struct members *members, const char *path, const char *key,
                           const char *found_name, int64_t found, const char *allowed_name,
                           int64_t allowed);
/* Writes a member's path from its parent's: "sessions[2]" and "from" → "sessions[2].from". */
void members_join(char *out, size_t size, const char *parent, const char *name);
/* The member with this name; NULL: it is absent, which is reported if `required`. */
const cJSON *members_get(struct members *members, const cJSON *object, const char *parent,
                         const char *name, bool required);
/* A text of at most `max` bytes, borrowed from the tree; "": absent or wrong. */
const char *members_text(struct members *members, const cJSON *object, const char *parent,
                         const char *name, bool required, size_t max);
/* An integer from min to max; `otherwise` if it is absent (MEMBERS_REQUIRED: that is a fault). */
int64_t members_number(struct members *members, const cJSON *object, const char *parent,
                       const char *name, int64_t min, int64_t max, int64_t otherwise);
/* Reports every member that `known` (NULL-ended) does not list, and every one given twice. */
void members_check(struct members *members, const cJSON *object, const char *parent,
                   const char *const *known);
/* Whether `list` is an array of at most `max` items; reports it if not. NULL: false, not
 * reported. */
bool members_are_listed(struct members *members, const cJSON *list, const char *path, size_t max);

#endif
