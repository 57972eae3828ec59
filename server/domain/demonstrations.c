/* SPDX-License-Identifier: EUPL-1.2 */
/* Demonstrations: slots by matching in the order of marks. */
#include "demonstrations.h"

#include <stdlib.h>
#include <string.h>

static bool overlap(int64_t from_a, int64_t to_a, int64_t from_b, int64_t to_b)
{
    return from_a < to_b && from_b < to_a;
}

size_t demonstrations_slots(const struct demonstration_session *session,
                            const struct demonstration_time *breaks, size_t break_count,
                            struct demonstration_slot *ret_slots, size_t max)
{
    size_t written = 0;
    for (int64_t from_at = session->from_at;
         session->slot_ms > 0 && from_at + session->slot_ms <= session->to_at && written < max;
         from_at += session->slot_ms) {
        int64_t to_at = from_at + session->slot_ms;
        bool is_free = true;
        for (size_t i = 0; i < break_count; i++)
            is_free = is_free && !overlap(from_at, to_at, breaks[i].from_at, breaks[i].to_at);
        if (is_free)
            ret_slots[written++] = (struct demonstration_slot){.session = session->id,
                                                               .from_at = from_at,
                                                               .to_at = to_at,
                                                               .seats = session->seats};
    }
    return written;
}

bool demonstrations_fit(const struct demonstration_company *company,
                        const struct demonstration_slot *slot)
{
    return (!company->arrives_at || slot->from_at >= company->arrives_at) &&
           (!company->leaves_at || slot->to_at <= company->leaves_at) &&
           !overlap(slot->from_at, slot->to_at, company->pitch.from_at, company->pitch.to_at);
}

static bool is_present(const struct demonstration_company *company,
                       const struct demonstration_slot *slot)
{
    return company->present.from_at == slot->from_at && company->present.to_at == slot->to_at;
}

/* Indexes of the companies, best mark first, then by id. */
static void rank_by_mark(const struct demonstration_company *companies, size_t count, size_t *rank)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = i;
        for (; at > 0; at--) {
            const struct demonstration_company *before = &companies[rank[at - 1]];
            if (before->mark > companies[i].mark ||
                (before->mark == companies[i].mark && before->id < companies[i].id))
                break;
            rank[at] = rank[at - 1];
        }
        rank[at] = i;
    }
}

/* First decides which companies get a slot, then which one, starting from their present slots. */
static void match(struct matching *matching, const struct demonstration_company *companies,
                  size_t count, const struct demonstration_slot *slots, size_t slot_count,
                  const bool *fits)
{
    size_t rank[MATCHING_MAX];
    bool chosen[MATCHING_MAX] = {false};
    rank_by_mark(companies, count, rank);
    matching_start(matching, count, slot_count, fits);
    for (size_t i = 0; i < count; i++)
        chosen[rank[i]] = matching_serve(matching, rank[i]);
    matching_start(matching, count, slot_count, fits);
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < slot_count; k++)
            if (chosen[i] && fits[i * slot_count + k] && is_present(&companies[i], &slots[k]) &&
                matching->owner[k] == MATCHING_NONE && matching->place[i] == MATCHING_NONE)
                matching_give(matching, i, k);
    for (size_t i = 0; i < count; i++)
        if (chosen[rank[i]] && matching->place[rank[i]] == MATCHING_NONE)
            matching_serve(matching, rank[i]);
}

enum parvis_status demonstrations_allocate(const struct demonstration_company *companies,
                                           size_t count, const struct demonstration_slot *slots,
                                           size_t slot_count, size_t *ret_slot)
{
    if (count > MATCHING_MAX || slot_count > MATCHING_MAX)
        return PARVIS_INVALID;
    struct matching matching;
    bool *fits = calloc(count * slot_count + 1, sizeof *fits);
    if (!fits)
        return PARVIS_NO_MEMORY;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < slot_count; k++)
            fits[i * slot_count + k] = demonstrations_fit(&companies[i], &slots[k]);
    match(&matching, companies, count, slots, slot_count, fits);
    memcpy(ret_slot, matching.place, count * sizeof *ret_slot);
    free(fits);
    return PARVIS_OK;
}
