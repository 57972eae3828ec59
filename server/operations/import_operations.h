/* SPDX-License-Identifier: EUPL-1.2 */
/* The organisers' files become the edition. */
#ifndef PARVIS_IMPORT_OPERATIONS_H
#define PARVIS_IMPORT_OPERATIONS_H

#include "import.h"
#include "operation.h"

/* Imports files, all or none, under the name of who asks; noted as "import".
 *
 * PARVIS_INVALID: the report has errors. PARVIS_CANCELLED: it was a dry run, and all would be well.
 * Refuses nothing: the report says it all. */
struct import_files {
    int64_t edition;             /* out: 1 */
    struct import_file *files;   /* borrowed: whole files */
    size_t count;                /* of them */
    const char *motive;          /* borrowed: of breaking a rule of the selection; NULL: none */
    bool check;                  /* a dry run: nothing is to be kept */
    struct import_result result; /* out, after a failure too; owned by the order */
};
extern const struct operation_form import_files_form;

#endif
