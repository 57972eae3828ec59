/* SPDX-License-Identifier: EUPL-1.2 */
/* Begins a session at the console. */
#include <string.h>

#include "parvis/clock.h"
#include "sign_in_operations.h"

/* Checking a password takes some 20 ms, and the account may change meanwhile: a session must not
 * begin with an old password. */
static enum parvis_status check_unchanged(struct operation *operation,
                                          const struct sign_in_begin *order)
{
    char hash[STORE_PASSWORD_HASH_BYTES];
    enum parvis_status status = store_user_password(operation->store, order->user, hash);
    if (status == PARVIS_NOT_FOUND || (status == PARVIS_OK && strcmp(hash, order->judged) != 0))
        return operation_refuse_key(operation, "sign_in.changed");
    return status;
}

static enum parvis_status run(struct operation *operation, void *data)
{
    struct sign_in_begin *order = data;
    int64_t now = clock_real_ms();
    enum parvis_status status = check_unchanged(operation, order);
    return status == PARVIS_OK
               ? store_sign_in_add(operation->store, order->user, order->token_hash, now,
                                   now + SIGN_IN_MS, operation->changes, &order->sign_in)
               : status;
}

const struct operation_form sign_in_begin_form = {
    .kind = "sign_in", .size = sizeof(struct sign_in_begin), .run = run};
