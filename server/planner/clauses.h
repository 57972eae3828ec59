/* SPDX-License-Identifier: EUPL-1.2 */
/* Clauses for a SAT solver (CaDiCaL), and encodings of the counting rules of plans. */
#ifndef PARVIS_PLANNER_CLAUSES_H
#define PARVIS_PLANNER_CLAUSES_H

#include <stdbool.h>
#include <stdint.h>

#include "parvis/status.h"

/* A literal is a variable (a positive number) or its negation (the negative number). */
struct clauses {
    void *solver;
    int variables;
    bool has_no_memory; /* a rule is missing: do not trust the answer */
};

enum clauses_answer { CLAUSES_UNKNOWN = 0, CLAUSES_YES = 10, CLAUSES_NO = 20 };

/* PARVIS_NO_MEMORY. The caller clears it. */
enum parvis_status clauses_make(struct clauses *ret_clauses) PARVIS_MUST_CHECK;
void clauses_clear(struct clauses *clauses);

int clauses_new(struct clauses *clauses);

/* At least one of the literals; a 0 among them counts as false. */
void clauses_add(struct clauses *clauses, const int *literals, int count);
void clauses_add_2(struct clauses *clauses, int a, int b);
void clauses_add_3(struct clauses *clauses, int a, int b, int c);
void clauses_add_4(struct clauses *clauses, int a, int b, int c, int d);

/* At most one of the literals is true: pair by pair where they are few; else in groups of four,
 * each with a variable that replaces it among the rest (Klieber and Kwon, 2007). */
void clauses_at_most_one(struct clauses *clauses, const int *literals, int count);

/* At most `most` of the literals are true, by a totalizer cut at `most` + 1 (Bailleux and Boufkhad,
 * 2003). */
void clauses_at_most(struct clauses *clauses, const int *literals, int count, int most);

/* Counts the literals up to most + 1, for limits that come later: ret_outputs[k] (room for most +
 * 1) is true if at least k + 1 of them are. Returns the number of outputs; -1: no memory. */
int clauses_count(struct clauses *clauses, const int *literals, int count, int most,
                  int *ret_outputs);

/* Searches until the answer is known, `conflicts` occurred, or should_stop (may be NULL) says so.
 * The next call uses what this one has learnt. */
enum clauses_answer clauses_solve(struct clauses *clauses, int conflicts,
                                  bool (*should_stop)(void *data), void *data);

/* After CLAUSES_YES: whether a variable is true. */
bool clauses_is_true(const struct clauses *clauses, int variable);
#endif
