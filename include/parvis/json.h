/* Reading JSON bodies by declaration. A body's form is a table of fields, written once; what is
 * missing, unknown, too long or of the wrong type is named in the error. cJSON does the parsing. */
#ifndef PARVIS_JSON_H
#define PARVIS_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cjson/cJSON.h>

#include "parvis/status.h"

enum json_type {
    JSON_TEXT,    /* → const char *, borrowed from the parsed tree */
    JSON_INTEGER, /* → int64_t; a fraction is refused */
    JSON_BOOLEAN, /* → bool */
    JSON_OBJECT,  /* → const cJSON *, borrowed */
    JSON_ARRAY,   /* → const cJSON *, borrowed */
};

/* One member of a JSON object, and where it goes in the caller's struct. */
struct json_field {
    const char *name;
    enum json_type type;
    size_t offset; /* offsetof(struct …, member) */
    bool required;
    int64_t min, max; /* JSON_INTEGER: bounds; JSON_TEXT: bytes; JSON_ARRAY: items; both 0: free */
};

/* Why a body was refused. */
struct json_fault {
    char field[64];   /* the member's name, or "" for the body itself */
    char reason[128]; /* English: "missing", "must be an integer", … for machines and logs */
};

/* Parses `length` bytes of UTF-8. At most 32 levels deep. PARVIS_INVALID with the place in
 * `fault`. The caller frees the tree with cJSON_Delete. */
enum parvis_status json_parse(const char *text, size_t length, cJSON **ret_tree,
                              struct json_fault *fault) PARVIS_MUST_CHECK;

/* Fills `target` from `object` by `fields`; members that are absent leave their target as it was
 * (set defaults before). An unknown or twice-given member is refused. PARVIS_INVALID with
 * `fault`. */
enum parvis_status json_read(const cJSON *object, const struct json_field *fields, size_t count,
                             void *target, struct json_fault *fault) PARVIS_MUST_CHECK;

#endif
