/* SPDX-License-Identifier: EUPL-1.2 */
/* Waiting for another process that holds the database's write lock, and naming it. */
#ifndef PARVIS_STORE_LOCK_H
#define PARVIS_STORE_LOCK_H

#include "store.h"

#define STORE_HOLDER_CHARS 47

/* Lets store_begin wait `wait_ms` for another writer (then PARVIS_BUSY), and store_lock_holder name
 * it. Call it for the server's writer alone, once in a process: a descriptor that it opens stays
 * open until the process ends. */
void store_watch_lock(struct store *store, int wait_ms);

/* Writes the holder of the write lock as program and process id, "sqlite3 (4711)"; "4711" if the
 * system hides the name; "" if nobody holds it, the holder is unknown, or it is this process. */
void store_lock_holder(const struct store *store, char ret_who[STORE_HOLDER_CHARS + 1]);

#endif
