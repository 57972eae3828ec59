/* SPDX-License-Identifier: EUPL-1.2 */
/* Importing the organisers' files. */
#ifndef PARVIS_IMPORT_OPERATIONS_H
#define PARVIS_IMPORT_OPERATIONS_H

#include "import.h"
#include "operation.h"

/* Imports all files or none, under the actor's name; noted as "import".
 *
 * PARVIS_INVALID: the report has errors. PARVIS_CANCELLED: the dry run found no error.
 * Refuses nothing: the report has every fault. */
struct import_files {
    int64_t edition;             /* out: 1 */
    struct import_file *files;   /* borrowed: whole files */
    size_t count;                /* of them */
    const char *motive;          /* borrowed: for breaking a rule of the selection; NULL: none */
    bool check;                  /* a dry run: nothing is kept */
    struct import_result result; /* out, after a failure too; owned by the order */
};
extern const struct operation_form import_files_form;

#endif
