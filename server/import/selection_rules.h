/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules of the selection, pure: first sort (sold today, fit for the public sector, from the
 * edition's region), the committee's mark, how many are kept, how many of them pitch. */
#ifndef PARVIS_SELECTION_RULES_H
#define PARVIS_SELECTION_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum selection_decision { SELECTION_NOT_KEPT, SELECTION_PITCH, SELECTION_STAND };

/* As the table and the API have it: "pitch", "stand"; NULL: not kept. Static storage. */
const char *selection_decision_word(enum selection_decision decision);

/* How far an application came in the first sort: the first reason that puts it aside. */
enum selection_sort {
    SELECTION_PASSED,
    SELECTION_NOT_MARKETABLE,
    SELECTION_NOT_PUBLIC_FIT,
    SELECTION_OUTSIDE_REGION,
};

/* One application, as far as the rules need it. */
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

/* How many came through each phase. */
struct selection_funnel {
    size_t received;
    size_t not_marketable, not_public_fit, outside_region; /* put aside by the first sort */
    size_t passed;
    size_t seen;     /* have the committee's mark */
    size_t unmarked; /* passed, no mark yet */
    size_t kept, pitch, stand;
};

#define SELECTION_RULES_GENERAL 2 /* violations that concern no single application */

enum selection_sort selection_sort_of(const struct selection_application *application);
struct selection_funnel selection_count(const struct selection_application *applications,
                                        size_t count);
/* Writes every broken rule; room for count + SELECTION_RULES_GENERAL. Returns how many. Nothing is
 * broken while nobody is kept: the selection has not been made yet. */
size_t selection_check(const struct selection_application *applications, size_t count,
                       const struct selection_limits *limits,
                       struct selection_violation *ret_violations);

#endif
