/* SPDX-License-Identifier: EUPL-1.2 */
/* Gives places to companies by order of rank: a bipartite matching grown by augmenting paths. The
 * sets of companies that can all have a place form a transversal matroid (Edmonds and Fulkerson,
 * 1965). Therefore serving the companies in order of rank gives the best possible set: no company
 * is left out in favour of a lower one. */
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

/* Starts with no place given. At most MATCHING_MAX on either side. */
void matching_start(struct matching *matching, size_t companies, size_t places, const bool *fits);
/* Gives a free place to a company that has none. */
void matching_give(struct matching *matching, size_t company, size_t place);
/* Gives the company some place, moving other companies to other places if necessary. False:
 * impossible, and nothing was moved. */
bool matching_serve(struct matching *matching, size_t company);

#endif
