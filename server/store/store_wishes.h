/* SPDX-License-Identifier: EUPL-1.2 */
/* An organiser's say in the plan: points on every wish of a person or of an organisation. */
#ifndef PARVIS_STORE_WISHES_H
#define PARVIS_STORE_WISHES_H

#include "store.h"

/* Whom the points are for: one of the two, the other 0. */
struct store_boost {
    int64_t person, organisation;
    int points;         /* -20 … 20; 0 takes them back */
    const char *motive; /* borrowed; for those who ask later */
    const char *by_user;
    int64_t at;
};
/* In place of what was given before. */
enum parvis_status store_boost_put(struct store *store,
                                   const struct store_boost *boost) PARVIS_MUST_CHECK;

#endif
