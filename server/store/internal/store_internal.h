/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the store's core share; nobody else includes it. */
#ifndef PARVIS_STORE_INTERNAL_H
#define PARVIS_STORE_INTERNAL_H

#include <sys/types.h>

#include "person_sql.h"
#include "store_statement.h"

#define STORE_STATEMENTS_MAX 512 /* distinct SQL literals of the program: some 200 */

/* One statement that was prepared once. */
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
    bool erased;     /* somebody was erased: the write-ahead log still has their name */
};

/* The migrations, schemas/sql/NNN_*.sql, NUL-ended: the one at place n makes version n + 1, the
 * number in its file's name, out of version n (generated, and checked by migrations.cmake). */
extern const char *const store_migrations[];
extern const size_t store_migration_count;

/* The temporary views (schemas/sql/views.sql), NUL-ended. */
extern const char store_views[];

#define STORE_UNLOGGED_SQL_BYTES 640
/* The query (store_verify.c) whose rows are those of a kind that the log does not tell as they are:
 * id, and the body that the row's view gives now (NULL: the row is gone). The kind's name is a
 * literal of ours, never input. */
void store_unlogged_sql(const char *kind, char sql[STORE_UNLOGGED_SQL_BYTES]);

/* Whether the file is one that this version may open, before anything of it is touched
 * (store_migrate.c). PARVIS_TOO_NEW; PARVIS_CORRUPT: another program's; PARVIS_NOT_FOUND: an empty
 * file, unless `create`. */
enum parvis_status store_know_file(struct store *store, bool create) PARVIS_MUST_CHECK;
/* Brings the schema to this version and makes the temporary views. After an upgrade the log says of
 * every row what its view says now, in the last migration's own transaction. */
enum parvis_status store_migrate(struct store *store) PARVIS_MUST_CHECK;

/* SQLite's result → ours. */
enum parvis_status store_status(int result);

#endif
