/* SPDX-License-Identifier: EUPL-1.2 */
/* What the desk does to people's rows. */
#ifndef PARVIS_PEOPLE_OPERATIONS_H
#define PARVIS_PEOPLE_OPERATIONS_H

#include "operation.h"
#include "parvis/badge.h"
#include "person_columns.h"

#define PERSON_TEXT_BYTES 256 /* above every column's form_bytes_max */

/* What a form said of somebody, with its texts: it is used where it was made, since `entry` points
 * into `texts`. NULL in the entry: it was not said. */
struct person_said {
    struct person_entry entry;
    char texts[PERSON_COLUMN_COUNT][PERSON_TEXT_BYTES];
};

/* Registers somebody who was not announced, with a badge. A door registers visitors alone, and
 * gives nobody an organisation: what is said as one becomes their affiliation. Refuses:
 * person.visitors_only (role; PARVIS_FORBIDDEN). */
struct person_register {
    int64_t person; /* out */
    struct person_said said;
    uint8_t key[BADGE_SECRET_KEY_BYTES]; /* signs the badge; wiped with the order */
    uint64_t serial;                     /* out: the badge's */
    uint8_t signature[BADGE_SIGNATURE_BYTES];
};
extern const struct operation_form person_register_form;

/* Corrects a profile: what is said is written, the rest stays. PARVIS_NOT_FOUND: nobody, or
 * erased. Refuses nothing. */
struct person_correct {
    int64_t person;
    struct person_said said;
};
extern const struct operation_form person_correct_form;

/* Two rows are one person: what the duplicate has goes over where there is room, and it is erased.
 * PARVIS_NOT_FOUND. Refuses: person.other_role. */
struct person_merge {
    int64_t person;
    int64_t duplicate; /* the row that goes */
};
extern const struct operation_form person_merge_form;

/* Blanks everything that tells who somebody was; the row stays, for the figures. PARVIS_NOT_FOUND.
 * Refuses nothing. */
struct person_erase {
    int64_t person;
    bool confirm; /* it cannot be taken back: who asks must have said so */
    int64_t at;   /* out */
};
extern const struct operation_form person_erase_form;

#endif
