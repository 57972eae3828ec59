/* SPDX-License-Identifier: EUPL-1.2 */
/* `parvis import --request`: the console's way in. The server hands the request's body to a process
 * of its own, so that neither its loop nor its memory carries the files, and the zone of a new
 * programme is not the server's before it is committed. */
#ifndef PARVIS_IMPORT_REQUEST_H
#define PARVIS_IMPORT_REQUEST_H

#include <stdint.h>

#include "parvis/text.h"

struct import_request {
    int file;              /* descriptor with the JSON of import_request.schema.json */
    const char *directory; /* the edition's */
    int64_t by_user;       /* who asks, for the audit trail and for overrides */
    enum text_language language;
};

/* Exit statuses beside 0 (the report is on standard output, whatever it found). */
#define IMPORT_REQUEST_INVALID 3 /* the request is not what it should be: a problem is there */
#define IMPORT_REQUEST_BUSY 4    /* the database could not be had */

/* Runs it and writes JSON on standard output; returns the process's exit status. */
int import_request_run(const struct import_request *request);

#endif
