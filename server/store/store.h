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

#include <sqlite3.h>

#include "parvis/status.h"
#include "parvis/units.h"

struct store;

/* One line of the change log, as it goes to everyone who follows. Strings are owned by the list. */
struct store_change {
    int64_t seq;
    int64_t at;       /* event clock, ms */
    const char *kind; /* static storage: a name of kinds */
    int64_t id;
    char *body;      /* JSON object; NULL: the row is gone */
    char *directory; /* JSON object of the personal side, for kinds that have one; never logged */
};

struct store_change_list {
    struct store_change *items;
    size_t count, capacity;
};
void store_changes_clear(
    struct store_change_list *list); /* frees the items; the list is reusable */

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

/* For the area files: a statement prepared once and kept, reset and with bindings cleared. SQL is
 * a string literal (its address is the key). Aborts on SQL that does not compile: that is a
 * programmer's error. Bind by name (store_bind_…) or number. */
sqlite3_stmt *store_statement(struct store *store, const char *sql);
/* Bind by ":name". Text is borrowed until the statement is stepped and reset; NULL binds NULL. */
void store_bind_integer(sqlite3_stmt *statement, const char *name, int64_t value);
void store_bind_text(sqlite3_stmt *statement, const char *name, const char *value);
void store_bind_blob(sqlite3_stmt *statement, const char *name, const void *value, size_t size);
void store_bind_null(sqlite3_stmt *statement, const char *name);
/* Steps a statement that gives no row, and resets it. A broken constraint is PARVIS_CONFLICT. */
enum parvis_status store_run(struct store *store, sqlite3_stmt *statement) PARVIS_MUST_CHECK;
/* Steps to the next row: PARVIS_OK with a row, PARVIS_NOT_FOUND at the end (statement reset). */
enum parvis_status store_step(struct store *store, sqlite3_stmt *statement) PARVIS_MUST_CHECK;
/* The first column of the next row, and the statement is reset; statuses as of store_step. */
enum parvis_status store_step_integer(struct store *store, sqlite3_stmt *statement,
                                      int64_t *ret_value) PARVIS_MUST_CHECK;
/* The column's text, "" for NULL; valid until the next step or reset. */
const char *store_column_text(sqlite3_stmt *statement, int column);
int64_t store_last_rowid(struct store *store);
int store_rows_changed(struct store *store);
/* Rows that this connection wrote since it was opened, undone ones included. */
int64_t store_rows_written(struct store *store);

/* The edition's one row. */
struct store_edition {
    char name[256], date[11], timezone[64], venue[256], region[256], languages[128];
    int64_t opens_at, closes_at;
    int doors_min, pitches, kept_min, kept_max, slot_min, gap_min, call_min, annul_min;
    bool pitches_published;
    bool booking_open; /* guests may ask one another for meetings */
    uint8_t public_key[32];
    uint32_t tag;
};
/* When check-in opens. */
static inline int64_t store_doors_at(const struct store_edition *edition)
{
    return edition->opens_at - edition->doors_min * MINUTE_MS;
}
/* PARVIS_NOT_FOUND: no edition was made yet (`parvis init`). */
enum parvis_status store_edition_get(struct store *store,
                                     struct store_edition *ret_edition) PARVIS_MUST_CHECK;

/* A consistent, fsynced copy while others write (VACUUM INTO, then fsync of file and directory).
 * PARVIS_CONFLICT: `path` exists; PARVIS_NOT_FOUND: its folder does not; PARVIS_FORBIDDEN,
 * PARVIS_FULL, PARVIS_IO: it cannot be written, and nothing is left of it. */
enum parvis_status store_backup(struct store *store, const char *path) PARVIS_MUST_CHECK;

#endif
