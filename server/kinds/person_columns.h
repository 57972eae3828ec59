/* SPDX-License-Identifier: EUPL-1.2 */
/* The columns of the participants' sheet: what the event knows of somebody. Each is declared once,
 * in the table of person_columns.c, and everything else walks it: the import reads the cells, the
 * store writes, reads, corrects and erases the values, the model keeps them, the API's forms take
 * them and its answers tell them. Members that are not said of a column are false or 0, and then
 * nobody is told the value, no form takes it, it never enters the log, and erasing the person
 * blanks it. CONTRIBUTING.md says how a column is added. */
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
    PERSON_SHEET_COLUMN_COUNT, /* from here on: in no sheet */
    PERSON_AFFILIATION = PERSON_SHEET_COLUMN_COUNT,
    PERSON_COLUMN_COUNT,
};

/* The values of one person, a member a column. Texts are UTF-8, trimmed and borrowed; NULL: not
 * said. A macro, so that the model's person has the same members by the same names. */
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

/* What a file or a form says of somebody. The organisation is told by its name there; in the table
 * it is a row of its own. */
struct person_entry {
    struct person_values values; /* first: the columns' offsets are those of both */
    const char *organisation;    /* "": none; NULL: not said */
};

/* How a cell and a form's member are read, and of which type the value is. */
enum person_value {
    PERSON_VALUE_TEXT,         /* const char * */
    PERSON_VALUE_EMAIL,        /* const char *; a plausible address or "" */
    PERSON_VALUE_ROLE,         /* const char *; one of the roles above */
    PERSON_VALUE_LANGUAGE,     /* const char *; one of the languages above */
    PERSON_VALUE_ORGANISATION, /* const char *; person_entry's organisation */
    PERSON_VALUE_YES_NO,       /* bool */
    PERSON_VALUE_HOUR,         /* int64_t */
};

/* Whether a form of the API has the column. */
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
    const char *heading;   /* as organisers write it; messages name it when it is missing */
    const char *synonyms;  /* other folded headings, '|' between them */
    bool heading_required; /* a sheet without it is no participants' sheet */
    bool cell_required;
    size_t cell_bytes_max; /* texts */

    /* in the API: */
    enum person_in_form walk_in;    /* POST /api/people */
    enum person_in_form correction; /* POST /api/people/:id; texts alone */
    size_t form_bytes_min, form_bytes_max;
    bool told_to_desk; /* in the person as hosts and doors with the staff's PIN read it */

    /* in the database: */
    bool in_log; /* a member of the view person_body: no personal value may be */
    bool kept_when_erased;
};

extern const struct person_column person_columns[PERSON_COLUMN_COUNT];

/* Whether the column's value is a const char *. */
bool person_column_is_text(const struct person_column *column);

/* The value of a column: of a text (NULL: not said), of a yes or no (0 or 1) or an hour. */
const char *person_text(const struct person_entry *entry, const struct person_column *column);
int64_t person_number(const struct person_entry *entry, const struct person_column *column);
void person_set_text(struct person_entry *entry, const struct person_column *column,
                     const char *text);
void person_set_number(struct person_entry *entry, const struct person_column *column,
                       int64_t number);

#endif
