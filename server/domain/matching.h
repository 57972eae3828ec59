/* SPDX-License-Identifier: EUPL-1.2 */
/* Who gets which place, by order of rank: a bipartite matching grown by augmenting paths. The sets
 * of companies that can be served together form a transversal matroid (Edmonds and Fulkerson,
 * 1965), so asking the companies in order of rank gives the best possible set: nobody is left out
 * for somebody of lower rank. */
#ifndef PARVIS_MATCHING_H
#define PARVIS_MATCHING_H

#include <stdbool.h>
#include <stddef.h>

#define MATCHING_MAX 256 /* of either side: companies, stands, slots of a day */
#define MATCHING_NONE ((size_t)-1)

struct matching {
    size_t companies, places;
    const bool *fits;           /* companies × places, borrowed */
    size_t place[MATCHING_MAX]; /* of each company; MATCHING_NONE */
    size_t owner[MATCHING_MAX]; /* of each place; MATCHING_NONE */
};

/* Nobody has a place. At most MATCHING_MAX on either side. */
void matching_start(struct matching *matching, size_t companies, size_t places, const bool *fits);
/* Gives a place; it must be free, and the company without one. */
void matching_give(struct matching *matching, size_t company, size_t place);
/* Finds the company a place, moving others if need be (they keep one). False: there is none, and
 * nothing was moved. */
bool matching_serve(struct matching *matching, size_t company);

#endif
