/* SPDX-License-Identifier: EUPL-1.2 */
/* A fresh edition in a directory of its own, for tests that need a database. */
#ifndef PARVIS_TEST_FIXTURE_H
#define PARVIS_TEST_FIXTURE_H

#include "store.h"

/* Makes a temporary directory and a store with one edition, three people with a badge each
 * (serials 1, 2, 3 under ids 1, 2, 3) and one device (id 1, "Porte A"). */
struct store *fixture_open(void);
/* The directory of the last fixture_open. */
const char *fixture_directory(void);
/* Removes the directory and what is in it. */
void fixture_remove(void);
/* Runs SQL that must succeed. */
void fixture_sql(struct store *store, const char *sql);
/* Whether SQLite's program has this opcode; `explain` is a literal "EXPLAIN …". */
bool fixture_runs(struct store *store, const char *explain, const char *opcode);

#endif
