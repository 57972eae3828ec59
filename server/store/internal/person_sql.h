/* SPDX-License-Identifier: EUPL-1.2 */
/* SQL text generated from the table of the participants' columns (person_columns.h). Private to
 * server/store. */
#ifndef PARVIS_STORE_PERSON_SQL_H
#define PARVIS_STORE_PERSON_SQL_H

#include "person_columns.h"
#include "store_statement.h"

/* Every statement and view that names the columns. Parameters of a column: ":<its name>". */
enum person_sql {
    PERSON_SQL_INSERT,  /* adds a person: also :organisation (0: none), :walk_in */
    PERSON_SQL_UPDATE,  /* the same for row :id; writes only if a column differs */
    PERSON_SQL_CORRECT, /* for row :id, the columns of the correction form; NULL changes nothing */
    PERSON_SQL_BLANK,   /* erases :person at :at, once */
    PERSON_SQL_FILL,    /* :into gets the personal texts that it lacks and :from has */
    PERSON_SQL_VIEWS, /* person_directory: the columns that the log leaves out; person_own: all of a
                         person's own values; person_traces: people with a column that erasing
                         blanks */
    PERSON_SQL_COUNT,
};

/* The statements' texts. They must live as long as the store: store_statement finds them by
 * address. */
struct person_texts {
    char *sql[PERSON_SQL_COUNT]; /* owned */
};
enum parvis_status person_texts_make(struct person_texts *ret_texts) PARVIS_MUST_CHECK;
void person_texts_clear(struct person_texts *texts);

/* A statement of the store, as store_statement gives it. Not for PERSON_SQL_VIEWS. */
sqlite3_stmt *person_statement(struct store *store, enum person_sql which);
/* Binds the statement's columns. A value that `entry` does not give is NULL in PERSON_SQL_CORRECT;
 * in the others it is "" or NULL, as the table declares. The texts are borrowed until the
 * statement's reset. The organisation is not bound. */
void person_bind(sqlite3_stmt *statement, enum person_sql which, const struct person_entry *entry);

#endif
