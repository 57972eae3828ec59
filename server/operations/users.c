/* SPDX-License-Identifier: EUPL-1.2 */
/* The console's accounts: adds them, changes role or password, revokes them. */
#include <stdio.h>
#include <string.h>

#include "parvis/clock.h"
#include "user_operations.h"

/* The account of an order. Instants of accounts are by the real clock, not the event's. */
struct account {
    int64_t id;       /* 0: by name */
    const char *name; /* NULL: by id */
    bool found, revoked;
    char found_name[129], found_role[16];
};

static bool look(const struct store_access_row *row, void *data)
{
    struct account *account = data;
    bool same = account->name ? strcmp(row->name, account->name) == 0 : row->id == account->id;
    if (!same)
        return true;
    account->found = true;
    account->id = row->id;
    account->revoked = row->revoked_at != 0;
    snprintf(account->found_name, sizeof account->found_name, "%s", row->name);
    snprintf(account->found_role, sizeof account->found_role, "%s", row->role);
    return false;
}

static enum parvis_status find(struct operation *operation, struct account *account)
{
    return store_user_each(operation->store, look, account);
}

/* ---- one organiser must be left ---- */

static bool count_organiser(const struct store_access_row *row, void *data)
{
    *(int *)data += !row->revoked_at && strcmp(row->role, user_role_name(USER_ORGANISER)) == 0;
    return true;
}

/* Checked after the change, inside the same transaction. */
static enum parvis_status check_left(struct operation *operation, int64_t user)
{
    int organisers = 0;
    if (!operation->actor.user)
        return PARVIS_OK;
    if (operation->actor.user == user)
        return operation_refuse_key(operation, "user.oneself");
    enum parvis_status status = store_user_each(operation->store, count_organiser, &organisers);
    return status == PARVIS_OK && organisers == 0
               ? operation_refuse_key(operation, "user.last_organiser")
               : status;
}

/* ---- added ---- */

static enum parvis_status run_add(struct operation *operation, void *data)
{
    struct user_add *order = data;
    struct account account = {.name = order->name};
    enum parvis_status status = find(operation, &account);
    if (status != PARVIS_OK)
        return status;
    if (account.found && !account.revoked && !order->replace)
        return operation_refuse_key(operation, "user.name_taken");
    status = store_user_put(operation->store, order->name, user_role_name(order->role), order->hash,
                            clock_real_ms(), operation->changes);
    if (status == PARVIS_OK)
        status = find(operation, &account);
    order->user = account.id;
    return status;
}

const struct operation_form user_add_form = {
    .action = "user.add", .kind = "user", .size = sizeof(struct user_add), .run = run_add};

/* ---- a password ---- */

static enum parvis_status run_password(struct operation *operation, void *data)
{
    const struct user_password *order = data;
    struct account account = {.id = order->user};
    enum parvis_status status = find(operation, &account);
    if (status == PARVIS_OK && (!account.found || account.revoked))
        return PARVIS_NOT_FOUND;
    return status == PARVIS_OK
               ? store_user_put(operation->store, account.found_name, account.found_role,
                                order->hash, clock_real_ms(), operation->changes)
               : status;
}

const struct operation_form user_password_form = {.action = "user.password",
                                                  .kind = "user",
                                                  .size = sizeof(struct user_password),
                                                  .run = run_password};

/* ---- a role ---- */

static enum parvis_status run_role(struct operation *operation, void *data)
{
    const struct user_role_set *order = data;
    enum parvis_status status = store_user_role(operation->store, order->user,
                                                user_role_name(order->role), operation->changes);
    return status == PARVIS_OK ? check_left(operation, order->user) : status;
}

const struct operation_form user_role_set_form = {
    .action = "user.role", .kind = "user", .size = sizeof(struct user_role_set), .run = run_role};

/* ---- revoked ---- */

static enum parvis_status run_revoke(struct operation *operation, void *data)
{
    struct user_revoke *order = data;
    struct account account = {.id = order->user, .name = order->user ? NULL : order->name};
    enum parvis_status status = find(operation, &account);
    if (status == PARVIS_OK && (!account.found || account.revoked))
        return PARVIS_NOT_FOUND;
    if (status == PARVIS_OK)
        status = store_user_revoke(operation->store, account.found_name, clock_real_ms(),
                                   operation->changes);
    order->user = account.id;
    return status == PARVIS_OK ? check_left(operation, order->user) : status;
}

const struct operation_form user_revoke_form = {
    .action = "user.revoke", .kind = "user", .size = sizeof(struct user_revoke), .run = run_revoke};
