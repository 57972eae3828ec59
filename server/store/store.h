/* SPDX-License-Identifier: EUPL-1.2 */
/* The one door to the database. SQLite in WAL, synchronous=FULL, STRICT tables, foreign keys,
 * DEFENSIVE, trusted_schema off. All SQL of Parvis lives in this folder: store.c opens, migrates
 * and records changes; each store_<area>.c holds one area's statements.
 *
 * A store is one connection, used by one thread at a time. Writers: the server's writer thread,
 * and the commands (`parvis import`, …), which may run while the server does: SQLite's lock orders
 * them, and the server follows the change log, so it sees what they did. */
#ifndef PARVIS_STORE_H
#define PARVIS_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "change.h"
#include "edition_row.h"
#include "parvis/status.h"

struct store;

/* Opens `<directory>/parvis.db`, upgrades it to this version's schema, one transaction a
 * migration. `create`: make the file when there is none (else PARVIS_NOT_FOUND). PARVIS_TOO_NEW:
 * a later version wrote it; PARVIS_CORRUPT: it is damaged, or another program's; nothing was
 * touched then. PARVIS_FORBIDDEN: the folder or a file in it may not be written. The directory
 * string is copied. */
enum parvis_status store_open(const char *directory, bool create,
                              struct store **ret_store) PARVIS_MUST_CHECK;
void store_close(struct store *store); /* NULL allowed */

/* BEGIN IMMEDIATE (waits up to 10 s for another writer: PARVIS_BUSY), COMMIT, ROLLBACK. A commit
 * that fails rolls back; after anything but PARVIS_BUSY from commit nothing more may be
 * acknowledged. */
enum parvis_status store_begin(struct store *store) PARVIS_MUST_CHECK;
enum parvis_status store_commit(struct store *store) PARVIS_MUST_CHECK;
void store_rollback(struct store *store);
/* One command inside a batch. */
enum parvis_status store_savepoint(struct store *store) PARVIS_MUST_CHECK;
enum parvis_status store_savepoint_release(struct store *store) PARVIS_MUST_CHECK;
void store_savepoint_undo(struct store *store);

/* Writes one line of the change log from the row's <kind>_body view (a row that is gone gives
 * NULL) and, when `changes` is not NULL, appends it there with its directory side. Call after the
 * row's own write, inside the transaction. */
enum parvis_status store_record(struct store *store, const char *kind, int64_t id,
                                struct store_change_list *changes) PARVIS_MUST_CHECK;

/* Appends the log after `seq`, at most `limit` lines, directory sides read from the tables as they
 * are now: a row that has lost its own since is told as gone. */
enum parvis_status store_changes_after(struct store *store, int64_t seq, size_t limit,
                                       struct store_change_list *list) PARVIS_MUST_CHECK;
/* Appends the present state of one kind as changes with seq 0: how the read model starts. */
enum parvis_status store_state(struct store *store, const char *kind,
                               struct store_change_list *list) PARVIS_MUST_CHECK;
/* Number and instant of the last change of every row of a kind that the log knows, by ascending id,
 * until `each` returns false. */
typedef bool store_mark_fn(int64_t id, int64_t seq, int64_t at, void *data);
enum parvis_status store_marks(struct store *store, const char *kind, store_mark_fn *each,
                               void *data) PARVIS_MUST_CHECK;
/* Highest seq; 0 for an empty log. */
int64_t store_last_seq(struct store *store);
/* True when another connection committed since the last call. Cheap: no I/O. */
bool store_changed_elsewhere(struct store *store);

/* Rows that this connection wrote since it was opened, undone ones included. */
int64_t store_rows_written(struct store *store);

/* The edition's one row. PARVIS_NOT_FOUND: no edition was made yet (`parvis init`). */
enum parvis_status store_edition_get(struct store *store,
                                     struct store_edition *ret_edition) PARVIS_MUST_CHECK;

/* A consistent, fsynced copy while others write (VACUUM INTO, then fsync of file and directory).
 * PARVIS_CONFLICT: `path` exists; PARVIS_NOT_FOUND: its folder does not; PARVIS_FORBIDDEN,
 * PARVIS_FULL, PARVIS_IO: it cannot be written, and nothing is left of it. */
enum parvis_status store_backup(struct store *store, const char *path) PARVIS_MUST_CHECK;

#endif
