/* SPDX-License-Identifier: EUPL-1.2 */
/* Editions of the tests: made in a temporary directory, fed with files that are texts. */
#ifndef PARVIS_TEST_EDITION_H
#define PARVIS_TEST_EDITION_H

#include "import.h"

/* How a test imports. */
struct edition_options {
    bool check;                     /* a dry run */
    struct selection_motive motive; /* of breaking a rule, and who says so */
};

/* A file of the example edition, whole. The caller frees it. */
char *edition_file(const char *name, size_t *ret_size);

/* Makes the example edition (no files imported yet) and opens it. */
struct store *edition_make(void);
/* Where the last one is. */
const char *edition_directory(void);
/* Closes it and takes its directory away. */
void edition_remove(struct store *store);

/* Imports the files as the operation does (import_operations.h), in a transaction of its own.
 * PARVIS_OK of a dry run: all would be well. */
enum parvis_status edition_run(struct store *store, struct import_file *files, size_t count,
                               const struct edition_options *options,
                               struct import_result *ret_result);
/* Imports one text as `kind`. */
enum parvis_status edition_import(struct store *store, enum import_kind kind, const char *name,
                                  const char *text, struct import_result *ret_result);
/* The same with a size (NUL bytes) and options. */
enum parvis_status edition_import_bytes(struct store *store, enum import_kind kind,
                                        const char *name, const char *bytes, size_t size,
                                        const struct edition_options *options,
                                        struct import_result *ret_result);
/* Imports the six CSV files of the example edition, which must succeed. */
void edition_fill(struct store *store);

/* Asserts that the one text `text`, imported as `kind` under `name`, is refused with exactly this
 * one sentence, and changes nothing. */
void edition_refuses(struct store *store, enum import_kind kind, const char *name, const char *text,
                     enum text_language language, const char *sentence);
/* The first number of a query's first row. */
int64_t edition_number(struct store *store, const char *sql);
/* Runs SQL that must succeed. */
void edition_sql(struct store *store, const char *sql);
/* Every row of the tables that files fill, as one text: what two imports must agree on. The caller
 * frees it. */
char *edition_dump(struct store *store);

/* Asserts that `parvis verify` finds nothing: the log says what the tables say. */
void edition_verify(struct store *store);

#endif
