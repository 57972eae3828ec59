/* SPDX-License-Identifier: EUPL-1.2 */
/* An operation performed by a command. */
#include "perform.h"

#include <stdlib.h>

#include "command.h"
#include "operator.h"
#include "parvis/clock.h"

enum parvis_status command_perform(struct store *store, const struct operation_form *form,
                                   void *order, struct operation_refusal *ret_refusal)
{
    struct operation operation = {.store = store, .now = clock_event_ms()};
    operator_name(operation.actor.name, sizeof operation.actor.name);
    enum parvis_status status = store_begin(store);
    if (status != PARVIS_OK)
        return status;
    status = operation_perform(form, &operation, order);
    if (status == PARVIS_OK)
        return store_commit(store);
    store_rollback(store);
    if (ret_refusal)
        *ret_refusal = operation.refusal;
    return status;
}

int command_refused(enum parvis_status status, const struct operation_refusal *refusal)
{
    if (!refusal->reason.key)
        return command_failed(status);
    char *reason = reason_say(&refusal->reason, text_language_from_environment());
    int result = command_fail("command.refused", "reason", reason, NULL);
    free(reason);
    return result;
}
