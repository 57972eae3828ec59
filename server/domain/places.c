/* SPDX-License-Identifier: EUPL-1.2 */
/* Costs and robust tabu search. The bound is in places_bound.c. */
#include "places.h"

#include <stdlib.h>
#include <string.h>

struct tabu {
    const struct places_problem *in;
    int *place, *owner;      /* by company, by place; PLACES_NONE */
    int *best;               /* by company */
    int *until;              /* [company][place]: not back there before this round */
    int64_t cost, best_cost; /* of places, with penalties; without, of `best` */
    int64_t penalty;         /* of a company where it does not fit: passed through, never kept */
    int misfits;             /* companies there now */
    uint64_t random;
};

static int64_t pair_cost(const struct places_problem *in, int a, int b, int at_a, int at_b)
{
    int64_t apart = in->apart[at_a * in->place_count + at_b];
    int64_t cost = in->near[a * in->count + b] * apart;
    if (apart < in->elbow_cm)
        cost += in->far[a * in->count + b] * (in->elbow_cm - apart);
    return cost;
}

int64_t places_cost(const struct places_problem *in, const int *place)
{
    int64_t cost = 0;
    for (int a = 0; a < in->count; a++)
        for (int b = a + 1; b < in->count; b++)
            if (place[a] != PLACES_NONE && place[b] != PLACES_NONE)
                cost += pair_cost(in, a, b, place[a], place[b]);
    return cost;
}

/* xorshift64* (Vigna 2016). */
static int below(struct tabu *tabu, int bound)
{
    uint64_t x = tabu->random;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    tabu->random = x;
    return (int)((x * 2685821657736338717u >> 32) * (uint64_t)bound >> 32);
}

/* The cost of a company at a place among the others, without `but`. */
static int64_t cost_at(const struct tabu *tabu, int company, int place, int but)
{
    int64_t cost = 0;
    if (company == PLACES_NONE)
        return 0;
    for (int other = 0; other < tabu->in->count; other++)
        if (other != company && other != but && tabu->place[other] != PLACES_NONE)
            cost += pair_cost(tabu->in, company, other, place, tabu->place[other]);
    return cost;
}

static int is_misfit(const struct tabu *tabu, int company, int place)
{
    return company != PLACES_NONE && !tabu->in->fits[company * tabu->in->place_count + place];
}

/* How many more companies stand where they do not fit after the exchange. */
static int more_misfits(const struct tabu *tabu, int a, int b)
{
    int at_a = tabu->owner[a], at_b = tabu->owner[b];
    return is_misfit(tabu, at_a, b) + is_misfit(tabu, at_b, a) - is_misfit(tabu, at_a, a) -
           is_misfit(tabu, at_b, b);
}

/* The cost that exchanging two places adds; the distance between the two stays. */
static int64_t change_of(const struct tabu *tabu, int a, int b)
{
    int at_a = tabu->owner[a], at_b = tabu->owner[b];
    return cost_at(tabu, at_a, b, at_b) + cost_at(tabu, at_b, a, at_a) -
           cost_at(tabu, at_a, a, at_b) - cost_at(tabu, at_b, b, at_a) +
           tabu->penalty * more_misfits(tabu, a, b);
}

static bool is_settled(const struct tabu *tabu, int company)
{
    return company != PLACES_NONE && tabu->in->settled[company];
}

static bool may_exchange(const struct tabu *tabu, int a, int b)
{
    return tabu->owner[a] != tabu->owner[b] && !is_settled(tabu, tabu->owner[a]) &&
           !is_settled(tabu, tabu->owner[b]);
}

static bool is_tabu(const struct tabu *tabu, int company, int place, int round)
{
    return company != PLACES_NONE && tabu->until[company * tabu->in->place_count + place] > round;
}

/* Puts a company at a place, and forbids it the old one for about as many rounds as there are
 * places. */
static void put(struct tabu *tabu, int company, int place, int from, int round)
{
    int places = tabu->in->place_count;
    tabu->owner[place] = company;
    if (company == PLACES_NONE)
        return;
    tabu->place[company] = place;
    tabu->until[company * places + from] = round + places * 9 / 10 + below(tabu, places / 5 + 2);
}

/* The best exchange that is not forbidden, or that beats all before; false: there is none. */
static bool step(struct tabu *tabu, int round)
{
    int places = tabu->in->place_count, best_a = -1, best_b = -1;
    int64_t best = INT64_MAX;
    for (int a = 0; a < places; a++)
        for (int b = a + 1; b < places; b++) {
            if (!may_exchange(tabu, a, b))
                continue;
            int64_t change = change_of(tabu, a, b);
            bool forbidden =
                is_tabu(tabu, tabu->owner[a], b, round) || is_tabu(tabu, tabu->owner[b], a, round);
            bool beats = tabu->misfits + more_misfits(tabu, a, b) == 0 &&
                         tabu->cost + change < tabu->best_cost;
            if (change < best && (!forbidden || beats)) {
                best = change;
                best_a = a;
                best_b = b;
            }
        }
    if (best_a < 0)
        return false;
    int at_a = tabu->owner[best_a], at_b = tabu->owner[best_b];
    tabu->misfits += more_misfits(tabu, best_a, best_b);
    put(tabu, at_a, best_b, best_a, round);
    put(tabu, at_b, best_a, best_b, round);
    tabu->cost += best;
    return true;
}

static void search(struct tabu *tabu, int rounds)
{
    size_t size = (size_t)tabu->in->count * sizeof *tabu->place;
    for (int round = 1; round <= rounds; round++) {
        if (!step(tabu, round))
            return;
        if (tabu->misfits == 0 && tabu->cost < tabu->best_cost) {
            tabu->best_cost = tabu->cost;
            memcpy(tabu->best, tabu->place, size);
        }
    }
}

enum parvis_status places_improve(const struct places_problem *in, uint64_t seed, int rounds,
                                  int *place)
{
    size_t companies = (size_t)in->count + 1, places = (size_t)in->place_count + 1;
    struct tabu tabu = {.in = in,
                        .place = calloc(companies, sizeof(int)),
                        .owner = calloc(places, sizeof(int)),
                        .best = calloc(companies, sizeof(int)),
                        .until = calloc(companies * places, sizeof(int)),
                        .random = seed * 2 + 0x9E3779B97F4A7C15u};
    enum parvis_status status = PARVIS_NO_MEMORY;
    if (tabu.place && tabu.owner && tabu.best && tabu.until) {
        for (int i = 0; i < in->place_count; i++)
            tabu.owner[i] = PLACES_NONE;
        for (int i = 0; i < in->count; i++) {
            tabu.place[i] = tabu.best[i] = place[i];
            if (place[i] != PLACES_NONE)
                tabu.owner[place[i]] = i;
        }
        tabu.cost = tabu.best_cost = places_cost(in, place);
        tabu.penalty = 1 + tabu.cost / (in->count + 1); /* about what one company costs */
        search(&tabu, rounds);
        memcpy(place, tabu.best, (size_t)in->count * sizeof *place);
        status = PARVIS_OK;
    }
    free(tabu.place);
    free(tabu.owner);
    free(tabu.best);
    free(tabu.until);
    return status;
}
