/* SPDX-License-Identifier: EUPL-1.2 */
/* Meetings, and what they are made from: buyers, wishes. Lists are malloc'd arrays, the caller's.
 */
#ifndef PARVIS_STORE_MEETING_H
#define PARVIS_STORE_MEETING_H

#include "store_day.h"

struct store_meeting {
    int64_t id, buyer, company, slot, weight;
    char place[STORE_CODE_CHARS];
    enum meeting_state state;
    int64_t state_at;
    bool locked; /* stays in its slot, whatever is planned again */
};
/* Every meeting by slot, the cancelled ones too. */
enum parvis_status store_meetings(struct store *store, struct store_meeting **ret_rows,
                                  size_t *ret_count) PARVIS_MUST_CHECK;
/* PARVIS_NOT_FOUND. */
enum parvis_status store_meeting_get(struct store *store, int64_t id,
                                     struct store_meeting *ret_meeting) PARVIS_MUST_CHECK;
/* Writes one whole; id 0: a new one, whose id is set. PARVIS_CONFLICT: one of the two meets
 * somebody in that slot, or they have met. */
enum parvis_status store_meeting_put(struct store *store, struct store_meeting *meeting,
                                     struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Writes one whole under its own id, whether it is there or was deleted. */
enum parvis_status store_meeting_restore(struct store *store, const struct store_meeting *meeting,
                                         struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Of a meeting that was only planned. */
enum parvis_status store_meeting_delete(struct store *store, int64_t id,
                                        struct store_change_list *changes) PARVIS_MUST_CHECK;

/* How many changes after `seq` concern what meetings are planned from. */
enum parvis_status store_plan_changes(struct store *store, int64_t seq,
                                      int64_t *ret_count) PARVIS_MUST_CHECK;

/* A person who buys. Instants 0: not said. */
struct store_buyer {
    int64_t id, organisation;
    char name[STORE_NAME_CHARS]; /* first and last */
    char code[16];
    bool jury;
    int64_t arrives_at, leaves_at;
};
enum parvis_status store_buyers(struct store *store, struct store_buyer **ret_rows,
                                size_t *ret_count) PARVIS_MUST_CHECK;

/* A buyer and a kept company of whom at least one asked for the other, or said no thanks. */
struct store_pair {
    int64_t buyer, company, buyer_organisation; /* 0: no organisation */
    int buyer_priority, company_priority;       /* 0: that side did not ask */
    bool refused;                               /* one of the two said no thanks: they never meet */
    bool same_segment; /* the buyer's body needs something of its segment */
    int boost;         /* what an organiser gave the two, together */
};
enum parvis_status store_pairs(struct store *store, struct store_pair **ret_rows,
                               size_t *ret_count) PARVIS_MUST_CHECK;

/* What an organisation says: a buyer's body of one need, or a company of its offer. */
struct store_speech {
    int64_t organisation;
    char text[1024]; /* cut beyond */
};
enum parvis_status store_needs(struct store *store, struct store_speech **ret_rows,
                               size_t *ret_count) PARVIS_MUST_CHECK;
/* The kept companies' solutions and keywords. */
enum parvis_status store_offers(struct store *store, struct store_speech **ret_rows,
                                size_t *ret_count) PARVIS_MUST_CHECK;

#endif
