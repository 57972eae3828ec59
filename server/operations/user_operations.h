/* SPDX-License-Identifier: EUPL-1.2 */
/* The console's accounts. A user cannot take rights away from themselves, and the last organiser
 * stays one; a command at the machine itself (the actor is no user) can always add another. */
#ifndef PARVIS_USER_OPERATIONS_H
#define PARVIS_USER_OPERATIONS_H

#include "operation.h"
#include "parvis/states.h"
#include "store_access.h"

#define USER_NAME_CHARS 64

/* Adds an account. A revoked account of this name is used again.
 * Refuses: user.name_taken, unless `replace`. */
struct user_add {
    int64_t user; /* out */
    char name[4 * USER_NAME_CHARS + 1];
    enum user_role role;
    char hash[STORE_PASSWORD_HASH_BYTES]; /* of the password */
    bool replace; /* an account of this name takes role and password, and is signed out */
};
extern const struct operation_form user_add_form;

/* Gives an account a new password and ends its sessions. PARVIS_NOT_FOUND: no such account, or
 * revoked. Refuses nothing. */
struct user_password {
    int64_t user;
    char hash[STORE_PASSWORD_HASH_BYTES];
};
extern const struct operation_form user_password_form;

/* Gives an account another role. PARVIS_NOT_FOUND: no such account, or revoked. Refuses:
 * user.oneself, user.last_organiser. */
struct user_role_set {
    int64_t user;
    enum user_role role;
};
extern const struct operation_form user_role_set_form;

/* Revokes an account and ends its sessions. PARVIS_NOT_FOUND: no such account, or revoked before.
 * Refuses: user.oneself, user.last_organiser. */
struct user_revoke {
    int64_t user; /* 0: the account of this name */
    char name[4 * USER_NAME_CHARS + 1];
};
extern const struct operation_form user_revoke_form;

#endif
