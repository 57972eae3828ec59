/* SPDX-License-Identifier: EUPL-1.2 */
/* Places a company's demonstration in a slot of the room, or moves it there. */
#include <stdlib.h>

#include "demonstration_operations.h"
#include "plan.h"
#include "store_settings.h"

static enum parvis_status refuse(struct operation *operation, const char *key, const char *who)
{
    struct reason reason;
    reason_set(&reason, key);
    reason_add_text(&reason, "who", who);
    return operation_refuse(operation, &reason);
}

/* The company's own demonstration is about to move: it does not count. */
static void forget_own(struct day *day, int64_t company)
{
    size_t kept = 0;
    for (size_t i = 0; i < day->demonstration_count; i++)
        if (day->demonstrations[i].company != company)
            day->demonstrations[kept++] = day->demonstrations[i];
    day->demonstration_count = kept;
}

static enum parvis_status check_meetings(struct operation *operation, const struct day *day,
                                         const struct store_kept *company,
                                         const struct demonstration_slot *slot)
{
    struct store_meeting *meetings = NULL;
    size_t count = 0;
    enum parvis_status status = store_meetings(operation->store, &meetings, &count);
    for (size_t i = 0; i < count && status == PARVIS_OK; i++) {
        const struct store_day_slot *met = day_slot(day, meetings[i].slot);
        if (meetings[i].company == company->id && meeting_state_is_open(meetings[i].state) && met &&
            met->from_at < slot->to_at && slot->from_at < met->to_at)
            status = refuse(operation, "demonstration.meets", company->name);
    }
    free(meetings);
    return status;
}

/* Nobody is in two places at once: pitch, absence, and the meetings that are to come. */
static enum parvis_status check_free(struct operation *operation, struct day *day,
                                     const struct store_kept *company,
                                     const struct demonstration_slot *slot)
{
    struct busy busy[DAY_BUSY_MAX];
    struct reason reason;
    forget_own(day, company->id);
    size_t count = day_company_busy(day, company, busy);
    const struct busy *found = busy_find(busy, count, slot->from_at, slot->to_at);
    if (!found)
        return check_meetings(operation, day, company, slot);
    meeting_busy_reason(found, company->name, &reason);
    return operation_refuse(operation, &reason);
}

static const struct demonstration_slot *find_slot(const struct demonstration_slot *slots,
                                                  size_t count, int64_t session, int64_t from_at)
{
    for (size_t i = 0; i < count; i++)
        if (slots[i].session == session && slots[i].from_at == from_at)
            return &slots[i];
    return NULL;
}

static const struct store_demonstration *find_in(const struct day *day,
                                                 const struct demonstration_slot *slot)
{
    for (size_t i = 0; i < day->demonstration_count; i++)
        if (day->demonstrations[i].session == slot->session &&
            day->demonstrations[i].from_at == slot->from_at)
            return &day->demonstrations[i];
    return NULL;
}

/* The company's present one; id 0: it has none, and gets the room's seats. */
static struct store_demonstration own(const struct day *day, int64_t company,
                                      const struct demonstration_slot *slot)
{
    for (size_t i = 0; i < day->demonstration_count; i++)
        if (day->demonstrations[i].company == company)
            return day->demonstrations[i];
    return (struct store_demonstration){.company = company, .seats = slot->seats};
}

static enum parvis_status place(struct operation *operation, struct day *day,
                                struct demonstration_place *order)
{
    struct demonstration_slot slots[MATCHING_MAX];
    size_t count = plan_demonstration_slots(day, slots);
    const struct store_kept *company = day_company(day, order->company);
    const struct demonstration_slot *slot = find_slot(slots, count, order->session, order->from_at);
    if (!company || !slot)
        return operation_unknown(operation, company ? "from_at" : "company");
    const struct store_demonstration *there = find_in(day, slot);
    if (there && there->company != company->id) {
        const struct store_kept *owner = day_company(day, there->company);
        return refuse(operation, "demonstration.taken", owner ? owner->name : "");
    }
    struct store_demonstration wanted = own(day, company->id, slot);
    enum parvis_status status = check_free(operation, day, company, slot);
    if (status != PARVIS_OK)
        return status;
    wanted.session = slot->session;
    wanted.from_at = slot->from_at;
    wanted.to_at = slot->to_at;
    status = wanted.id ? store_demonstration_put(operation->store, &wanted, operation->changes)
                       : store_demonstration_add(operation->store, &wanted, operation->changes);
    order->demonstration = wanted.id;
    return status;
}

static enum parvis_status run(struct operation *operation, void *order)
{
    struct day day;
    enum parvis_status status = day_load(operation->store, &day);
    if (status == PARVIS_OK)
        status = place(operation, &day, order);
    day_clear(&day);
    return status;
}

const struct operation_form demonstration_place_form = {.action = "demonstration.slot",
                                                        .kind = "demonstration",
                                                        .size = sizeof(struct demonstration_place),
                                                        .run = run};
