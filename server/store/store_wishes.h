/* SPDX-License-Identifier: EUPL-1.2 */
/* Boosts: points that an organiser adds to every wish of a person or of an organisation. */
#ifndef PARVIS_STORE_WISHES_H
#define PARVIS_STORE_WISHES_H

#include "store.h"

/* The points are for one of the two; the other is 0. */
struct store_boost {
    int64_t person, organisation;
    int points;         /* -20 … 20; 0 takes them back */
    const char *motive; /* borrowed; shown to people who ask why */
    const char *by_user;
    int64_t at;
};
/* Replaces the earlier points. */
enum parvis_status store_boost_put(struct store *store,
                                   const struct store_boost *boost) PARVIS_MUST_CHECK;

#endif
