/* SPDX-License-Identifier: EUPL-1.2 */
/* What a host does to the stands. A company's needs are hard (domain/stands.h), and a company that
 * does not pitch keeps a stand: either rule gives way to a motive, which is recorded as an override
 * under the name of who asked. Meetings to come, and running ones, follow their company. */
#ifndef PARVIS_STAND_OPERATIONS_H
#define PARVIS_STAND_OPERATIONS_H

#include "operation.h"

#define OPERATION_MOTIVE_CHARS 500
#define STAND_MOVES_MAX 256 /* MATCHING_MAX: larger halls are not searched */

/* Gives a stand to a company, which leaves the one that it has; or frees it.
 * Refuses: unknown (company), stands.taken (somebody has it), and without a motive
 * stands.needs_amperes, stands.needs_screen, stands.needs_step_free, stands.left_without. */
struct stand_company_set {
    int64_t stand;
    int64_t company;                             /* a kept company; 0: the stand becomes free */
    char motive[4 * OPERATION_MOTIVE_CHARS + 1]; /* ""; none */
};
extern const struct operation_form stand_company_set_form;

/* Two stands change companies; a free one is a place like another.
 * Refuses: unknown (a or b, or both are one), and without a motive what a company needs. */
struct stand_swap {
    int64_t a, b;
    char motive[4 * OPERATION_MOTIVE_CHARS + 1];
};
extern const struct operation_form stand_swap_form;

/* One stand of an allocation: who had it when the moves were looked at, and who gets it. */
struct stand_move {
    int64_t stand;
    int64_t before, after; /* companies; 0: nobody */
};

/* Many moves in one go, as the hall was when they were looked at.
 * Refuses: unknown (moves: a stand or company that is not there, or twice), stands.moved_on (a
 * stand has changed hands since), and without a motive what stand_company_set refuses. */
struct stand_allocate {
    int64_t stand; /* out: the first of the moves */
    struct stand_move moves[STAND_MOVES_MAX];
    size_t moves_count;
    char motive[4 * OPERATION_MOTIVE_CHARS + 1];
};
extern const struct operation_form stand_allocate_form;

#endif
