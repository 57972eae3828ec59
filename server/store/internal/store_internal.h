/* SPDX-License-Identifier: EUPL-1.2 */
/* Shared by the files of the store's core alone. */
#ifndef PARVIS_STORE_INTERNAL_H
#define PARVIS_STORE_INTERNAL_H

#include <sys/types.h>

#include "person_sql.h"
#include "store_statement.h"

#define STORE_STATEMENTS_MAX 512 /* distinct SQL literals of the program: some 200 */

/* A prepared statement, kept for later uses. */
struct store_cached {
    const char *sql; /* the literal: its address is the key */
    sqlite3_stmt *statement;
};

struct store {
    sqlite3 *database;
    char *directory;
    int64_t data_version;            /* PRAGMA data_version at the last look */
    struct store_cached *statements; /* open-addressing table of STORE_STATEMENTS_MAX */
    sqlite3_stmt **kind_body;        /* by kind: SELECT of its body; prepared at first use */
    sqlite3_stmt **kind_directory;   /* by kind: SELECT of its directory side */
    struct person_texts person;      /* SQL made from the table of columns */
    struct store_log_file {
        dev_t device;
        ino_t inode; /* 0: not known yet */
    } log;           /* the write-ahead log that this connection writes to */
    int lock_probe;  /* store_lock.c; 0: none */
    bool erased;     /* a person was erased: the write-ahead log must be emptied after the commit */
};

/* The migrations, schemas/sql/NNN_*.sql, NUL-ended: the one at index n upgrades version n to n + 1,
 * the number in its file's name (generated, and checked by migrations.cmake). */
extern const char *const store_migrations[];
extern const size_t store_migration_count;

/* The temporary views (schemas/sql/views.sql), NUL-ended. */
extern const char store_views[];

#define STORE_UNLOGGED_SQL_BYTES 640
/* Writes the query (store_verify.c) for the rows of a kind whose last line in the log differs from
 * their view: id, and the body that the view gives now (NULL: the row is gone). `kind` must be a
 * literal of the program, never input. */
void store_unlogged_sql(const char *kind, char sql[STORE_UNLOGGED_SQL_BYTES]);

/* Checks that this version may open the file, before anything in it is changed (store_migrate.c).
 * PARVIS_TOO_NEW; PARVIS_CORRUPT: another program's; PARVIS_NOT_FOUND: an empty file, unless
 * `create`. */
enum parvis_status store_know_file(struct store *store, bool create) PARVIS_MUST_CHECK;
/* Brings the schema to this version and makes the temporary views. An upgrade also logs, in the
 * last migration's transaction, every row whose view has changed. */
enum parvis_status store_migrate(struct store *store) PARVIS_MUST_CHECK;

/* SQLite's result code as a parvis_status. */
enum parvis_status store_status(int result);

#endif
