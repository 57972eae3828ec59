/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the read model share. */
#ifndef PARVIS_MODEL_INTERNAL_H
#define PARVIS_MODEL_INTERNAL_H

#include "model.h"
#include "model_rows.h"

/* One row of a kind. */
struct model_row {
    int64_t id;
    char *body;      /* JSON text; NULL for kinds whose bodies nobody asks for */
    void *typed;     /* as model_rows.h declares; NULL for kinds that have none */
    int64_t seq, at; /* its last change in the log; 0: none that was seen */
};

/* The rows of one kind by ascending id: found by bisection, walked in order. Ids come mostly in
 * ascending order, so a new row goes to the end. */
struct model_table {
    struct model_row *rows;
    size_t count, capacity;
};

/* A key that is not the id → the id. Open addressing; a key that moves is overwritten. */
struct model_index {
    struct {
        uint64_t key; /* 0: empty; keys are never 0 */
        int64_t id;
    } * places;
    size_t count, capacity; /* capacity: a power of two, or 0 */
};

/* What one audience is shown, rendered when it is asked for; NULL: to be rendered. */
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
    int64_t called_names_seq;     /* when the edition last opened or closed the names to all */
    int64_t public_seq;           /* the last one of a public kind: what the agenda stands at */
    struct model_documents documents[AUDIENCE_COUNT];
    struct search_entry *people; /* NULL: to be made again */
    size_t people_count;
};

/* model.c */
struct model_table *model_table_of(const struct model *model, const char *kind);
struct model_row *model_row_of(const struct model *model, const char *kind, int64_t id);

/* model_told.c: whether a text is a body, as our own views write them. */
bool model_is_body(const char *body);
/* An integer member of a row, if that member is told; else 0. */
int64_t model_told_number(const struct kind *kind, struct hearing hearing, const char *body,
                          const char *name);

/* model_search.c: forgets the folded words. */
void model_search_reset(struct model *model);

#endif
