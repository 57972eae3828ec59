/* SPDX-License-Identifier: EUPL-1.2 */
/* Who stands where: the quadratic assignment problem (Koopmans and Beckmann, Econometrica 25, 1957)
 * with places that a company may not take and places that may stay free. Pure, as the planner. */
#ifndef PARVIS_PLACES_H
#define PARVIS_PLACES_H

#include <stdbool.h>
#include <stdint.h>

#include "parvis/status.h"

#define PLACES_NONE (-1)

/* All arrays are borrowed; matrices are row by row and symmetric, their diagonals zero. */
struct places_problem {
    int count, place_count; /* companies, places */
    const bool *fits;       /* [company][place] */
    const bool *settled;    /* [company]: stays where it is */
    const int64_t *near;    /* [company][company]: cost of each cm between the two, 0 or more */
    const int64_t *far;     /* [company][company]: cost of each cm under elbow_cm between the two */
    const int64_t *apart;   /* [place][place]: cm */
    int64_t elbow_cm;
};

/* The cost of an allocation: `place` by company, PLACES_NONE for one that has none. */
int64_t places_cost(const struct places_problem *problem, const int *place);

/* Exchanges what stands at two places (one may be free) while that helps, by robust tabu search
 * (Taillard, Parallel Computing 17, 1991). `place` fits at the beginning and at the end; who has
 * none gets none. Deterministic for a seed. PARVIS_NO_MEMORY: nothing changed. */
enum parvis_status places_improve(const struct places_problem *problem, uint64_t seed, int rounds,
                                  int *place) PARVIS_MUST_CHECK;

/* No allocation of the companies that have a place costs less (Gilmore, SIAM Journal 10, 1962;
 * Lawler, Management Science 9, 1963): each company at each place costs at least the least product
 * of its costs, largest first, with the distances, smallest first; the best assignment of those
 * counts every pair twice. Settled companies count where they are. 0 on lack of memory. */
int64_t places_bound(const struct places_problem *problem, const int *place);

#endif
