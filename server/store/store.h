/* SPDX-License-Identifier: EUPL-1.2 */
/* The only access to the database: SQLite in WAL mode, synchronous=FULL, STRICT tables, foreign
 * keys, DEFENSIVE, trusted_schema off. All SQL of Parvis lives in this folder: store.c opens,
 * migrates and records changes; each store_<area>.c holds one area's statements.
 *
 * A store is one connection, used by one thread at a time. Two kinds of program write: the server's
 * writer thread, and commands (`parvis import`, …) that may run at the same time. SQLite's lock
 * puts their transactions in order, and the server sees the commands' changes in the change log. */
#ifndef PARVIS_STORE_H
#define PARVIS_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "change.h"
#include "edition_row.h"
#include "parvis/status.h"

struct store;

/* Opens `<directory>/parvis.db` and upgrades it to this version's schema, one transaction for each
 * migration. `create`: make the file when there is none (else PARVIS_NOT_FOUND). PARVIS_TOO_NEW: a
 * later version wrote it; PARVIS_CORRUPT: it is damaged, or another program's. In these cases
 * nothing was changed. PARVIS_FORBIDDEN: the folder or a file in it may not be written. The
 * directory string is copied. */
enum parvis_status store_open(const char *directory, bool create,
                              struct store **ret_store) PARVIS_MUST_CHECK;
void store_close(struct store *store); /* NULL allowed */

/* BEGIN IMMEDIATE (waits up to 10 s for another writer: PARVIS_BUSY), COMMIT, ROLLBACK. A commit
 * that fails rolls back. If it fails with anything but PARVIS_BUSY, no further change may be
 * reported as kept. */
enum parvis_status store_begin(struct store *store) PARVIS_MUST_CHECK;
enum parvis_status store_commit(struct store *store) PARVIS_MUST_CHECK;
void store_rollback(struct store *store);
/* Around one command inside a batch: begin, keep, undo. */
enum parvis_status store_savepoint(struct store *store) PARVIS_MUST_CHECK;
enum parvis_status store_savepoint_release(struct store *store) PARVIS_MUST_CHECK;
void store_savepoint_undo(struct store *store);

/* Writes a line of the change log with the row's body, read from the view <kind>_body (NULL for a
 * row that is gone). Appends it to `changes`, unless that is NULL, together with the row's
 * directory side (its personal data, which the log must not have). Call it after writing the row,
 * in the same transaction. */
enum parvis_status store_record(struct store *store, const char *kind, int64_t id,
                                struct store_change_list *changes) PARVIS_MUST_CHECK;

/* Appends the lines of the log after `seq`, at most `limit`. Directory sides are read from the
 * tables as they are now; a row that has none any more is given as gone. */
enum parvis_status store_changes_after(struct store *store, int64_t seq, size_t limit,
                                       struct store_change_list *list) PARVIS_MUST_CHECK;
/* Appends every row of a kind as a change with seq 0: the read model starts from these. */
enum parvis_status store_state(struct store *store, const char *kind,
                               struct store_change_list *list) PARVIS_MUST_CHECK;
/* Calls `each` with the seq and instant (event clock, ms) of the last logged change of every row of
 * a kind, by ascending id, until it returns false. */
typedef bool store_mark_fn(int64_t id, int64_t seq, int64_t at, void *data);
enum parvis_status store_marks(struct store *store, const char *kind, store_mark_fn *each,
                               void *data) PARVIS_MUST_CHECK;
/* Highest seq; 0 for an empty log. */
int64_t store_last_seq(struct store *store);
/* True when another connection has committed since the last call. Cheap: no I/O. */
bool store_changed_elsewhere(struct store *store);

/* How many rows this connection has written since it was opened, rolled-back ones included. */
int64_t store_rows_written(struct store *store);

/* The edition's one row. PARVIS_NOT_FOUND: no edition was made yet (`parvis init`). */
enum parvis_status store_edition_get(struct store *store,
                                     struct store_edition *ret_edition) PARVIS_MUST_CHECK;

/* A consistent, fsynced copy while others write (VACUUM INTO, then fsync of file and directory).
 * PARVIS_CONFLICT: `path` exists; PARVIS_NOT_FOUND: its folder does not; PARVIS_FORBIDDEN,
 * PARVIS_FULL, PARVIS_IO: it cannot be written; no partial file is left. */
enum parvis_status store_backup(struct store *store, const char *path) PARVIS_MUST_CHECK;

#endif
