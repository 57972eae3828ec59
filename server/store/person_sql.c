/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing SQL from the table of columns. */
#define _GNU_SOURCE /* open_memstream */
#include "person_sql.h"

#include <stdio.h>
#include <stdlib.h>

#include "store_internal.h"

/* ---- sets of columns ---- */

typedef bool column_test_fn(const struct person_column *column);

/* A column of the table that holds its own value: the organisation is a reference. */
static bool is_value(const struct person_column *column)
{
    return column->value != PERSON_VALUE_ORGANISATION;
}

static bool is_corrected(const struct person_column *column)
{
    return is_value(column) && column->correction != PERSON_NOT_IN_FORM;
}

static bool is_personal_text(const struct person_column *column)
{
    return !column->kept_when_erased && person_column_is_text(column);
}

/* ---- writing ---- */

/* Writes `form` once for each column of the set, "@" as the column's name, ", " between. */
static void write_list(FILE *out, column_test_fn *is_in, const char *form)
{
    const char *between = "";
    for (size_t i = 0; i < PERSON_COLUMN_COUNT; i++) {
        if (!is_in(&person_columns[i]))
            continue;
        fputs(between, out);
        for (const char *at = form; *at; at++)
            if (*at == '@')
                fputs(person_columns[i].name, out);
            else
                fputc(*at, out);
        between = ", ";
    }
}

static void write_insert(FILE *out)
{
    fputs("INSERT INTO person (organisation_id, walk_in, ", out);
    write_list(out, is_value, "@");
    fputs(") VALUES (nullif(:organisation, 0), :walk_in, ", out);
    write_list(out, is_value, ":@");
    fputs(")", out);
}

static void write_update(FILE *out)
{
    fputs("UPDATE person SET (organisation_id, ", out);
    write_list(out, is_value, "@");
    fputs(") = (nullif(:organisation, 0), ", out);
    write_list(out, is_value, ":@");
    fputs(") WHERE id = :id AND (organisation_id, ", out);
    write_list(out, is_value, "@");
    fputs(") IS NOT (nullif(:organisation, 0), ", out);
    write_list(out, is_value, ":@");
    fputs(")", out);
}

static void write_correct(FILE *out)
{
    fputs("UPDATE person SET organisation_id = iif(:has_organisation, nullif(:organisation, 0),"
          " organisation_id), ",
          out);
    write_list(out, is_corrected, "@ = coalesce(:@, @)");
    fputs(" WHERE id = :id", out);
}

/* The value of a column that is not given. */
static const char *blank_of(const struct person_column *column)
{
    switch (column->value) {
    case PERSON_VALUE_YES_NO:
        return "0";
    case PERSON_VALUE_HOUR:
        return "NULL";
    default:
        return "''";
    }
}

static void write_blank(FILE *out)
{
    fputs("UPDATE person SET erased_at = :at", out);
    for (size_t i = 0; i < PERSON_COLUMN_COUNT; i++)
        if (!person_columns[i].kept_when_erased)
            fprintf(out, ", %s = %s", person_columns[i].name, blank_of(&person_columns[i]));
    fputs(" WHERE id = :person AND erased_at IS NULL", out);
}

static void write_fill(FILE *out)
{
    fputs("UPDATE person SET ", out);
    write_list(out, is_personal_text, "@ = iif(person.@ = '', other.@, person.@)");
    fputs(" FROM person AS other WHERE person.id = :into AND other.id = :from", out);
}

/* The members of a JSON object, each with its value. */
static void write_members(FILE *out, column_test_fn *is_in)
{
    for (size_t i = 0; i < PERSON_COLUMN_COUNT; i++) {
        const struct person_column *column = &person_columns[i];
        if (!is_in(column))
            continue;
        if (column->value == PERSON_VALUE_YES_NO)
            fprintf(out, ", '%s', json(iif(%s,'true','false'))", column->name, column->name);
        else if (column->value == PERSON_VALUE_ORGANISATION)
            fprintf(out, ", '%s', (SELECT name FROM organisation WHERE id = organisation_id)",
                    column->name);
        else
            fprintf(out, ", '%s', %s", column->name, column->name);
    }
}

static bool is_in_directory(const struct person_column *column)
{
    return is_value(column) && !column->in_log;
}

static bool is_any(const struct person_column *column)
{
    (void)column;
    return true;
}

static void write_views(FILE *out)
{
    fputs("CREATE TEMP VIEW person_directory AS SELECT id, json_object('id', id", out);
    write_members(out, is_in_directory);
    fputs(") AS body FROM person;"
          "CREATE TEMP VIEW person_own AS SELECT id, json_object('walk_in',"
          " json(iif(walk_in,'true','false'))",
          out);
    write_members(out, is_any);
    fputs(") AS body FROM person;"
          "CREATE TEMP VIEW person_traces AS SELECT id FROM person WHERE 0",
          out);
    for (size_t i = 0; i < PERSON_COLUMN_COUNT; i++)
        if (!person_columns[i].kept_when_erased)
            fprintf(out, " OR %s IS NOT %s", person_columns[i].name, blank_of(&person_columns[i]));
    fputs(";", out);
}

/* ---- the texts ---- */

static enum parvis_status write_text(void (*write)(FILE *), char **ret_sql)
{
    size_t size = 0;
    FILE *out = open_memstream(ret_sql, &size);
    if (!out)
        return PARVIS_NO_MEMORY;
    write(out);
    return fclose(out) == 0 && *ret_sql ? PARVIS_OK : PARVIS_NO_MEMORY;
}

enum parvis_status person_texts_make(struct person_texts *ret_texts)
{
    static void (*const writers[PERSON_SQL_COUNT])(FILE *) = {
        [PERSON_SQL_INSERT] = write_insert,   [PERSON_SQL_UPDATE] = write_update,
        [PERSON_SQL_CORRECT] = write_correct, [PERSON_SQL_BLANK] = write_blank,
        [PERSON_SQL_FILL] = write_fill,       [PERSON_SQL_VIEWS] = write_views,
    };
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < PERSON_SQL_COUNT && status == PARVIS_OK; i++)
        status = write_text(writers[i], &ret_texts->sql[i]);
    return status;
}

void person_texts_clear(struct person_texts *texts)
{
    for (size_t i = 0; i < PERSON_SQL_COUNT; i++)
        free(texts->sql[i]);
}

sqlite3_stmt *person_statement(struct store *store, enum person_sql which)
{
    return store_statement(store, store->person.sql[which]);
}

/* ---- values ---- */

static void bind_value(sqlite3_stmt *statement, bool whole, const struct person_entry *entry,
                       const struct person_column *column)
{
    char name[64];
    snprintf(name, sizeof name, ":%s", column->name);
    if (person_column_is_text(column)) {
        const char *text = person_text(entry, column);
        bool code = column == &person_columns[PERSON_CODE]; /* unique: NULL where there is none */
        store_bind_text(statement, name,
                        code && text && !*text   ? NULL
                        : text || !whole || code ? text
                                                 : "");
    } else if (column->value == PERSON_VALUE_HOUR && !person_number(entry, column)) {
        store_bind_null(statement, name);
    } else {
        store_bind_integer(statement, name, person_number(entry, column));
    }
}

void person_bind(sqlite3_stmt *statement, enum person_sql which, const struct person_entry *entry)
{
    bool whole = which != PERSON_SQL_CORRECT;
    for (size_t i = 0; i < PERSON_COLUMN_COUNT; i++)
        if (whole ? is_value(&person_columns[i]) : is_corrected(&person_columns[i]))
            bind_value(statement, whole, entry, &person_columns[i]);
}
