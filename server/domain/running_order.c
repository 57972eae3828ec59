/* SPDX-License-Identifier: EUPL-1.2 */
/* The running order by dynamic programming.
 *
 * DESIGN: slots are taken in time. A state is (set of companies placed, the last of them); `cost`
 * holds the cheapest way to each state of the present slot, `choice` remembers for every slot how
 * it was reached, so that the best end can be walked back. A slot may stay empty at a price lower
 * than any wish and higher than any neighbourhood. */
#include "running_order.h"

#include <stdlib.h>
#include <string.h>

#define COST_NEVER INT32_MAX
#define COST_BROKEN 10000000 /* one company outside its times */
#define COST_EMPTY 300000    /* a hole on the stage before the last pitch */
#define COST_NEIGHBOUR 10000 /* two of one segment in a row */
#define COST_ACROSS 2000     /* the same, over the break between two sessions */
#define MARK_MAX 200

size_t running_order_slots(const struct pitch_session *sessions, size_t count,
                           struct running_slot *ret_slots, size_t max)
{
    size_t written = 0;
    for (size_t i = 0; i < count; i++) {
        const struct pitch_session *session = &sessions[i];
        int64_t length = session->pitch_ms + session->questions_ms;
        for (int k = 0; k < session->slots && written < max; k++) {
            int64_t from_at = session->from_at + k * (length + session->changeover_ms);
            ret_slots[written++] = (struct running_slot){.session = session->id,
                                                         .from_at = from_at,
                                                         .to_at = from_at + length,
                                                         .pitch_ms = session->pitch_ms,
                                                         .questions_ms = session->questions_ms};
        }
    }
    return written;
}

/* The search's tables. `none` stands for "no company before". */
struct search {
    const struct running_company *companies;
    const struct running_slot *slots;
    size_t count, slot_count, none;
    size_t sets, lasts;    /* states: sets × lasts */
    int32_t *cost, *after; /* before and after the present slot */
    uint8_t *choice;       /* [slot][set][last]: the last one before; lasts = stayed empty */
};

static bool opens(const struct search *search, size_t slot)
{
    return slot == 0 || search->slots[slot].session != search->slots[slot - 1].session;
}

static int32_t slot_cost(const struct search *search, size_t company, size_t slot)
{
    const struct running_company *row = &search->companies[company];
    const struct running_slot *place = &search->slots[slot];
    struct reason reason;
    if (row->fixed_slot >= 0)
        return row->fixed_slot == (int)slot ? 0 : COST_NEVER;
    for (size_t i = 0; i < search->count; i++)
        if (search->companies[i].fixed_slot == (int)slot)
            return COST_NEVER;
    int32_t cost = 0;
    if (!pitch_fits(&row->presence, place->from_at, place->to_at, "", &reason))
        cost += COST_BROKEN;
    int missing = row->mark < MARK_MAX ? MARK_MAX - row->mark : 0;
    if (opens(search, slot))
        cost += missing;
    if (slot + 1 == search->slot_count)
        cost += 2 * missing;
    return cost;
}

static int32_t pair_cost(const struct search *search, size_t before, size_t company, size_t slot)
{
    if (before == search->none || !*search->companies[company].segment ||
        strcmp(search->companies[before].segment, search->companies[company].segment) != 0)
        return 0;
    return opens(search, slot) ? COST_ACROSS : COST_NEIGHBOUR;
}

static void improve(struct search *search, size_t slot, size_t state, int32_t cost, size_t choice)
{
    if (cost < search->after[state]) {
        search->after[state] = cost;
        search->choice[slot * search->sets * search->lasts + state] = (uint8_t)choice;
    }
}

/* Every way to fill one slot, or to leave it empty. */
static void fill_slot(struct search *search, size_t slot)
{
    int32_t price[PITCHES_MAX];
    for (size_t company = 0; company < search->count; company++)
        price[company] = slot_cost(search, company, slot);
    for (size_t i = 0; i < search->sets * search->lasts; i++)
        search->after[i] = COST_NEVER;
    for (size_t state = 0; state < search->sets * search->lasts; state++) {
        size_t set = state / search->lasts, last = state % search->lasts;
        int32_t cost = search->cost[state];
        if (cost == COST_NEVER)
            continue;
        improve(search, slot, state, cost + (set + 1 == search->sets ? 0 : COST_EMPTY),
                search->lasts);
        for (size_t company = 0; company < search->count; company++)
            if (!(set >> company & 1) && price[company] != COST_NEVER)
                improve(search, slot, (set | (size_t)1 << company) * search->lasts + company,
                        cost + price[company] + pair_cost(search, last, company, slot), last);
    }
    int32_t *swap = search->cost;
    search->cost = search->after;
    search->after = swap;
}

/* Walks back from the cheapest end. False: there is none (two pitches have begun in one slot). */
static bool walk_back(const struct search *search, size_t *ret_slot)
{
    size_t set = search->sets - 1, last = search->none;
    int32_t best = COST_NEVER;
    for (size_t i = 0; i < search->lasts; i++)
        if (search->cost[set * search->lasts + i] < best) {
            best = search->cost[set * search->lasts + i];
            last = i;
        }
    if (best == COST_NEVER)
        return false;
    for (size_t slot = search->slot_count; slot-- > 0;) {
        size_t choice = search->choice[(slot * search->sets + set) * search->lasts + last];
        if (choice == search->lasts)
            continue;
        ret_slot[last] = slot;
        set &= ~((size_t)1 << last);
        last = choice;
    }
    return true;
}

static size_t count_broken(const struct search *search, const size_t *slot)
{
    size_t broken = 0;
    struct reason reason;
    for (size_t i = 0; i < search->count; i++)
        broken += !pitch_fits(&search->companies[i].presence, search->slots[slot[i]].from_at,
                              search->slots[slot[i]].to_at, "", &reason);
    return broken;
}

enum parvis_status running_order_build(const struct running_company *companies, size_t count,
                                       const struct running_slot *slots, size_t slot_count,
                                       size_t *ret_slot, size_t *ret_broken)
{
    if (count > PITCHES_MAX || count > slot_count || slot_count > STAGE_SLOTS_MAX)
        return PARVIS_INVALID;
    struct search search = {.companies = companies,
                            .slots = slots,
                            .count = count,
                            .slot_count = slot_count,
                            .none = count,
                            .sets = (size_t)1 << count,
                            .lasts = count + 1};
    size_t states = search.sets * search.lasts, found[PITCHES_MAX] = {0};
    enum parvis_status status = PARVIS_NO_MEMORY;
    search.cost = malloc(states * sizeof *search.cost);
    search.after = malloc(states * sizeof *search.after);
    search.choice = malloc(states * (slot_count + 1));
    if (search.cost && search.after && search.choice) {
        for (size_t i = 0; i < states; i++)
            search.cost[i] = COST_NEVER;
        search.cost[search.none] = 0; /* nobody placed */
        for (size_t slot = 0; slot < slot_count; slot++)
            fill_slot(&search, slot);
        status = walk_back(&search, found) ? PARVIS_OK : PARVIS_INVALID;
    }
    if (status == PARVIS_OK) {
        memcpy(ret_slot, found, count * sizeof *found);
        *ret_broken = count_broken(&search, found);
    }
    free(search.cost);
    free(search.after);
    free(search.choice);
    return status;
}
