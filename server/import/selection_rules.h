/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules of the selection: the first sort (on the market, fit for the public sector, from the
 * edition's region), the committee's mark, the numbers of companies kept and pitching. Pure. */
#ifndef PARVIS_SELECTION_RULES_H
#define PARVIS_SELECTION_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum selection_decision { SELECTION_NOT_KEPT, SELECTION_PITCH, SELECTION_STAND };

/* The word of the database and the API: "pitch", "stand"; NULL: not kept. Static storage. */
const char *selection_decision_word(enum selection_decision decision);

/* The first sort's result: passed, or the first reason against an application. */
enum selection_sort {
    SELECTION_PASSED,
    SELECTION_NOT_MARKETABLE,
    SELECTION_NOT_PUBLIC_FIT,
    SELECTION_OUTSIDE_REGION,
};

/* The facts on an application that the rules need. */
struct selection_application {
    int64_t organisation;
    bool marketable, public_fit, in_region;
    int64_t mark; /* tenths of 20; -1: the committee did not see it */
    enum selection_decision decision;
};

/* The edition's numbers. */
struct selection_limits {
    int pitches, kept_min, kept_max;
};

/* A rule that is broken. */
struct selection_violation {
    const char *rule; /* "selection.not_marketable", …: the override's name and the catalogue key */
    int64_t organisation; /* 0: the selection as a whole */
};

/* The numbers of applications in each phase. */
struct selection_funnel {
    size_t received;
    size_t not_marketable, not_public_fit, outside_region; /* rejected by the first sort */
    size_t passed;
    size_t seen;     /* marked by the committee */
    size_t unmarked; /* passed, not marked yet */
    size_t kept, pitch, stand;
};

#define SELECTION_RULES_GENERAL 2 /* violations of the selection as a whole */

enum selection_sort selection_sort_of(const struct selection_application *application);
struct selection_funnel selection_count(const struct selection_application *applications,
                                        size_t count);
/* Writes every broken rule; room for count + SELECTION_RULES_GENERAL. Returns how many. While no
 * company is kept, none is broken: the selection has not begun. */
size_t selection_check(const struct selection_application *applications, size_t count,
                       const struct selection_limits *limits,
                       struct selection_violation *ret_violations);

#endif
