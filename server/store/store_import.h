/* SPDX-License-Identifier: EUPL-1.2 */
/* The rows of organisers' files: written where they differ from the database, and deleted when a
 * file has them no more. Every function runs inside the caller's transaction. Only a row that
 * really changed writes a line of the change log, so importing the same files again writes none. */
#ifndef PARVIS_STORE_IMPORT_H
#define PARVIS_STORE_IMPORT_H

#include "person_columns.h"
#include "store.h"

/* What putting a row did. */
enum store_outcome { STORE_ADDED, STORE_CHANGED, STORE_UNCHANGED };

/* An applying company as an organisation. Texts are borrowed, never NULL. */
struct store_company {
    const char *name, *folded; /* folded: text_fold(name) */
    const char *siret;         /* 14 digits */
    const char *segment, *town, *postcode, *region;
};

/* An organisation as a file names it. */
struct store_mention {
    const char *name, *folded;
    const char *kind;       /* buyer, company, other */
    const char *buyer_type; /* "": not given */
    bool rename;            /* the database takes this spelling of the name */
};

/* An application; instants in ms, 0: not given. */
struct store_application {
    int64_t organisation; /* store_put_company's */
    int64_t received_at;
    const char *solution, *keywords, *constraints, *unrecognised;
    bool marketable, public_fit, wants_demonstration, wants_stand;
    int64_t mark; /* tenths of 20; -1: not seen by the committee */
    int64_t need_amperes;
    bool need_screen, need_step_free;
    int64_t arrives_at, leaves_at, pitch_not_before_at;
    const char *title, *first_name, *last_name, *email, *phone;
};

/* What a buyer looks for. */
struct store_need {
    int64_t organisation;
    const char *segment, *text, *due;
    int64_t budget_cents; /* -1: not given */
};

struct store_wish {
    int64_t buyer, company; /* person, organisation */
    bool by_company;
    int64_t priority; /* 1 … 5; 0: no thanks */
};

/* A place in the hall. The file does not say which company has it. */
struct store_stand {
    const char *code, *zone;
    int64_t x_cm, y_cm, amperes;
    bool screen, step_free;
};

/* Adds or updates a company, found by its SIRET, else by its name. An organisation of the same name
 * without SIRET (mentioned with one of its people, say) becomes this company: its people, needs and
 * wishes go over to it. PARVIS_CONFLICT: the name is another SIRET's. */
enum parvis_status store_put_company(struct store *store, const struct store_company *row,
                                     struct store_change_list *changes, int64_t *ret_id,
                                     enum store_outcome *ret_outcome) PARVIS_MUST_CHECK;
/* Frees the name of a company that the file is about to rename, so that two companies may swap
 * names. Call it for every row before the first store_put_company. */
enum parvis_status store_release_company_name(struct store *store, const char *siret,
                                              const char *folded) PARVIS_MUST_CHECK;
/* The SIRET of the company with this name, 15 bytes with the NUL; "": no such company. */
enum parvis_status store_siret_of(struct store *store, const char *folded,
                                  char ret_siret[15]) PARVIS_MUST_CHECK;
/* Gives the company with this name another SIRET, when an earlier file had a wrong one. */
enum parvis_status store_correct_siret(struct store *store, const char *folded,
                                       const char *siret) PARVIS_MUST_CHECK;
/* Adds or updates an organisation, found by its name. One of kind 'other' takes the row's kind. */
enum parvis_status store_put_organisation(struct store *store, const struct store_mention *row,
                                          struct store_change_list *changes, int64_t *ret_id,
                                          enum store_outcome *ret_outcome) PARVIS_MUST_CHECK;
enum parvis_status store_put_application(struct store *store, const struct store_application *row,
                                         struct store_change_list *changes,
                                         enum store_outcome *ret_outcome) PARVIS_MUST_CHECK;
enum parvis_status store_put_need(struct store *store, const struct store_need *row,
                                  struct store_change_list *changes, int64_t *ret_id,
                                  enum store_outcome *ret_outcome) PARVIS_MUST_CHECK;
/* Adds or updates a person, found by the code. `organisation`: its id (0: none); the entry's name
 * of one is not read. PARVIS_FORBIDDEN: the person was erased and must not come back. */
enum parvis_status store_put_person(struct store *store, const struct person_entry *row,
                                    int64_t organisation, struct store_change_list *changes,
                                    int64_t *ret_id,
                                    enum store_outcome *ret_outcome) PARVIS_MUST_CHECK;
enum parvis_status store_put_wish(struct store *store, const struct store_wish *row,
                                  struct store_change_list *changes, int64_t *ret_id,
                                  enum store_outcome *ret_outcome) PARVIS_MUST_CHECK;
enum parvis_status store_put_stand(struct store *store, const struct store_stand *row,
                                   struct store_change_list *changes, int64_t *ret_id,
                                   enum store_outcome *ret_outcome) PARVIS_MUST_CHECK;

/* The row that a file refers to. PARVIS_NOT_FOUND: none. */
enum parvis_status store_find_company(struct store *store, const char *siret,
                                      int64_t *ret_organisation) PARVIS_MUST_CHECK;
enum parvis_status store_find_person(struct store *store, const char *code, int64_t *ret_id,
                                     bool *ret_buyer) PARVIS_MUST_CHECK;

/* How many wishes belong to people who are not, or no longer, buyers. */
enum parvis_status store_count_strange_wishes(struct store *store,
                                              int64_t *ret_count) PARVIS_MUST_CHECK;

/* A row that came from an organisers' file. */
struct store_imported {
    int64_t id;
    const char *label; /* its code, SIRET or text; borrowed */
    const char *held;  /* a kind of row that refers to it (badge, pitch, …); "": none */
};
typedef bool store_imported_fn(const struct store_imported *row, void *data);
/* Calls `each` for every such row of a kind (wish, person, need, stand, application) until it
 * returns false; `each` must not write. Walk-ins and erased people are left out. */
enum parvis_status store_imported_each(struct store *store, const char *kind,
                                       store_imported_fn *each, void *data) PARVIS_MUST_CHECK;
/* Deletes such a row. */
enum parvis_status store_imported_delete(struct store *store, const char *kind, int64_t id,
                                         struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Deletes the organisations that no row refers to. */
enum parvis_status store_delete_orphans(struct store *store, struct store_change_list *changes,
                                        size_t *ret_count) PARVIS_MUST_CHECK;

#endif
