/* SPDX-License-Identifier: EUPL-1.2 */
/* The members of an instance file, one at a time. The first that is wrong is kept, with its place
 * ("participants[3].off[1]") and a message of the catalogue; so is the first that nobody knows,
 * which is no fault. */
#ifndef PARVIS_PLAN_READER_H
#define PARVIS_PLAN_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cJSON;

#define PLAN_PLACE_BYTES 96

/* A message: command.plan.file.<what>, and its arguments. */
struct plan_fault {
    const char *key; /* of the catalogue; NULL: nothing is wrong */
    char place[PLAN_PLACE_BYTES];
    char min[24], max[24]; /* what an integer must be within; for `line`: min */
    char text[128];        /* what stands there, as a person may read it */
};

struct plan_reader {
    struct plan_fault fault, unknown;
    int unknown_count; /* members that are not of the form */
};

/* Keep a fault; all return false. `name` NULL: the place itself; `place` "": the whole file. */
bool plan_reader_blame(struct plan_reader *reader, const char *key, const char *place,
                       const char *name);
bool plan_reader_blame_range(struct plan_reader *reader, const char *key, const char *place,
                             const char *name, long long min, long long max);
/* `text` is cut, and its control characters are not shown. */
bool plan_reader_blame_text(struct plan_reader *reader, const char *key, const char *place,
                            const char *name, const char *text);

/* The message in the language of the environment; the caller frees it. */
char *plan_fault_say(const struct plan_fault *fault);

/* Whether `object` is one and has none of its members twice; those not in `known` (its end NULL)
 * are counted. */
bool plan_reader_members(struct plan_reader *reader, const struct cJSON *object, const char *place,
                         const char *const *known);

/* A member; false and a fault: it is there and is wrong. Absent or null: true, and the target
 * stays. */
bool plan_reader_integer(struct plan_reader *reader, const struct cJSON *object, const char *place,
                         const char *name, int min, int max, int *ret_value);
bool plan_reader_flag(struct plan_reader *reader, const struct cJSON *object, const char *place,
                      const char *name, bool *ret_flag);
bool plan_reader_array(struct plan_reader *reader, const struct cJSON *object, const char *place,
                       const char *name, const struct cJSON **ret_array);

/* An element of the array `name` that must be an integer from 0 to `max`. */
bool plan_reader_element(struct plan_reader *reader, const struct cJSON *item, const char *place,
                         const char *name, int index, int max, int *ret_value);

/* A list of slots from 0 to `slots` - 1 as bits. */
bool plan_reader_slots(struct plan_reader *reader, const struct cJSON *object, const char *place,
                       const char *name, int slots, uint64_t *ret_mask);
#endif
