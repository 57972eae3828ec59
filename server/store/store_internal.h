/* What the files of the store's core share; nobody else includes it. */
#ifndef PARVIS_STORE_INTERNAL_H
#define PARVIS_STORE_INTERNAL_H

#include "store.h"

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
    bool erased; /* somebody was erased: the write-ahead log still has their name */
};

/* The migrations, in order (generated; schemas/NNN_*.sql). */
extern const char *const store_migrations[];
extern const size_t store_migration_count;

/* The temporary views (schemas/views.sql), NUL-ended. */
extern const char store_views[];

/* Whether the file is one that this version may open, before anything of it is touched
 * (store_migrate.c). PARVIS_TOO_NEW; PARVIS_CORRUPT: another program's; PARVIS_NOT_FOUND: an empty
 * file, unless `create`. */
enum parvis_status store_know_file(struct store *store, bool create) PARVIS_MUST_CHECK;
/* Brings the schema to this version. */
enum parvis_status store_migrate(struct store *store) PARVIS_MUST_CHECK;

/* SQLite's result → ours. */
enum parvis_status store_status(int result);

#endif
