/* SPDX-License-Identifier: EUPL-1.2 */
/* The one list of expected failures, shared by both programs. A programmer's error is not in it:
 * that is asserted. Functions that can fail return one of these and leave their out-parameters
 * untouched unless they return PARVIS_OK. */
#ifndef PARVIS_STATUS_H
#define PARVIS_STATUS_H

enum parvis_status {
    PARVIS_OK = 0,
    PARVIS_NO_MEMORY, /* an allocation failed; nothing was changed */
    PARVIS_NOT_FOUND, /* no such person, file, row or route */
    PARVIS_INVALID,   /* the input has not the required form */
    PARVIS_CONFLICT,  /* the input is well formed, but the state forbids it */
    PARVIS_FORBIDDEN, /* the caller may not do this */
    PARVIS_BUSY,      /* a queue or a place is full: try again */
    PARVIS_FULL,      /* the disk has no space left */
    PARVIS_IO,        /* a file, socket or disk failed; errno or the log has more */
    PARVIS_CORRUPT,   /* stored data breaks its own rules */
    PARVIS_TOO_NEW,   /* a database or message of a later version */
    PARVIS_CANCELLED, /* the caller asked to stop */
};

/* A short English name for logs: "not found". Never NULL; static storage. */
const char *parvis_status_name(enum parvis_status status);

/* For functions whose result must not be ignored. */
#define PARVIS_MUST_CHECK __attribute__((warn_unused_result))

#endif
