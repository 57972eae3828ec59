/* SPDX-License-Identifier: EUPL-1.2 */
/* The ledger of erasures: `<directory>/erasures.txt`, beside the database, so that a backup that is
 * put back does not bring back who was erased since (GDPR, article 17). A line says a person's
 * number, since when the log knew them, and when they were erased (event clock, ms); it names
 * nobody. Two people may have the same number, one before and one after a backup was put back: both
 * have to fit. store_commit keeps the ledger. */
#ifndef PARVIS_STORE_LEDGER_H
#define PARVIS_STORE_LEDGER_H

#include "store.h"

/* Erases again whom the ledger names and the database has, in a transaction of its own, and writes
 * into the ledger who is missing there. *ret_count: how many were erased again. PARVIS_OK also
 * without a ledger; PARVIS_IO when it cannot be read: nobody may go on with such a database. */
enum parvis_status store_ledger_replay(struct store *store, size_t *ret_count) PARVIS_MUST_CHECK;

/* Writes everyone who is erased in the database into the ledger, on the disk when it returns; what
 * it says of others stays. PARVIS_IO with the reason in the log. */
enum parvis_status store_ledger_write(struct store *store) PARVIS_MUST_CHECK;

#endif
