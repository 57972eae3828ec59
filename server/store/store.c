/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening, transactions and statements: the core of the store. */
#include "store.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kinds.h"
#include "parvis/log.h"
#include "store_internal.h"
#include "store_ledger.h"

#define BUSY_WAIT_MS 10000 /* a command's whole import may hold the lock; longer means a fault */

enum parvis_status store_status(int result)
{
    if (result == SQLITE_IOERR_SHMSIZE) /* the index of the write-ahead log could not grow */
        return PARVIS_FULL;
    switch (result & 0xff) {
    case SQLITE_OK:
    case SQLITE_DONE:
    case SQLITE_ROW:
        return PARVIS_OK;
    case SQLITE_CONSTRAINT:
        return PARVIS_CONFLICT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return PARVIS_BUSY;
    case SQLITE_NOMEM:
        return PARVIS_NO_MEMORY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
        return PARVIS_CORRUPT;
    case SQLITE_FULL:
        return PARVIS_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN: /* the file exists: no permission for it or its folder */
        return PARVIS_FORBIDDEN;
    case SQLITE_INTERRUPT:
        return PARVIS_CANCELLED;
    default:
        return PARVIS_IO;
    }
}

/* Runs settings or BEGIN, COMMIT…: SQL without parameters. */
static enum parvis_status run_sql(struct store *store, const char *sql)
{
    int result = sqlite3_exec(store->database, sql, NULL, NULL, NULL);
    if (result != SQLITE_OK && (result & 0xff) != SQLITE_BUSY)
        log_error("store", "%s (while: %.40s)", sqlite3_errmsg(store->database), sql);
    return store_status(result);
}

/* Before SQLite starts: connections are one thread's each, and nobody reads its memory counts, so
 * no lock is taken for either. */
