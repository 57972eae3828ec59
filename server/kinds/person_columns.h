/* SPDX-License-Identifier: EUPL-1.2 */
/* The columns of the participants' sheet: the data that the event has of a person. Each is declared
 * once, in the table of person_columns.c; the import, the store, the model, the API's forms and its
 * answers walk that table. A member that a column leaves out is false or 0: then no answer has the
 * value, no form takes it, it never enters the log, and erasing the person blanks it.
 * CONTRIBUTING.md says how to add a column. */
#ifndef PARVIS_PERSON_COLUMNS_H
#define PARVIS_PERSON_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The columns, in the order of the table. */
enum person_column_id {
    PERSON_CODE,
    PERSON_FIRST_NAME,
    PERSON_LAST_NAME,
    PERSON_ORGANISATION,
    PERSON_ROLE,
    PERSON_POSITION,
    PERSON_EMAIL,
    PERSON_LANGUAGE,
    PERSON_ACCESSIBILITY,
    PERSON_CONTACT_CONSENT,
    PERSON_ARRIVES_AT,
    PERSON_LEAVES_AT,
    PERSON_JURY,
    PERSON_SHEET_COLUMN_COUNT, /* the following are in no sheet */
    PERSON_AFFILIATION = PERSON_SHEET_COLUMN_COUNT,
    PERSON_COLUMN_COUNT,
};

/* The values of a person, one member for each column. Texts are UTF-8, trimmed and borrowed; NULL:
 * not given. A macro, so that the model's person has members with the same names. */
#define PERSON_VALUES                                                                              \
    const char *code; /* of the organisers' file; "": a walk-in */                                 \
    const char *first_name, *last_name;                                                            \
    const char *role; /* buyer, company, visitor, press, speaker, staff */                         \
    const char *position;                                                                          \
    const char *email;                                                                             \
    const char *language; /* fr, en, nl */                                                         \
    const char *accessibility;                                                                     \
    const char *affiliation; /* where a walk-in says they come from: no membership */              \
    bool contact_consent;                                                                          \
    bool jury;                                                                                     \
    int64_t arrives_at, leaves_at; /* as announced, ms; 0: at opening, at closing */

struct person_values {
    PERSON_VALUES
};

/* What a file or a form says of a person. It names the organisation; in the database that is a row
 * of its own. */
struct person_entry {
    struct person_values values; /* first, so that a column's offset serves both structs */
    const char *organisation;    /* its name; "": none; NULL: not given */
};

/* How a cell or a form's member is read, and the type of the value. */
enum person_value {
    PERSON_VALUE_TEXT,         /* const char * */
    PERSON_VALUE_EMAIL,        /* const char *; a plausible address or "" */
    PERSON_VALUE_ROLE,         /* const char *; one of the roles above */
    PERSON_VALUE_LANGUAGE,     /* const char *; one of the languages above */
    PERSON_VALUE_ORGANISATION, /* const char *; person_entry's organisation */
    PERSON_VALUE_YES_NO,       /* bool */
    PERSON_VALUE_HOUR,         /* int64_t */
};

/* Whether one of the API's forms has the column. */
enum person_in_form {
    PERSON_NOT_IN_FORM,
    PERSON_MAY_BE_IN_FORM,
    PERSON_MUST_BE_IN_FORM,
};

struct person_column {
    const char *name; /* of the column in SQL and of the member in JSON */
    enum person_value value;
    size_t offset; /* of the value in struct person_values, or of the name in struct person_entry */

    /* in the sheet, for the columns that are in it: */
    const char *heading;   /* as organisers write it; messages use it */
    const char *synonyms;  /* other folded headings, '|' between them */
    bool heading_required; /* a participants' sheet must have it */
    bool cell_required;
    size_t cell_bytes_max; /* texts */

    /* in the API: */
    enum person_in_form walk_in;    /* POST /api/people */
    enum person_in_form correction; /* POST /api/people/:id; texts alone */
    size_t form_bytes_min, form_bytes_max;
    bool told_to_desk; /* hosts, and doors with the staff's PIN, may read it */

    /* in the database: */
    bool in_log; /* a member of the view person_body; personal data must not be */
    bool kept_when_erased;
};

extern const struct person_column person_columns[PERSON_COLUMN_COUNT];

/* Whether the column's value is a const char *. */
bool person_column_is_text(const struct person_column *column);

/* The value of a column: a text (NULL: not given); a yes or no (1 or 0), or an instant. */
const char *person_text(const struct person_entry *entry, const struct person_column *column);
int64_t person_number(const struct person_entry *entry, const struct person_column *column);
void person_set_text(struct person_entry *entry, const struct person_column *column,
                     const char *text);
void person_set_number(struct person_entry *entry, const struct person_column *column,
                       int64_t number);

#endif
