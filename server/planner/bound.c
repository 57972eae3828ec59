/* SPDX-License-Identifier: EUPL-1.2 */
/* Limits from prices: see bound.h. The proof of prices_limit is weak duality, and all of it is
 * integer arithmetic, so rounding can make a limit weaker but never wrong. */
#include "bound.h"

#include <stdlib.h>

void prices_clear(struct prices *prices)
{
    free(prices->person);
    free(prices->place);
    free(prices->table);
    *prices = (struct prices){0};
}

enum parvis_status prices_make(const struct problem *problem, struct prices *ret_prices)
{
    size_t people = (size_t)problem->in->participant_count + 1;
    size_t slots = (size_t)problem->in->slots;
    struct prices prices = {.problem = problem,
                            .unit = 1,
                            .person = calloc(people, sizeof *prices.person),
                            .place = calloc(people * slots, sizeof *prices.place),
                            .table = calloc(slots, sizeof *prices.table)};
    if (!prices.person || !prices.place || !prices.table) {
        prices_clear(&prices);
        return PARVIS_NO_MEMORY;
    }
    *ret_prices = prices;
    return PARVIS_OK;
}

int64_t prices_gain(const struct prices *prices, int wish, int *ret_slot)
{
    const struct planner_wish *w = &prices->problem->in->wishes[wish];
    int slots = prices->problem->in->slots, cheapest = -1;
    const int64_t *a = prices->place + w->a * slots, *b = prices->place + w->b * slots;
    int64_t least = INT64_MAX;
    for (uint64_t left = prices->problem->allowed[wish]; left; left &= left - 1) {
        int t = __builtin_ctzll(left);
        int64_t price = a[t] + b[t] + prices->table[t];
        if (t == w->previous && prices->unit > 1)
            price -= PRICE_ONE;
        if (price < least) {
            least = price;
            cheapest = t;
        }
    }
    if (ret_slot)
        *ret_slot = cheapest;
    if (cheapest < 0)
        return -1;
    return prices->problem->value[wish] * prices->unit * PRICE_ONE - prices->person[w->a] -
           prices->person[w->b] - least;
}

/* The slots in which a price of a participant counts: those where a wish of it may stand. */
static uint64_t useful_slots(const struct problem *problem, int person)
{
    uint64_t useful = 0;
    for (int i = problem->first[person]; i < problem->first[person + 1]; i++)
        useful |= problem->allowed[problem->of[i]];
    return useful;
}

int64_t prices_limit(const struct prices *prices)
{
    const struct problem *problem = prices->problem;
    const struct planner_instance *in = problem->in;
    int64_t limit = 0;
    for (int i = 0; i < in->participant_count; i++) {
        limit += prices->person[i] * problem->max[i];
        for (uint64_t left = useful_slots(problem, i); left; left &= left - 1)
            limit += prices->place[i * in->slots + __builtin_ctzll(left)] * problem->parallel[i];
    }
    if (in->tables > 0)
        for (int t = 0; t < in->slots; t++)
            limit += prices->table[t] * in->tables;
    for (int i = 0; i < in->wish_count; i++) {
        int64_t gain = prices_gain(prices, i, NULL);
        if (gain > 0 || in->wishes[i].fixed >= 0) /* a fixed one is held whatever it costs */
            limit += gain;
    }
    return limit;
}
