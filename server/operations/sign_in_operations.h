/* SPDX-License-Identifier: EUPL-1.2 */
/* Sessions at the console: begun with a password, ended by who has it or by an organiser. Their
 * instants are the real clock's: a session's age is not the event's. */
#ifndef PARVIS_SIGN_IN_OPERATIONS_H
#define PARVIS_SIGN_IN_OPERATIONS_H

#include "operation.h"
#include "parvis/units.h"
#include "store_access.h"

/* A working day with its evening: nobody is signed out in the middle of the event. */
#define SIGN_IN_MS (14 * HOUR_MS)

/* Begins a session of an account whose password was judged beforehand. It is not noted.
 * Refuses: sign_in.changed (the account was revoked, or has another password, since the password
 * was judged). */
struct sign_in_begin {
    int64_t sign_in; /* out */
    int64_t user;
    char judged[STORE_PASSWORD_HASH_BYTES]; /* the hash that the password was held against */
    uint8_t token_hash[STORE_TOKEN_HASH_BYTES];
};
extern const struct operation_form sign_in_begin_form;

/* Ends the session of who asks: signs out. One that is over stays so. It is not noted, and refuses
 * nothing. */
struct sign_in_leave {
    int64_t sign_in;
};
extern const struct operation_form sign_in_leave_form;

/* Ends somebody's session; noted as "session.end". PARVIS_NOT_FOUND: there is none in force, or not
 * of `whose`. Refuses nothing. */
struct sign_in_end {
    int64_t sign_in;
    int64_t whose; /* the user whose it must be; 0: anybody's */
};
extern const struct operation_form sign_in_end_form;

#endif
