/* SPDX-License-Identifier: EUPL-1.2 */
/* Decisions about one meeting. */
#include "meeting_view.h"

#include <stdlib.h>
#include <string.h>

enum parvis_status meeting_view_load(struct store *store, struct meeting_view *ret_view)
{
    struct meeting_view *view = ret_view;
    memset(view, 0, sizeof *view);
    enum parvis_status status = day_load(store, &view->day);
    if (status == PARVIS_OK)
        status = store_meetings(store, &view->meetings, &view->meeting_count);
    if (status == PARVIS_OK)
        status = store_buyers(store, &view->buyers, &view->buyer_count);
    if (status == PARVIS_OK)
        status = store_pairs(store, &view->pairs, &view->pair_count);
    return status;
}

void meeting_view_clear(struct meeting_view *view)
{
    day_clear(&view->day);
    free(view->meetings);
    free(view->buyers);
    free(view->pairs);
}

const struct store_pair *meeting_view_pair(const struct meeting_view *view, int64_t buyer,
                                           int64_t company)
{
    for (size_t i = 0; i < view->pair_count; i++)
        if (view->pairs[i].buyer == buyer && view->pairs[i].company == company)
            return &view->pairs[i];
    return NULL;
}

const struct store_buyer *meeting_view_buyer(const struct meeting_view *view, int64_t id)
{
    for (size_t i = 0; i < view->buyer_count; i++)
        if (view->buyers[i].id == id)
            return &view->buyers[i];
    return NULL;
}

/* Looks at the other meetings of the two sides; the meeting to move does not count. */
static void look_at_meetings(const struct meeting_view *view, const struct store_meeting *wanted,
                             struct meeting_request *request)
{
    for (size_t i = 0; i < view->meeting_count; i++) {
        const struct store_meeting *other = &view->meetings[i];
        if (other->id == wanted->id || !meeting_state_is_held(other->state))
            continue;
        if (other->buyer == wanted->buyer && other->company == wanted->company)
            request->pair_meets = true;
        if (other->slot == wanted->slot && other->buyer == wanted->buyer) {
            const struct store_kept *company = day_company(&view->day, other->company);
            request->buyer_meets = company ? company->name : "";
        }
        if (other->slot == wanted->slot && other->company == wanted->company)
            request->company_meets = true;
    }
}

bool meeting_view_check(const struct meeting_view *view, const struct store_meeting *wanted,
                        struct reason *ret_reason)
{
    struct busy buyer_busy[DAY_BUSY_MAX], company_busy[DAY_BUSY_MAX];
    const struct store_buyer *buyer = meeting_view_buyer(view, wanted->buyer);
    const struct store_kept *company = day_company(&view->day, wanted->company);
    const struct store_day_slot *slot = day_slot(&view->day, wanted->slot);
    const struct store_pair *pair = meeting_view_pair(view, wanted->buyer, wanted->company);
    struct meeting_request request = {
        .buyer = buyer->name,
        .company = company->name,
        .from_at = slot->from_at,
        .to_at = slot->to_at,
        .buyer_busy = buyer_busy,
        .company_busy = company_busy,
        .buyer_busy_count = day_buyer_busy(&view->day, buyer, buyer_busy),
        .company_busy_count = day_company_busy(&view->day, company, company_busy),
        .refused = pair && pair->refused,
        .has_place = true, /* there is always one more table */
    };
    look_at_meetings(view, wanted, &request);
    return meeting_check(&request, ret_reason);
}
