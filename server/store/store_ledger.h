/* SPDX-License-Identifier: EUPL-1.2 */
/* The ledger of erasures: `<directory>/erasures.txt`, beside the database, so that restoring a
 * backup does not bring back people who were erased since (GDPR, article 17). Each line has a
 * person's id, the instant of the person's first line in the log, and the instant of the erasure
 * (event clock, ms); it has no name. After a restore a new person may get an old id, so a line fits
 * a person only by id and first instant together. store_commit writes the ledger. */
#ifndef PARVIS_STORE_LEDGER_H
#define PARVIS_STORE_LEDGER_H

#include "store.h"

/* Erases again, in a transaction of its own, the people of the ledger that the database has, and
 * adds to the ledger the erased people that it lacks. *ret_count: how many were erased again.
 * Without a ledger: PARVIS_OK. PARVIS_IO: the ledger cannot be read; do not use the database
 * then. */
enum parvis_status store_ledger_replay(struct store *store, size_t *ret_count) PARVIS_MUST_CHECK;

/* Adds everyone who is erased in the database to the ledger, and keeps its other lines. It is on
 * disk on return. PARVIS_IO: the reason is in the log. */
enum parvis_status store_ledger_write(struct store *store) PARVIS_MUST_CHECK;

#endif
