/* SPDX-License-Identifier: EUPL-1.2 */
/* Attendees' words on meetings, requests for meetings, contacts, opinions and leads. Every function
 * that writes also records the change, inside the caller's transaction. */
#ifndef PARVIS_STORE_TALK_H
#define PARVIS_STORE_TALK_H

#include "store_day.h"

/* One side's word on a meeting; it replaces the side's earlier word of the same kind. */
struct store_word {
    int64_t meeting, person;
    bool by_company;
    const char *kind; /* late, cannot, colleague, held, not_held */
    int64_t minutes;  /* of "late"; else 0 */
    int64_t at;
};
enum parvis_status store_word_put(struct store *store, const struct store_word *word,
                                  struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Deletes one side's word of a kind; PARVIS_OK too when it was never said. */
enum parvis_status store_word_take_back(struct store *store, int64_t meeting, bool by_company,
                                        const char *kind,
                                        struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Deletes every word on a meeting; call it before deleting the meeting. */
enum parvis_status store_words_delete(struct store *store, int64_t meeting,
                                      struct store_change_list *changes) PARVIS_MUST_CHECK;

struct store_request {
    int64_t id, buyer, company, slot, person;
    bool by_company, must;
    enum request_state state;
    int64_t made_at, lapses_at, state_at;
};
/* Adds a request. PARVIS_CONFLICT: the two sides have an open one. */
enum parvis_status store_request_add(struct store *store, const struct store_request *request,
                                     struct store_change_list *changes) PARVIS_MUST_CHECK;
/* PARVIS_NOT_FOUND. */
enum parvis_status store_request_get(struct store *store, int64_t id,
                                     struct store_request *ret_request) PARVIS_MUST_CHECK;
enum parvis_status store_request_end(struct store *store, int64_t id, enum request_state state,
                                     int64_t at,
                                     struct store_change_list *changes) PARVIS_MUST_CHECK;
/* How many requests of this person wait for an answer. */
enum parvis_status store_requests_open(struct store *store, int64_t person,
                                       int64_t *ret_count) PARVIS_MUST_CHECK;
/* Lets every open request lapse whose lapses_at has come; *ret_count: how many. */
enum parvis_status store_requests_lapse(struct store *store, int64_t now,
                                        struct store_change_list *changes,
                                        size_t *ret_count) PARVIS_MUST_CHECK;

/* Gives a person's address to the other side of a meeting, or takes it back. */
enum parvis_status store_contact_put(struct store *store, int64_t meeting, int64_t person,
                                     bool given, int64_t at,
                                     struct store_change_list *changes) PARVIS_MUST_CHECK;

enum parvis_status store_outcome_put(struct store *store, int64_t meeting, bool by_company,
                                     int64_t useful, const char *follow_up, int64_t at,
                                     struct store_change_list *changes) PARVIS_MUST_CHECK;

/* Adds a visitor of a stand as a lead; a second scan of the same visitor changes nothing. */
enum parvis_status store_lead_add(struct store *store, int64_t company, int64_t person,
                                  int64_t by_person, int64_t at, struct store_change_list *changes,
                                  int64_t *ret_id) PARVIS_MUST_CHECK;
/* Writes a company's note on a lead. PARVIS_NOT_FOUND: this company has no such lead. */
enum parvis_status store_lead_note(struct store *store, int64_t id, int64_t company,
                                   int64_t interest, const char *note,
                                   struct store_change_list *changes) PARVIS_MUST_CHECK;

#endif
