/* SPDX-License-Identifier: EUPL-1.2 */
/* Typed rows: a row's JSON as a struct, with its texts behind it in the same allocation. Tables
 * declare each kind's members (model_rows.c). */
#ifndef PARVIS_MODEL_ROWS_H
#define PARVIS_MODEL_ROWS_H

#include "kinds.h"
#include "model.h"

/* A person with the place of its first arrival. */
struct person_row {
    struct model_person person; /* first */
    char *place;                /* owned; person.place points at it, or at "" */
};
struct device_row {
    struct model_device device; /* first */
    uint8_t token_hash[32];
};
struct sign_in_row {
    struct model_sign_in sign_in; /* first */
    uint8_t token_hash[32];
};

struct link_row {
    struct model_link link; /* first */
    uint8_t token_hash[32];
};
struct phone_row {
    struct model_phone phone; /* first */
    uint8_t token_hash[32];
};

/* The declaration of a kind's typed rows; NULL: it has none. */
struct row_form;
const struct row_form *row_form_of(enum kind_id kind);

/* A new row from a body and its directory side (NULL: none). NULL: the body does not match the
 * kind's declaration, or no memory. Free it with free(). */
void *row_new(const struct row_form *form, const char *body, const char *directory);

#endif