static void configure_library(void)
{
    sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* DEFENSIVE and an untrusted schema: a database file made by somebody else runs nothing of its own.
 */
static void distrust_file(struct store *store)
{
    sqlite3_busy_timeout(store->database, BUSY_WAIT_MS);
    sqlite3_extended_result_codes(store->database, 1);
    sqlite3_db_config(store->database, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    /* The schema has no triggers: one in the file is somebody else's. */
    sqlite3_db_config(store->database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(store->database, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
}

/* WAL and FULL: a commit is on disk when it returns. */
static enum parvis_status configure(struct store *store)
{
    return run_sql(store, "PRAGMA journal_mode = WAL;"
                          "PRAGMA synchronous = FULL;"
                          "PRAGMA foreign_keys = ON;"
                          "PRAGMA cache_size = -2048;" /* 2 MiB: the whole day fits */
                          "PRAGMA secure_delete = ON;" /* what is erased leaves no bytes */
                          "PRAGMA temp_store = MEMORY;"
                          "PRAGMA wal_autocheckpoint = 2000;"
                          "PRAGMA journal_size_limit = 16777216;");
}

/* The file has people's names: its owner alone may read it, whatever the umask. An existing file is
 * never opened here: closing any descriptor of it would drop the locks of this process's other
 * connections (POSIX), and another process could then take itself for the last one and delete the
 * log under them. */
static enum parvis_status make_file(const char *path, bool create)
{
    struct stat found;
    if (lstat(path, &found) == 0) {
        if (S_ISREG(found.st_mode))
            return PARVIS_OK;
        log_error("store", "%s: not a regular file", path);
        return PARVIS_IO;
    }
    int file = create && errno == ENOENT
                   ? open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_CREAT | O_EXCL, 0600)
                   : -1;
    if (file < 0) {
        if (errno == ENOENT)
            return PARVIS_NOT_FOUND;
        if (errno == EEXIST) /* another process made it just now */
            return PARVIS_OK;
        log_error("store", "%s: %s", path, strerror(errno));
        return PARVIS_IO;
    }
    close(file);
    return PARVIS_OK;
}

enum parvis_status store_open(const char *directory, bool create, struct store **ret_store)
{
    static pthread_once_t configured = PTHREAD_ONCE_INIT;
    char path[4096];
    pthread_once(&configured, configure_library);
    int length = snprintf(path, sizeof path, "%s/parvis.db", directory);
    if (length < 0 || (size_t)length >= sizeof path)
        return PARVIS_INVALID;
    enum parvis_status status = make_file(path, create);
    if (status != PARVIS_OK)
        return status;
    struct store *store = calloc(1, sizeof *store);
    if (!store)
        return PARVIS_NO_MEMORY;
    store->directory = strdup(directory);
    store->statements = calloc(STORE_STATEMENTS_MAX, sizeof *store->statements);
    store->kind_body = calloc(KIND_COUNT, sizeof *store->kind_body);
    store->kind_directory = calloc(KIND_COUNT, sizeof *store->kind_directory);
    if (!store->directory || !store->statements || !store->kind_body || !store->kind_directory) {
        status = PARVIS_NO_MEMORY;
        goto close_store;
    }
    status = person_texts_make(&store->person);
    if (status != PARVIS_OK)
        goto close_store;
    /* Without CREATE: make_file has made it, with rights of its own, or it was there. */
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    int result = sqlite3_open_v2(path, &store->database, flags, NULL);
    status = store_status(result);
    if (status != PARVIS_OK) {
        log_error("store", "%s: %s", path, sqlite3_errstr(result));
        goto close_store;
    }
    /* In this order: nothing of the file is run before it is distrusted, and its settings are
     * changed only once it is known to be ours. */
    distrust_file(store);
    status = store_know_file(store, create);
    if (status == PARVIS_OK)
        status = configure(store);
    if (status == PARVIS_OK)
        status = store_migrate(store);
    if (status != PARVIS_OK)
        goto close_store;
    store_changed_elsewhere(store); /* from here on */
    *ret_store = store;
    return PARVIS_OK;

close_store:
    store_close(store);
    return status;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    for (size_t i = 0; store->statements && i < STORE_STATEMENTS_MAX; i++)
        sqlite3_finalize(store->statements[i].statement);
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (store->kind_body)
            sqlite3_finalize(store->kind_body[i]);
        if (store->kind_directory)
            sqlite3_finalize(store->kind_directory[i]);
    }
    /* After the statements: a connection with one left is not closed. */
    sqlite3_close(store->database);
    free(store->statements);
    free(store->kind_body);
    free(store->kind_directory);
    person_texts_clear(&store->person);
    free(store->directory);
    free(store);
}

/* ---- transactions ---- */

enum parvis_status store_begin(struct store *store)
{
    /* Takes the write lock now: a transaction that begins with a read could fail at its first
     * write. */
    return store_run(store, store_statement(store, "BEGIN IMMEDIATE"));
}

/* Empties the write-ahead log, so that no page with an erased name stays in it. False: a reader (a
 * backup) still uses an older page; the next commit tries again. */
static bool empty_log(struct store *store)
{
    int result =
        sqlite3_wal_checkpoint_v2(store->database, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    if (result != SQLITE_OK)
        log_warning("store", "the write-ahead log was not emptied: %s",
                    sqlite3_errmsg(store->database));
    return result == SQLITE_OK;
}

/* Whether the write-ahead log is still the file that this connection writes to. The first commit
 * makes sure of which that is: no other process takes it away while a connection is open. */
static bool log_is_there(struct store *store)
{
    char path[4096];
    struct stat found;
    snprintf(path, sizeof path, "%s/parvis.db-wal", store->directory);
    if (lstat(path, &found) != 0)
        return false;
    if (store->log.inode == 0)
        store->log = (struct store_log_file){.device = found.st_dev, .inode = found.st_ino};
    return store->log.device == found.st_dev && store->log.inode == found.st_ino;
}

/* Somebody deleted the log under us. Its pages are still ours to read until we close it: they go
 * into the database file, so that what was acknowledged is kept. What comes after would be lost. */
static enum parvis_status rescue_log(struct store *store)
{
    int result =
        sqlite3_wal_checkpoint_v2(store->database, NULL, SQLITE_CHECKPOINT_FULL, NULL, NULL);
    log_error("store", "%s/parvis.db-wal was taken away while it was in use: %s", store->directory,
              result == SQLITE_OK ? "all of it is in parvis.db now"
                                  : sqlite3_errmsg(store->database));
    return PARVIS_IO;
}

enum parvis_status store_commit(struct store *store)
{
    enum parvis_status status = store_run(store, store_statement(store, "COMMIT"));
    if (status != PARVIS_OK) {
        log_error("store", "commit failed: %s", sqlite3_errmsg(store->database));
        store_rollback(store);
    } else if (!log_is_there(store)) {
        status = rescue_log(store);
    } else if (store->erased) {
        /* A ledger that cannot be written is logged; the next start completes it. */
        (void)!store_ledger_write(store);
        store->erased = !empty_log(store);
    }
    return status;
}

void store_rollback(struct store *store)
{
    if (sqlite3_get_autocommit(store->database))
        return; /* SQLite rolled back by itself: a full disk, no memory */
    enum parvis_status status = store_run(store, store_statement(store, "ROLLBACK"));
    if (status != PARVIS_OK)
        log_error("store", "rollback failed: %s", parvis_status_name(status));
}

enum parvis_status store_savepoint(struct store *store)
{
    return store_run(store, store_statement(store, "SAVEPOINT command"));
}

enum parvis_status store_savepoint_release(struct store *store)
{
    return store_run(store, store_statement(store, "RELEASE command"));
}

void store_savepoint_undo(struct store *store)
{
    enum parvis_status status = store_run(store, store_statement(store, "ROLLBACK TO command"));
    if (status == PARVIS_OK)
        status = store_savepoint_release(store);
    if (status != PARVIS_OK)
        log_error("store", "undo of a command failed: %s", parvis_status_name(status));
}

bool store_changed_elsewhere(struct store *store)
{
    sqlite3_stmt *statement = store_statement(store, "PRAGMA data_version");
    if (store_step(store, statement) != PARVIS_OK)
        return true; /* unsure: look */
    int64_t version = sqlite3_column_int64(statement, 0);
    sqlite3_reset(statement);
    bool changed = version != store->data_version;
    store->data_version = version;
    return changed;
}

/* ---- statements ---- */

sqlite3_stmt *store_statement(struct store *store, const char *sql)
{
    /* Found by address, not by text: callers give literals, whose address never changes. */
    size_t place = ((uintptr_t)sql >> 3) * 2654435761u % STORE_STATEMENTS_MAX;
    for (size_t probes = 0; probes < STORE_STATEMENTS_MAX; probes++) {
        struct store_cached *cached = &store->statements[place];
        if (cached->sql == sql) {
            sqlite3_reset(cached->statement);
            sqlite3_clear_bindings(cached->statement);
            return cached->statement;
        }
        if (!cached->sql) {
            int result = sqlite3_prepare_v3(store->database, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                            &cached->statement, NULL);
            if (result != SQLITE_OK) {
                /* A statement that does not compile is a fault of the program, and every test that
                 * reaches it finds it. */
                log_error("store", "%s in: %.200s", sqlite3_errmsg(store->database), sql);
                abort();
            }
            cached->sql = sql;
            return cached->statement;
        }
        place = (place + 1) % STORE_STATEMENTS_MAX;
    }
    log_error("store", "more than %d statements", STORE_STATEMENTS_MAX);
    abort();
}

static int parameter(sqlite3_stmt *statement, const char *name)
{
    int index = sqlite3_bind_parameter_index(statement, name);
    if (index == 0) {
        log_error("store", "no parameter %s in: %.200s", name, sqlite3_sql(statement));
        abort();
    }
    return index;
}

static void must_bind(int result)
{
    if (result != SQLITE_OK)
        abort(); /* no memory, or a statement in use: nothing sensible follows */
}

void store_bind_integer(sqlite3_stmt *statement, const char *name, int64_t value)
{
    must_bind(sqlite3_bind_int64(statement, parameter(statement, name), value));
}

void store_bind_text(sqlite3_stmt *statement, const char *name, const char *value)
{
    /* Not copied: the caller's text outlives the step, which follows at once. */
    must_bind(sqlite3_bind_text(statement, parameter(statement, name), value, -1, SQLITE_STATIC));
}

void store_bind_blob(sqlite3_stmt *statement, const char *name, const void *value, size_t size)
{
    must_bind(
        sqlite3_bind_blob(statement, parameter(statement, name), value, (int)size, SQLITE_STATIC));
}

void store_bind_null(sqlite3_stmt *statement, const char *name)
{
    must_bind(sqlite3_bind_null(statement, parameter(statement, name)));
}

static void log_failure(struct store *store, int result)
{
    enum parvis_status status = store_status(result);
    /* A broken constraint is an answer, not a fault; its text may quote a value. */
    if (status != PARVIS_CONFLICT && status != PARVIS_BUSY)
        log_error("store", "%s", sqlite3_errmsg(store->database));
}

enum parvis_status store_run(struct store *store, sqlite3_stmt *statement)
{
    int result = sqlite3_step(statement);
    if (result != SQLITE_DONE && result != SQLITE_ROW)
        log_failure(store, result);
    sqlite3_reset(statement);
    return store_status(result);
}

enum parvis_status store_step(struct store *store, sqlite3_stmt *statement)
{
    int result = sqlite3_step(statement);
    if (result == SQLITE_ROW)
        return PARVIS_OK;
    if (result != SQLITE_DONE)
        log_failure(store, result);
    sqlite3_reset(statement);
    return result == SQLITE_DONE ? PARVIS_NOT_FOUND : store_status(result);
}

enum parvis_status store_step_integer(struct store *store, sqlite3_stmt *statement,
                                      int64_t *ret_value)
{
    enum parvis_status status = store_step(store, statement);
    if (status == PARVIS_OK) {
        *ret_value = sqlite3_column_int64(statement, 0);
        sqlite3_reset(statement);
    }
    return status;
}

const char *store_column_text(sqlite3_stmt *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    return text ? (const char *)text : "";
}

int64_t store_last_rowid(struct store *store)
{
    return sqlite3_last_insert_rowid(store->database);
}

int store_rows_changed(struct store *store)
{
    return sqlite3_changes(store->database);
}

int64_t store_rows_written(struct store *store)
{
    return sqlite3_total_changes64(store->database);
}
