/* SPDX-License-Identifier: EUPL-1.2 */
/* What a host does to the stands. Two rules hold: a stand must meet its company's needs
 * (domain/stands.h), and a company that does not pitch must have a stand. A motive overrides
 * either; the override is recorded under the actor's name. A company's meetings that run or are to
 * come follow it to its new stand. */
#ifndef PARVIS_STAND_OPERATIONS_H
#define PARVIS_STAND_OPERATIONS_H

#include "operation.h"

#define OPERATION_MOTIVE_CHARS 500
#define STAND_MOVES_MAX 256 /* MATCHING_MAX: larger halls are not searched */

/* Gives a stand to a company, which leaves its present one; or frees the stand. Refuses: unknown
 * (company), stands.taken (another company has it), and without a motive stands.needs_amperes,
 * stands.needs_screen, stands.needs_step_free, stands.left_without. */
struct stand_company_set {
    int64_t stand;
    int64_t company;                             /* a kept company; 0: the stand becomes free */
    char motive[4 * OPERATION_MOTIVE_CHARS + 1]; /* "": none */
};
extern const struct operation_form stand_company_set_form;

/* Two stands exchange their companies; one of the stands may be free.
 * Refuses: unknown (a or b, or both are the same), and without a motive what stand_company_set
 * refuses. */
struct stand_swap {
    int64_t a, b;
    char motive[4 * OPERATION_MOTIVE_CHARS + 1];
};
extern const struct operation_form stand_swap_form;

/* One stand of an allocation: which company had it when a host saw the moves, and which gets it. */
struct stand_move {
    int64_t stand;
    int64_t before, after; /* companies; 0: nobody */
};

/* Makes many moves at once, if the stands are still as the host saw them.
 * Refuses: unknown (moves: a stand or company does not exist, or is given twice), stands.moved_on
 * (a stand has changed hands since), and without a motive what stand_company_set refuses. */
struct stand_allocate {
    int64_t stand; /* out: the first of the moves */
    struct stand_move moves[STAND_MOVES_MAX];
    size_t moves_count;
    char motive[4 * OPERATION_MOTIVE_CHARS + 1];
};
extern const struct operation_form stand_allocate_form;

#endif
