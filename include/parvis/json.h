/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading JSON bodies by declaration. A table declares a body's members once; the error names the
 * member that is missing, unknown, too long or of the wrong type. cJSON does the parsing. */
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
    /* in a struct json_member only: */
    JSON_CHARS, /* a text → char[], copied */
    JSON_WORD,  /* a text of a closed list → an enumeration's value */
    JSON_LIST,  /* → an array of structs or enumerations inside the target, and its count */
};

/* One member of a JSON object, and where it goes in the caller's struct. */
struct json_field {
    const char *name;
    enum json_type type;
    size_t offset; /* offsetof(struct …, member) */
    bool required;
    /* JSON_INTEGER: bounds; JSON_TEXT: bytes; JSON_CHARS: characters; JSON_ARRAY and JSON_LIST:
     * items. Both 0: no bound. */
    int64_t min, max;
};

/* Why a body was refused. */
struct json_fault {
    char field[64];   /* the member's name, or "" for the body itself */
    char reason[128]; /* English: "missing", "must be an integer", … for machines and logs */
};

/* Parses `length` bytes of UTF-8. At most 32 levels deep. PARVIS_INVALID: not well-formed, or too
 * deep; `fault` says where. The caller frees the tree with cJSON_Delete. */
enum parvis_status json_parse(const char *text, size_t length, cJSON **ret_tree,
                              struct json_fault *fault) PARVIS_MUST_CHECK;

/* Overwrites every text of a tree, so that people's names do not stay in freed memory. NULL
 * allowed. */
void json_wipe(cJSON *tree);

/* Fills `target` from `object` by `fields`; members that are absent leave their target as it was
 * (set defaults before). An unknown or twice-given member is refused. PARVIS_INVALID with
 * `fault`. */
enum parvis_status json_read(const cJSON *object, const struct json_field *fields, size_t count,
                             void *target, struct json_fault *fault) PARVIS_MUST_CHECK;

/* ---- bodies that are copied whole ---- */

/* One word of a closed list, and what it stands for. A list ends with a NULL word. */
struct json_word {
    const char *word;
    int value;
};

/* One member of a JSON object whose value is copied into the target. Tables of these are generated
 * from the API's schemas (schemas/json/fields.mjs). */
struct json_member {
    struct json_field field;           /* first */
    bool nullable;                     /* JSON null is allowed, and leaves the target as it was */
    size_t size;                       /* bytes of JSON_CHARS' array, or of one item of JSON_LIST */
    const struct json_word *words;     /* of JSON_WORD, and of a JSON_LIST of words */
    const struct json_member *members; /* of a JSON_LIST of objects: its items' */
    size_t member_count;
    size_t count_offset; /* JSON_LIST: of the size_t that takes the number of items */
    bool unique;         /* JSON_LIST of words: no word may be given twice */
    bool only_true;      /* JSON_BOOLEAN: false is refused */
    size_t given_offset; /* of a bool that is set when the member is given; 0: none */
};

/* json_read for such a table. */
enum parvis_status json_read_members(const cJSON *object, const struct json_member *members,
                                     size_t count, void *target,
                                     struct json_fault *fault) PARVIS_MUST_CHECK;

/* For the tables. JSON_AT: the offset of `member`, which must be of `type`; JSON_WORD_AT: of an
 * enumeration. JSON_ROOM: the size of a char array with room for `characters` of UTF-8. JSON_ITEM:
 * the size of an item of an array with room for `items`. A member that does not match does not
 * compile. */
#define JSON_AT(order, member, type)                                                               \
    (offsetof(order, member) +                                                                     \
     JSON_HOLDS(__builtin_types_compatible_p(__typeof__(((order *)0)->member), type)))
#define JSON_WORD_AT(order, member)                                                                \
    (offsetof(order, member) + JSON_HOLDS(sizeof(((order *)0)->member) == sizeof(int)))
#define JSON_ROOM(order, member, characters)                                                       \
    (sizeof(((order *)0)->member) +                                                                \
     JSON_HOLDS(sizeof(((order *)0)->member) > (size_t)4 * (characters)))
#define JSON_ITEM(order, member, items)                                                            \
    (sizeof(((order *)0)->member[0]) +                                                             \
     JSON_HOLDS(sizeof(((order *)0)->member) >= (items) * sizeof(((order *)0)->member[0])))
/* 0 when the condition holds; otherwise a compiler error. */
#define JSON_HOLDS(condition) (0 * sizeof(char[(condition) ? 1 : -1]))

/* ---- members of what the program wrote itself: a body of the change log, a document ---- */

/* A member that is absent, null or of another type reads as "", 0 or false; so does every member of
 * `object` NULL. Read input from outside with json_read, which names the fault instead. The text is
 * borrowed from the tree. An integer loses its fraction; beyond 2^53, where JSON's numbers skip
 * integers, it reads as 0. */
const char *json_text(const cJSON *object, const char *name);
int64_t json_integer(const cJSON *object, const char *name);
bool json_true(const cJSON *object, const char *name);

#endif
