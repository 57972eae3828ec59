/* SPDX-License-Identifier: EUPL-1.2 */
/* The invariants of docs/architecture.md, as queries: `parvis verify`. */
#ifndef PARVIS_STORE_VERIFY_H
#define PARVIS_STORE_VERIFY_H

#include "store.h"

/* One broken rule. */
struct store_finding {
    const char *rule;   /* catalogue key "verify.<rule>"; static storage */
    const char *detail; /* the rows concerned: ids, codes, or SQLite's message; borrowed */
};
typedef void store_finding_fn(const struct store_finding *finding, void *data);

/* Runs every check on one snapshot of the database, read-only, and calls `found` for each broken
 * rule. *ret_checks: how many checks ran. Findings are no failure: PARVIS_OK all the same. */
enum parvis_status store_verify(struct store *store, store_finding_fn *found, void *data,
                                int *ret_checks) PARVIS_MUST_CHECK;

#define STORE_FAULT_CHARS 255
/* Reads every page and says whether the file is whole (PRAGMA quick_check, without its indexes: a
 * fraction of store_verify's time). PARVIS_CORRUPT: it is damaged; ret_fault has SQLite's first
 * message ("": none). */
enum parvis_status store_check_file(struct store *store,
                                    char ret_fault[STORE_FAULT_CHARS + 1]) PARVIS_MUST_CHECK;

#endif
