/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether the day has changed so that a plan no longer fits. Arrivals do not matter; meetings,
 * wishes and stands do, and pitches that now overlap a planned meeting. */
#include "plan.h"

/* Whether both of a new meeting are still free. */
static bool is_free(const struct plan *plan, const struct day *day,
                    const struct store_meeting *meeting)
{
    struct busy busy[DAY_BUSY_MAX];
    const struct store_day_slot *slot = day_slot(day, meeting->slot);
    const struct store_kept *company = day_company(day, meeting->company);
    if (!slot || !company ||
        busy_find(busy, day_company_busy(day, company, busy), slot->from_at, slot->to_at))
        return false;
    for (size_t i = 0; i < plan->buyer_count; i++)
        if (plan->buyers[i].id == meeting->buyer)
            return !busy_find(busy, day_buyer_busy(day, &plan->buyers[i], busy), slot->from_at,
                              slot->to_at);
    return false;
}

enum parvis_status plan_check_fresh(struct store *store, const struct plan *plan,
                                    int64_t *ret_count)
{
    struct day day;
    int64_t count = 0;
    enum parvis_status status = store_plan_changes(store, plan->seq, &count);
    if (status != PARVIS_OK)
        return status;
    status = day_load(store, &day);
    for (size_t i = 0; i < plan->planned_count && status == PARVIS_OK; i++)
        if (plan->planned[i].id == 0 && !is_free(plan, &day, &plan->planned[i]))
            count++;
    day_clear(&day);
    *ret_count = count;
    return status == PARVIS_OK && count > 0 ? PARVIS_CONFLICT : status;
}
