/* SPDX-License-Identifier: EUPL-1.2 */
/* Prepared statements. Private to server/store: all SQL is written there. */
#ifndef PARVIS_STORE_STATEMENT_H
#define PARVIS_STORE_STATEMENT_H

#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include "store.h"

/* The statement of `sql`, prepared at its first use and kept; given reset, with its bindings
 * cleared. `sql` must be a string literal: its address is the key. Aborts on SQL that does not
 * compile: a programmer's error. Bind by name (store_bind_…) or number. */
sqlite3_stmt *store_statement(struct store *store, const char *sql);
/* Bind a parameter by ":name". Text and blob are borrowed until the statement is reset; a NULL text
 * binds SQL's NULL. */
void store_bind_integer(sqlite3_stmt *statement, const char *name, int64_t value);
void store_bind_text(sqlite3_stmt *statement, const char *name, const char *value);
void store_bind_blob(sqlite3_stmt *statement, const char *name, const void *value, size_t size);
void store_bind_null(sqlite3_stmt *statement, const char *name);
/* Steps a statement that gives no row, and resets it. A broken constraint is PARVIS_CONFLICT. */
enum parvis_status store_run(struct store *store, sqlite3_stmt *statement) PARVIS_MUST_CHECK;
/* Steps to the next row: PARVIS_OK with a row, PARVIS_NOT_FOUND at the end (statement reset). */
enum parvis_status store_step(struct store *store, sqlite3_stmt *statement) PARVIS_MUST_CHECK;
/* Steps, gives the first column of the row, and resets the statement. Statuses as of store_step. */
enum parvis_status store_step_integer(struct store *store, sqlite3_stmt *statement,
                                      int64_t *ret_value) PARVIS_MUST_CHECK;
/* The column's text, "" for NULL; valid until the next step or reset. */
const char *store_column_text(sqlite3_stmt *statement, int column);

/* Runs a statement that writes the row `id` of a kind, and logs the row (store_record). */
enum parvis_status store_write(struct store *store, sqlite3_stmt *statement, const char *kind,
                               int64_t id, struct store_change_list *changes) PARVIS_MUST_CHECK;
/* The same for an UPDATE that may find no such row: PARVIS_NOT_FOUND, and nothing is logged. */
enum parvis_status store_update(struct store *store, sqlite3_stmt *statement, const char *kind,
                                int64_t id, struct store_change_list *changes) PARVIS_MUST_CHECK;

int64_t store_last_rowid(struct store *store);
int store_rows_changed(struct store *store);

#endif
