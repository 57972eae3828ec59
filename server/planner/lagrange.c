/* SPDX-License-Identifier: EUPL-1.2 */
/* Better prices by the subgradient method on the slot-indexed problem (Held and Karp, 1971; the
 * step is Polyak's, towards a target that is known: the best plan found). Where a price is too low
 * more wishes choose its place than fit there, and it rises; where too high, it falls. A direction
 * keeps part of the one before it, against zigzags (Camerini, Fratta and Maffioli, 1975). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bound.h"

#define MEMORY 0.7  /* of the last direction, in the next one */
#define PATIENCE 25 /* rounds without a better limit before steps are halved */

/* Prices as one vector: persons, places, tables. */
struct ascent {
    struct prices *prices;
    const struct planner_instance *in;
    size_t count;       /* of all prices */
    int64_t *best;      /* the vector of the least limit */
    double *direction;  /* less what is chosen than what fits: where the price may fall */
    int *chosen;        /* by price: wishes that choose it */
    int64_t best_limit; /* in PRICE_ONE */
};

static void copy_out(const struct ascent *ascent, int64_t *vector)
{
    size_t people = (size_t)ascent->in->participant_count, slots = (size_t)ascent->in->slots;
    memcpy(vector, ascent->prices->person, people * sizeof *vector);
    memcpy(vector + people, ascent->prices->place, people * slots * sizeof *vector);
    memcpy(vector + people * (slots + 1), ascent->prices->table, slots * sizeof *vector);
}

static void copy_in(struct ascent *ascent, const int64_t *vector)
{
    size_t people = (size_t)ascent->in->participant_count, slots = (size_t)ascent->in->slots;
    memcpy(ascent->prices->person, vector, people * sizeof *vector);
    memcpy(ascent->prices->place, vector + people, people * slots * sizeof *vector);
    memcpy(ascent->prices->table, vector + people * (slots + 1), slots * sizeof *vector);
}

/* Each wish chooses its cheapest slot if that pays. */
static void choose(struct ascent *ascent)
{
    const struct planner_instance *in = ascent->in;
    int people = in->participant_count, slots = in->slots;
    memset(ascent->chosen, 0, ascent->count * sizeof *ascent->chosen);
    for (int i = 0; i < in->wish_count; i++) {
        const struct planner_wish *wish = &in->wishes[i];
        int slot;
        if (prices_gain(ascent->prices, i, &slot) <= 0 && wish->fixed < 0)
            continue;
        if (slot < 0)
            continue;
        ascent->chosen[wish->a]++;
        ascent->chosen[wish->b]++;
        ascent->chosen[people + wish->a * slots + slot]++;
        ascent->chosen[people + wish->b * slots + slot]++;
        ascent->chosen[people * (slots + 1) + slot]++;
    }
}

/* How many wishes fit at each price of the vector; at a price that cannot matter, all. */
static int room_at(const struct ascent *ascent, size_t index)
{
    const struct problem *problem = ascent->prices->problem;
    size_t people = (size_t)ascent->in->participant_count, slots = (size_t)ascent->in->slots;
    if (index < people)
        return problem->max[index];
    if (index < people * (slots + 1))
        return problem->parallel[(index - people) / slots];
    return ascent->in->tables;
}

/* Turns the direction; its square length. */
static double turn(struct ascent *ascent, const int64_t *vector)
{
    double square = 0;
    size_t tables_from = ascent->count - (size_t)ascent->in->slots;
    size_t end = ascent->in->tables > 0 ? ascent->count : tables_from;
    for (size_t i = 0; i < end; i++) {
        double here = (double)(room_at(ascent, i) - ascent->chosen[i]);
        double mixed = here + MEMORY * ascent->direction[i];
        /* A price of 0 cannot fall: what pulls it down would only make the step shorter for the
         * others. */
        ascent->direction[i] = mixed > 0 && vector[i] == 0 ? 0 : mixed;
        square += ascent->direction[i] * ascent->direction[i];
    }
    return square;
}

/* No price need be above what the most valuable wish brings, so none goes further in one step. */
static void step(struct ascent *ascent, int64_t *vector, double length)
{
    const struct problem *problem = ascent->prices->problem;
    double most = (double)(problem->value_most * ascent->prices->unit + 1) * PRICE_ONE;
    for (size_t i = 0; i < ascent->count; i++) {
        if (ascent->direction[i] == 0)
            continue;
        double move = fmax(-most, fmin(most, length * ascent->direction[i]));
        vector[i] -= (int64_t)lrint(move);
        vector[i] = vector[i] < 0 ? 0 : vector[i];
    }
}

static void climb(struct ascent *ascent, int64_t *vector, const struct planner_options *options,
                  int64_t target, int rounds)
{
    double scale = 1;
    int since = 0;
    copy_out(ascent, vector);
    for (int round = 0; round < rounds && ascent->best_limit / PRICE_ONE > target; round++) {
        if (options->should_stop && options->should_stop(options->data))
            return;
        choose(ascent);
        double square = turn(ascent, vector);
        int64_t limit = prices_limit(ascent->prices);
        if (square == 0)
            return;
        if (limit < ascent->best_limit) {
            ascent->best_limit = limit;
            memcpy(ascent->best, vector, ascent->count * sizeof *vector);
            since = 0;
        } else if (++since >= PATIENCE) {
            scale /= 2;
            since = 0;
        }
        /* Polyak's step: as long as the gap to what can be reached, over the square of the
         * direction. */
        double gap = (double)(limit - target * PRICE_ONE);
        step(ascent, vector, scale * gap / square);
        copy_in(ascent, vector);
    }
}

enum parvis_status prices_improve(struct prices *prices, const struct planner_options *options,
                                  int64_t target, int rounds)
{
    const struct planner_instance *in = prices->problem->in;
    struct ascent ascent = {.prices = prices, .in = in, .best_limit = prices_limit(prices)};
    ascent.count = ((size_t)in->participant_count) * ((size_t)in->slots + 1) + (size_t)in->slots;
    ascent.best = calloc(ascent.count + 1, sizeof *ascent.best);
    ascent.direction = calloc(ascent.count + 1, sizeof *ascent.direction);
    ascent.chosen = calloc(ascent.count + 1, sizeof *ascent.chosen);
    int64_t *vector = calloc(ascent.count + 1, sizeof *vector);
    enum parvis_status status = PARVIS_NO_MEMORY;
    if (ascent.best && ascent.direction && ascent.chosen && vector) {
        copy_out(&ascent, ascent.best);
        climb(&ascent, vector, options, target, rounds);
        copy_in(&ascent, ascent.best);
        status = PARVIS_OK;
    }
    free(ascent.best);
    free(ascent.direction);
    free(ascent.chosen);
    free(vector);
    return status;
}
