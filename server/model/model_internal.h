/* SPDX-License-Identifier: EUPL-1.2 */
/* Shared by the files of the read model. */
#ifndef PARVIS_MODEL_INTERNAL_H
#define PARVIS_MODEL_INTERNAL_H

#include "model.h"
#include "model_rows.h"

/* One row of a kind. */
struct model_row {
    int64_t id;
    char *body;      /* JSON text; NULL for kinds whose bodies are not kept */
    void *typed;     /* as model_rows.h declares; NULL for kinds without a struct */
    int64_t seq, at; /* its last change in the log; 0: none seen */
};

/* The rows of one kind by ascending id: found by bisection, walked in order. Ids come mostly in
 * ascending order, so a new row goes to the end. */
struct model_table {
    struct model_row *rows;
    size_t count, capacity;
};

/* Finds a row's id by another key. Open addressing; a later row with the same key replaces the
 * earlier. */
struct model_index {
    struct {
        uint64_t key; /* 0: empty; keys are never 0 */
        int64_t id;
    } * places;
    size_t count, capacity; /* capacity: a power of two, or 0 */
};

/* One audience's documents, rendered at the first request after a change; NULL: not rendered. */
struct model_documents {
    struct http_document *agenda;
    struct http_blob *agenda_bytes; /* of `agenda`, for the feed's snapshot */
    struct http_document *rows[KIND_COUNT];
};

/* A person's words, folded, for the search. */
struct search_entry {
    int64_t id;
    char *words; /* "eloise beghin departement de la somme p0012"; owned */
};

struct model {
    struct model_table *tables; /* by kind_id */
    struct model_index badge_by_serial, badge_by_person, device_by_token, sign_in_by_token,
        link_by_token, phone_by_token;
    struct store_edition edition; /* valid when the edition table has a row */
    int64_t seq;                  /* the last change applied */
    int64_t called_names_seq;     /* as model_called_names_seq */
    int64_t public_seq;           /* as model_public_seq */
    struct model_documents documents[AUDIENCE_COUNT];
    struct search_entry *people; /* owned; NULL: make them again */
    size_t people_count;
};

/* model.c */
struct model_table *model_table_of(const struct model *model, const char *kind);
struct model_row *model_row_of(const struct model *model, const char *kind, int64_t id);

/* model_told.c: whether a text has the form of a body, as the store's views write it. */
bool model_is_body(const char *body);
/* An integer member of a row, if `hearing` may read that member; else 0. */
int64_t model_told_number(const struct kind *kind, struct hearing hearing, const char *body,
                          const char *name);

/* model_search.c: forgets the folded words. */
void model_search_reset(struct model *model);

#endif
