/* SPDX-License-Identifier: EUPL-1.2 */
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
    /* of a struct json_member only: */
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
     * items; both 0: free. */
    int64_t min, max;
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

/* Overwrites every text of a tree, before it is deleted: names of people were in it. NULL allowed.
 */
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

/* One member of a JSON object whose target keeps nothing of the parsed tree. Its tables are made
 * from the schemas of the API (schemas/json/fields.mjs). */
struct json_member {
    struct json_field field;           /* first */
    bool nullable;                     /* null may be given: the target stays as it was */
    size_t size;                       /* bytes: of JSON_CHARS' array, of one item of JSON_LIST */
    const struct json_word *words;     /* of JSON_WORD, and of a JSON_LIST of words */
    const struct json_member *members; /* of a JSON_LIST of objects: its items' */
    size_t member_count;
    size_t count_offset; /* JSON_LIST: of the size_t that says how many there are */
    bool unique;         /* JSON_LIST of words: none is given twice */
    bool only_true;      /* JSON_BOOLEAN: false is refused */
    size_t given_offset; /* of a bool that becomes true when the member is given; 0: none */
};

/* json_read for such a table. */
enum parvis_status json_read_members(const cJSON *object, const struct json_member *members,
                                     size_t count, void *target,
                                     struct json_fault *fault) PARVIS_MUST_CHECK;

/* For the tables: the offset of `member`, which must be of that type (or an enumeration); the size
 * of a char array, which must have room for so many characters of UTF-8; the size of an item of an
 * array, which must have room for so many. What is declared wrongly does not compile. */
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
/* 0 when the condition holds, an error of the compiler otherwise. */
#define JSON_HOLDS(condition) (0 * sizeof(char[(condition) ? 1 : -1]))

/* ---- members of what the program wrote itself: a body of the change log, a document ---- */

/* What is absent, null or of another type, and any member of NULL, reads as "", 0 or false. What
 * comes from outside is read by json_read, which names the fault instead. The text is borrowed from
 * the tree; an integer loses its fraction, and is 0 beyond 2^53, where JSON's numbers no longer are
 * single integers. */
const char *json_text(const cJSON *object, const char *name);
int64_t json_integer(const cJSON *object, const char *name);
bool json_true(const cJSON *object, const char *name);

#endif
