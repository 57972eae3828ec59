/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading the members of a JSON file that a person wrote: every fault goes to the report with the
 * member's path and line, and the reading goes on, so that all of them are told at once.
 * (parvis/json.h reads bodies that programs write: it stops at the first.) */
#ifndef PARVIS_IMPORT_JSON_MEMBERS_H
#define PARVIS_IMPORT_JSON_MEMBERS_H

#include <stdbool.h>
#include <stdint.h>

#include <cjson/cJSON.h>

#include "report.h"

#define MEMBERS_MAX 64             /* of one object: four times what there is to say */
#define MEMBERS_REQUIRED INT64_MIN /* in place of a default: the number must be there */

/* One file being read. Borrowed. */
struct members {
    const char *text; /* the whole file */
    size_t size;
    size_t file; /* index in the run, for findings */
    struct report *report;
    bool good; /* nothing was wrong so far */
};

/* Tells what is wrong with the member at `path` ("sessions[2].from"); one argument, or NULLs. */
void members_blame(struct members *members, const char *path, const char *value, const char *key,
                   const char *name, const char *argument);
/* The same for two figures: what was found and what is allowed. */
void members_blame_figures(struct members *members, const char *path, const char *key,
                           const char *found_name, int64_t found, const char *allowed_name,
                           int64_t allowed);
/* The path of a member: "sessions[2]" and "from". */
void members_join(char *out, size_t size, const char *parent, const char *name);
/* The member of this name; NULL when it is not there, which is a fault if it is required. */
const cJSON *members_get(struct members *members, const cJSON *object, const char *parent,
                         const char *name, bool required);
/* A text of at most `max` bytes; "" when there is none. Borrowed from the tree. */
const char *members_text(struct members *members, const cJSON *object, const char *parent,
                         const char *name, bool required, size_t max);
/* An integer from min to max; `otherwise` when it is not there, or MEMBERS_REQUIRED. */
int64_t members_number(struct members *members, const cJSON *object, const char *parent,
                       const char *name, int64_t min, int64_t max, int64_t otherwise);
/* Blames every member that `known` (NULL-ended) does not list, and every one given twice. */
void members_check(struct members *members, const cJSON *object, const char *parent,
                   const char *const *known);
/* Whether `list` (NULL: no, and nothing is said) is an array of at most `max` items. */
bool members_are_listed(struct members *members, const cJSON *list, const char *path, size_t max);

#endif
