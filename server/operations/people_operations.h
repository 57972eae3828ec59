/* SPDX-License-Identifier: EUPL-1.2 */
/* What the desk does to people's data. */
#ifndef PARVIS_PEOPLE_OPERATIONS_H
#define PARVIS_PEOPLE_OPERATIONS_H

#include "operation.h"
#include "parvis/badge.h"
#include "person_columns.h"

#define PERSON_TEXT_BYTES 256 /* above every column's form_bytes_max */

/* What a form said of a person, with its texts. Do not copy it: `entry` points into `texts`. A NULL
 * in the entry: the form did not say it. */
struct person_said {
    struct person_entry entry;
    char texts[PERSON_COLUMN_COUNT][PERSON_TEXT_BYTES];
};

/* Registers a walk-in, with a badge. A door may register visitors alone, and cannot make them
 * members of an organisation: the organisation that they give is kept as affiliation. Refuses:
 * person.visitors_only (role; PARVIS_FORBIDDEN). */
struct person_register {
    int64_t person; /* out */
    struct person_said said;
    uint8_t key[BADGE_SECRET_KEY_BYTES]; /* signs the badge; wiped with the order */
    uint64_t serial;                     /* out: the badge's */
    uint8_t signature[BADGE_SIGNATURE_BYTES];
};
extern const struct operation_form person_register_form;

/* Corrects the parts of a profile that are given; the others stay. PARVIS_NOT_FOUND: no such
 * person, or erased. Refuses nothing. */
struct person_correct {
    int64_t person;
    struct person_said said;
};
extern const struct operation_form person_correct_form;

/* Merges two rows of one person: `person` takes over from the duplicate what it lacks, and the
 * duplicate is erased. PARVIS_NOT_FOUND: no such person. Refuses: person.other_role (the two have
 * different roles). */
struct person_merge {
    int64_t person;
    int64_t duplicate; /* the row that goes */
};
extern const struct operation_form person_merge_form;

/* Blanks all personal data of a person (GDPR, article 17); the row stays, for the figures.
 * PARVIS_NOT_FOUND: no such person, or erased before. Refuses nothing. */
struct person_erase {
    int64_t person;
    bool confirm; /* the caller confirmed: it cannot be undone */
    int64_t at;   /* out */
};
extern const struct operation_form person_erase_form;

#endif
