/* SPDX-License-Identifier: EUPL-1.2 */
/* Meetings, and the buyers and wishes that they are planned from. Lists are malloc'd arrays, the
 * caller's. */
#ifndef PARVIS_STORE_MEETING_H
#define PARVIS_STORE_MEETING_H

#include "store_day.h"

struct store_meeting {
    int64_t id, buyer, company, slot, weight;
    char place[STORE_CODE_CHARS];
    enum meeting_state state;
    int64_t state_at;
    bool locked; /* planning again leaves it in its slot */
};
/* Every meeting by slot, cancelled ones included. */
enum parvis_status store_meetings(struct store *store, struct store_meeting **ret_rows,
                                  size_t *ret_count) PARVIS_MUST_CHECK;
/* PARVIS_NOT_FOUND. */
enum parvis_status store_meeting_get(struct store *store, int64_t id,
                                     struct store_meeting *ret_meeting) PARVIS_MUST_CHECK;
/* Writes all columns of a meeting. Id 0: adds it and sets its id. PARVIS_CONFLICT: a side has
 * another meeting in that slot, or the two have another meeting. */
enum parvis_status store_meeting_put(struct store *store, struct store_meeting *meeting,
                                     struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Writes all columns of a meeting under its own id, even if the row was deleted. */
enum parvis_status store_meeting_restore(struct store *store, const struct store_meeting *meeting,
                                         struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Deletes a meeting that is still planned. */
enum parvis_status store_meeting_delete(struct store *store, int64_t id,
                                        struct store_change_list *changes) PARVIS_MUST_CHECK;

/* How many logged changes after `seq` concern data that meetings are planned from. */
enum parvis_status store_plan_changes(struct store *store, int64_t seq,
                                      int64_t *ret_count) PARVIS_MUST_CHECK;

/* A buyer. Instants 0: not given. */
struct store_buyer {
    int64_t id, organisation;
    char name[STORE_NAME_CHARS]; /* first and last */
    char code[16];
    bool jury;
    int64_t arrives_at, leaves_at;
};
enum parvis_status store_buyers(struct store *store, struct store_buyer **ret_rows,
                                size_t *ret_count) PARVIS_MUST_CHECK;

/* A buyer and a kept company; at least one side asked for the other, or said no thanks. */
struct store_pair {
    int64_t buyer, company, buyer_organisation; /* 0: no organisation */
    int buyer_priority, company_priority;       /* 0: that side did not ask */
    bool refused;                               /* a side said no thanks: the two never meet */
    bool same_segment; /* the buyer's organisation has a need in the company's segment */
    int boost;         /* sum of an organiser's points for the two (store_wishes.h) */
};
enum parvis_status store_pairs(struct store *store, struct store_pair **ret_rows,
                               size_t *ret_count) PARVIS_MUST_CHECK;

/* A text of an organisation: a buyer's need, or a company's offer. */
struct store_speech {
    int64_t organisation;
    char text[1024]; /* longer ones are cut */
};
enum parvis_status store_needs(struct store *store, struct store_speech **ret_rows,
                               size_t *ret_count) PARVIS_MUST_CHECK;
/* The kept companies' solutions and keywords. */
enum parvis_status store_offers(struct store *store, struct store_speech **ret_rows,
                                size_t *ret_count) PARVIS_MUST_CHECK;

#endif
