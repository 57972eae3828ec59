/* SPDX-License-Identifier: EUPL-1.2 */
/* Sessions at the console: a user begins one with a password; the user or an organiser ends it.
 * Instants are by the real clock, not the event's. */
#ifndef PARVIS_SIGN_IN_OPERATIONS_H
#define PARVIS_SIGN_IN_OPERATIONS_H

#include "operation.h"
#include "parvis/units.h"
#include "store_access.h"

/* How long a session lasts, ms: a working day with its evening, so that nobody is signed out in the
 * middle of the event. */
#define SIGN_IN_MS (14 * HOUR_MS)

/* Begins a session of a user whose password the caller has checked. The audit trail does not note
 * it.
 * Refuses: sign_in.changed (the account was revoked, or has another password, since the check). */
struct sign_in_begin {
    int64_t sign_in; /* out */
    int64_t user;
    char judged[STORE_PASSWORD_HASH_BYTES]; /* the hash that the caller checked */
    uint8_t token_hash[STORE_TOKEN_HASH_BYTES];
};
extern const struct operation_form sign_in_begin_form;

/* Signs the actor out. A session that has ended stays ended. Not noted. Refuses nothing. */
struct sign_in_leave {
    int64_t sign_in;
};
extern const struct operation_form sign_in_leave_form;

/* Ends a user's session; noted as "session.end". PARVIS_NOT_FOUND: no such session in force, or not
 * `whose`. Refuses nothing. */
struct sign_in_end {
    int64_t sign_in;
    int64_t whose; /* the user that it must belong to; 0: any */
};
extern const struct operation_form sign_in_end_form;

#endif
