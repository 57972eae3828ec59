/* SPDX-License-Identifier: EUPL-1.2 */
/* The read model: the whole event in memory, changed by the change log and nothing else. Every read
 * on the loop (documents, the search for people, check-in, the feed) is answered from here, not
 * from the database. Loop thread only.
 *
 * It keeps the log's last body of every row (kind and id) as JSON text, and a struct for the rows
 * that are read often. All pointers returned are borrowed and valid until the next model_apply. */
#ifndef PARVIS_MODEL_H
#define PARVIS_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "change.h"
#include "edition_row.h"
#include "http.h"
#include "kinds.h"
#include "model_typed_rows.h"
#include "parvis/status.h"

struct model;
struct store;

/* ---- life ---- */
/* An empty model. PARVIS_NO_MEMORY. */
enum parvis_status model_new(struct model **ret_model) PARVIS_MUST_CHECK;
void model_free(struct model *model); /* NULL allowed */

/* Fills the model with the database's state (store_state of every kind) and sets its seq. */
enum parvis_status model_load(struct model *model, struct store *store) PARVIS_MUST_CHECK;

/* Applies one change. A change that was applied before (its seq is not 0 and not above the model's)
 * is ignored. PARVIS_CORRUPT: the body does not match its kind; the model is unchanged. */
enum parvis_status model_apply(struct model *model,
                               const struct store_change *change) PARVIS_MUST_CHECK;
/* Highest seq applied. */
int64_t model_seq(const struct model *model);
/* Highest seq of a change of a public kind: the public documents carry it. */
int64_t model_public_seq(const struct model *model);
/* Seq of the last change of the setting "the public sees who meets whom"; 0: none since the
 * start. */
int64_t model_called_names_seq(const struct model *model);
/* Seq and instant (event clock, ms) of a row's last change in the log; 0: the log has none. */
void model_mark(const struct model *model, const char *kind, int64_t id, int64_t *ret_seq,
                int64_t *ret_at);

/* ---- by id; NULL: no such row ---- */
const struct store_edition *model_edition(const struct model *model);
const struct model_organisation *model_organisation(const struct model *model, int64_t id);
const struct model_person *model_person(const struct model *model, int64_t id);
const struct model_device *model_device(const struct model *model, int64_t id);
const struct model_badge *model_badge(const struct model *model, int64_t id);
const struct model_user *model_user(const struct model *model, int64_t id);
const struct model_sign_in *model_sign_in(const struct model *model, int64_t id);
/* The organisation to show for a person: their organisation's name, else the name that they gave at
 * the door; "": none. For display only: it proves no membership. */
const char *model_affiliation(const struct model *model, const struct model_person *person);
/* By other keys. Hashes are BLAKE2b-256 of the token. Revoked rows are found too: check
 * revoked_at. */
const struct model_badge *model_badge_by_serial(const struct model *model, uint64_t serial);
const struct model_badge *model_badge_of(const struct model *model, int64_t person); /* valid one */
const struct model_device *model_device_by_token(const struct model *model,
                                                 const uint8_t token_hash[32]);
const struct model_sign_in *model_sign_in_by_token(const struct model *model,
                                                   const uint8_t token_hash[32]);
const struct model_user *model_user_by_name(const struct model *model, const char *name);
/* The row's body as JSON text; NULL: gone or never there. */
const char *model_body(const struct model *model, const char *kind, int64_t id);
/* Calls `each` for every row of a kind by ascending id, until it returns false. */
typedef bool model_each_fn(int64_t id, const char *body, void *data);
void model_each(const struct model *model, const char *kind, model_each_fn *each, void *data);

/* Every badge by ascending id, until `each` returns false. */
typedef bool model_each_badge_fn(const struct model_badge *badge, void *data);
void model_each_badge(const struct model *model, model_each_badge_fn *each, void *data);

/* Every device by ascending id, until `each` returns false. */
typedef bool model_each_device_fn(const struct model_device *device, void *data);
void model_each_device(const struct model *model, model_each_device_fn *each, void *data);

/* ---- people (model_search.c) ---- */
/* Finds people, best match first. Every word of `query` must begin a word of the first name, last
 * name, organisation or code. Accents are forgiven, and typing errors: one in words of four letters
 * or more, two from eight; two swapped letters are one error. Erased people are not found. Writes
 * at most `max` ids; returns how many. Takes well under a millisecond for 3,000 people. */
size_t model_search_people(struct model *model, const char *query, int64_t *ret_ids, size_t max);

/* ---- who may read what of a row's JSON, by the table of kinds (model_told.c) ---- */
/* Writes the part of a row's body that `hearing` may read. False, nothing written: it may read
 * nothing of the row, the body is no JSON object, or it is NULL (no such row). */
bool model_tell(FILE *stream, const struct kind *kind, struct hearing hearing, const char *body);
/* Whether model_tell would write something. */
bool model_is_told(const struct kind *kind, struct hearing hearing, const char *body);
/* Whether the agenda lists the row, for readers who may read it (kinds.h: `listed`). */
bool model_is_listed(const struct kind *kind, const char *body);
/* The company that a row concerns, by the table of kinds; 0: none. */
int64_t model_company_of(const struct kind *kind, const char *body);

/* ---- documents (model_documents.c), rendered once a change for each audience, but at each call
 * for a hearing with a company. The caller owns a reference (http_document_unref). NULL: no memory.
 * ---- */
struct http_document *model_document_agenda(struct model *model, struct hearing hearing);
/* The agenda's bytes, for the feed's snapshot. The caller owns a reference (http_blob_unref). NULL:
 * no memory. */
struct http_blob *model_agenda_bytes(struct model *model, struct hearing hearing);
/* {"seq", "<the kind's list>": […]}: every row of a kind that `hearing` may read. */
struct http_document *model_document_rows(struct model *model, enum kind_id kind,
                                          struct hearing hearing);

/* ---- figures for /api/status and /metrics ---- */
/* JSON text of /api/status without "streams" (docs/api.md); malloc'd, the caller's. `now`: event
 * clock, ms. */
char *model_status_json(struct model *model, int64_t now);

#endif
