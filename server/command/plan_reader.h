/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads the members of an instance file. Keeps the first fault, with its place
 * ("participants[3].off[1]") and a message of the catalogue, and the first unknown member, which is
 * no fault. */
#ifndef PARVIS_PLAN_READER_H
#define PARVIS_PLAN_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cJSON;

#define PLAN_PLACE_BYTES 96

/* A message of the catalogue (command.plan.file.…) with its arguments. */
struct plan_fault {
    const char *key; /* of the catalogue; NULL: no fault */
    char place[PLAN_PLACE_BYTES];
    char min[24], max[24]; /* the bounds of an integer; for key `line`: min is the line */
    char text[128];        /* the text in the file, made printable */
};

struct plan_reader {
    struct plan_fault fault, unknown;
    int unknown_count; /* members that the form does not have */
};

/* Keep a fault; all return false. `name` NULL: the place itself; `place` "": the whole file. */
bool plan_reader_blame(struct plan_reader *reader, const char *key, const char *place,
                       const char *name);
bool plan_reader_blame_range(struct plan_reader *reader, const char *key, const char *place,
                             const char *name, long long min, long long max);
/* The same with the file's text, which is cut and cleared of control characters. */
bool plan_reader_blame_text(struct plan_reader *reader, const char *key, const char *place,
                            const char *name, const char *text);

/* The message in the language of the environment; the caller frees it. */
char *plan_fault_say(const struct plan_fault *fault);

/* Whether `object` is an object without duplicate members. Counts the members that `known`
 * (NULL-ended) does not list. */
bool plan_reader_members(struct plan_reader *reader, const struct cJSON *object, const char *place,
                         const char *const *known);

/* Reads a member. False, with a fault: it is wrong. Absent or null: true, and the target stays as
 * it was. */
bool plan_reader_integer(struct plan_reader *reader, const struct cJSON *object, const char *place,
                         const char *name, int min, int max, int *ret_value);
bool plan_reader_flag(struct plan_reader *reader, const struct cJSON *object, const char *place,
                      const char *name, bool *ret_flag);
bool plan_reader_array(struct plan_reader *reader, const struct cJSON *object, const char *place,
                       const char *name, const struct cJSON **ret_array);

/* Reads an element of the array `name`, which must be an integer from 0 to `max`. */
bool plan_reader_element(struct plan_reader *reader, const struct cJSON *item, const char *place,
                         const char *name, int index, int max, int *ret_value);

/* Reads a list of slots, 0 to `slots` - 1, as a set of bits. */
bool plan_reader_slots(struct plan_reader *reader, const struct cJSON *object, const char *place,
                       const char *name, int slots, uint64_t *ret_mask);
#endif
