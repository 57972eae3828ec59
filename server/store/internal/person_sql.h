/* SPDX-License-Identifier: EUPL-1.2 */
/* SQL made from the table of the participants' columns; nobody outside server/store includes it. */
#ifndef PARVIS_STORE_PERSON_SQL_H
#define PARVIS_STORE_PERSON_SQL_H

#include "person_columns.h"
#include "store_statement.h"

/* Every statement and view that names the columns. Parameters of a column: ":<its name>". */
enum person_sql {
    PERSON_SQL_INSERT,  /* a whole person: also :organisation (0: none), :walk_in */
    PERSON_SQL_UPDATE,  /* the same of :id; touches nothing when every column is as it was */
    PERSON_SQL_CORRECT, /* of :id, what a form corrects; a parameter that is NULL changes nothing */
    PERSON_SQL_BLANK,   /* erases :person at :at, once */
    PERSON_SQL_FILL,    /* :into gets the personal texts that it lacks and :from has */
    PERSON_SQL_VIEWS,   /* person_directory: what is not in the log; person_own: all of a person's
                         * own values; person_traces: whose row has something that erasing blanks */
    PERSON_SQL_COUNT,
};

/* The statements' texts, for the store's life: store_statement keeps them by their address. */
struct person_texts {
    char *sql[PERSON_SQL_COUNT]; /* owned */
};
enum parvis_status person_texts_make(struct person_texts *ret_texts) PARVIS_MUST_CHECK;
void person_texts_clear(struct person_texts *texts);

/* A statement of the store, as store_statement gives it. Not for PERSON_SQL_VIEWS. */
sqlite3_stmt *person_statement(struct store *store, enum person_sql which);
/* Binds the columns that the statement has; what is not said is NULL in PERSON_SQL_CORRECT, and ""
 * or NULL, as the table has it, in the others. The texts are borrowed until the statement's reset.
 * The organisation is not bound. */
void person_bind(sqlite3_stmt *statement, enum person_sql which, const struct person_entry *entry);

#endif
