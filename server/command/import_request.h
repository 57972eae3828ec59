/* SPDX-License-Identifier: EUPL-1.2 */
/* `parvis import --request`: imports for the console. The server hands the request's body to a
 * child process, so that its own loop and memory do not carry the files, and a new programme's time
 * zone does not become the server's before it is committed. */
#ifndef PARVIS_IMPORT_REQUEST_H
#define PARVIS_IMPORT_REQUEST_H

#include <stdint.h>

#include "parvis/text.h"

struct import_request {
    int file;              /* descriptor with the JSON of import_request.schema.json */
    const char *directory; /* the edition's */
    int64_t by_user;       /* the user who asks, for the audit trail and overrides */
    enum text_language language;
};

/* Exit statuses besides 0 (0: the report is on standard output, with or without errors). */
#define IMPORT_REQUEST_INVALID 3 /* malformed request; standard output has a problem */
#define IMPORT_REQUEST_BUSY 4    /* the database was locked */

/* Runs the import and writes JSON on standard output; returns the process's exit status. */
int import_request_run(const struct import_request *request);

#endif
