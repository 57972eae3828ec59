/* SPDX-License-Identifier: EUPL-1.2 */
/* An instance of the planner in a JSON file, whose form docs/planner.md describes. */
#ifndef PARVIS_PLAN_FILE_H
#define PARVIS_PLAN_FILE_H

#include "plan_reader.h"
#include "planner.h"

struct cJSON;

/* An instance as read, and the first thing that is wrong with it. */
struct plan_file {
    struct cJSON *tree; /* the file's JSON; owns the participants' ids */
    struct planner_participant *people;
    struct planner_wish *wishes;
    int *after;         /* what the wishes wait for, one after the other */
    size_t after_count; /* of those so far */
    struct planner_instance in;
    struct plan_reader reader; /* what is wrong, and what is unknown */
};

/* Reads the file into `file`, which is all zero. False: the reader's fault names the place and what
 * is wrong there. The caller clears it in either case. */
bool plan_file_read(const char *path, struct plan_file *file);
/* The same from memory: `size` bytes and a zero byte after them. */
bool plan_file_parse(const char *text, size_t size, struct plan_file *file);
void plan_file_clear(struct plan_file *file);

/* A participant's id as the file says it; "": no such participant. Borrowed. */
const char *plan_file_person(const struct plan_file *file, int person);

#endif
