/* SPDX-License-Identifier: EUPL-1.2 */
/* What attendees say of their meetings, ask of one another, give one another. Every writer records
 * its change, inside the caller's transaction. */
#ifndef PARVIS_STORE_TALK_H
#define PARVIS_STORE_TALK_H

#include "store_day.h"

/* One side's word on a meeting; a word of the same kind takes the place of the one before. */
struct store_word {
    int64_t meeting, person;
    bool by_company;
    const char *kind; /* late, cannot, colleague, held, not_held */
    int64_t minutes;  /* late: how many; else 0 */
    int64_t at;
};
enum parvis_status store_word_put(struct store *store, const struct store_word *word,
                                  struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Takes one side's word of a kind back; PARVIS_OK when it was never said. */
enum parvis_status store_word_take_back(struct store *store, int64_t meeting, bool by_company,
                                        const char *kind,
                                        struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Every word on a meeting, before the meeting itself goes. */
enum parvis_status store_words_delete(struct store *store, int64_t meeting,
                                      struct store_change_list *changes) PARVIS_MUST_CHECK;

struct store_request {
    int64_t id, buyer, company, slot, person;
    bool by_company, must;
    enum request_state state;
    int64_t made_at, lapses_at, state_at;
};
/* PARVIS_CONFLICT: the two have an open one. */
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
/* Lapses every open request whose time is over; *ret_count: how many. */
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

/* A visitor of a stand; a second scan changes nothing. *ret_id: the lead's. */
enum parvis_status store_lead_add(struct store *store, int64_t company, int64_t person,
                                  int64_t by_person, int64_t at, struct store_change_list *changes,
                                  int64_t *ret_id) PARVIS_MUST_CHECK;
/* PARVIS_NOT_FOUND: this company has no such lead. */
enum parvis_status store_lead_note(struct store *store, int64_t id, int64_t company,
                                   int64_t interest, const char *note,
                                   struct store_change_list *changes) PARVIS_MUST_CHECK;

#endif
