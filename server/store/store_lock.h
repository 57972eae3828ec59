/* SPDX-License-Identifier: EUPL-1.2 */
/* Another process that holds the database: how long a connection waits for it, and which it is. */
#ifndef PARVIS_STORE_LOCK_H
#define PARVIS_STORE_LOCK_H

#include "store.h"

#define STORE_HOLDER_CHARS 47

/* From now on store_begin waits `wait_ms` for another writer (PARVIS_BUSY then), and the store can
 * tell which one it is. For the server's writer alone, once a process: what it opens for that stays
 * open until the process ends. */
void store_watch_lock(struct store *store, int wait_ms);

/* Who holds the write lock just now: "sqlite3 (4711)", the program's name and its process; "4711"
 * where the system hides the name; "" when nobody does, it is not known, or the lock is this
 * process's own. */
void store_lock_holder(const struct store *store, char ret_who[STORE_HOLDER_CHARS + 1]);

#endif
