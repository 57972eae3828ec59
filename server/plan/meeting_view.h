/* SPDX-License-Identifier: EUPL-1.2 */
/* Decides whether a meeting can be held, from rows that are read at once. Shared by the operations,
 * which refuse meetings, and by the console's board, which shows beforehand what would be
 * refused. */
#ifndef PARVIS_PLAN_MEETING_VIEW_H
#define PARVIS_PLAN_MEETING_VIEW_H

#include "day.h"

struct meeting_view {
    struct day day;
    struct store_meeting *meetings;
    struct store_buyer *buyers;
    struct store_pair *pairs;
    size_t meeting_count, buyer_count, pair_count;
};

/* The caller clears it with meeting_view_clear, on failure too. */
enum parvis_status meeting_view_load(struct store *store,
                                     struct meeting_view *ret_view) PARVIS_MUST_CHECK;
void meeting_view_clear(struct meeting_view *view);

/* Borrowed from the view. NULL: no such buyer; no wish between the two. */
const struct store_buyer *meeting_view_buyer(const struct meeting_view *view, int64_t id);
const struct store_pair *meeting_view_pair(const struct meeting_view *view, int64_t buyer,
                                           int64_t company);

/* Whether `wanted` can be held in its slot; false with the reason. The stored meeting with its id
 * is left out of account. Its buyer, company and slot must exist. */
bool meeting_view_check(const struct meeting_view *view, const struct store_meeting *wanted,
                        struct reason *ret_reason);

#endif
