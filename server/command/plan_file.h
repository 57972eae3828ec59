/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads an instance of the planner from a JSON file (docs/planner.md describes its form). */
#ifndef PARVIS_PLAN_FILE_H
#define PARVIS_PLAN_FILE_H

#include "plan_reader.h"
#include "planner.h"

struct cJSON;

/* An instance as read, and its first fault. */
struct plan_file {
    struct cJSON *tree; /* the file's JSON; owns the participants' ids */
    struct planner_participant *people;
    struct planner_wish *wishes;
    int *after;         /* the wishes' `after` lists, one behind the other */
    size_t after_count; /* entries so far */
    struct planner_instance in;
    struct plan_reader reader; /* the first fault, and unknown members */
};

/* Reads the file into `file`, which must be all zero. False: the reader's fault has the place and
 * the reason. The caller clears it in either case. */
bool plan_file_read(const char *path, struct plan_file *file);
/* The same from memory: `size` bytes and a zero byte after them. */
bool plan_file_parse(const char *text, size_t size, struct plan_file *file);
void plan_file_clear(struct plan_file *file);

/* A participant's id in the file; "": no such participant. Borrowed. */
const char *plan_file_person(const struct plan_file *file, int person);

#endif
