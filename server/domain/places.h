/* SPDX-License-Identifier: EUPL-1.2 */
/* Assigns companies to places in the hall: the quadratic assignment problem (Koopmans and Beckmann,
 * Econometrica 25, 1957), where a company may not take every place, and places may stay free.
 * Pure. */
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
    const bool *settled;    /* [company]: must stay at its place */
    const int64_t *near;    /* [company][company]: cost of each cm between the two, 0 or more */
    const int64_t *far;     /* [company][company]: cost of each cm under elbow_cm between the two */
    const int64_t *apart;   /* [place][place]: cm */
    int64_t elbow_cm;
};

/* The cost of an allocation: `place` by company, PLACES_NONE for one that has none. */
int64_t places_cost(const struct places_problem *problem, const int *place);

/* Lowers the cost by exchanging the companies of two places (one may be free), by robust tabu
 * search (Taillard, Parallel Computing 17, 1991). `place` must respect `fits`, and does so
 * afterwards; a company without place gets none. Deterministic for a seed. PARVIS_NO_MEMORY:
 * nothing changed. */
enum parvis_status places_improve(const struct places_problem *problem, uint64_t seed, int rounds,
                                  int *place) PARVIS_MUST_CHECK;

/* A lower bound: no allocation of the companies that have a place costs less (Gilmore, SIAM Journal
 * 10, 1962; Lawler, Management Science 9, 1963). A company at a place costs at least the product of
 * its costs, largest first, with the place's distances, smallest first; half of the best assignment
 * by these costs is the bound, since it counts every pair twice. Settled companies stay where they
 * are. 0 on lack of memory. */
int64_t places_bound(const struct places_problem *problem, const int *place);

#endif
