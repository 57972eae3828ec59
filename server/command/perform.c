/* SPDX-License-Identifier: EUPL-1.2 */
/* An operation performed by a command. */
#include "perform.h"

#include <stdlib.h>

#include "command.h"
#include "operator.h"
#include "parvis/clock.h"

enum parvis_status command_perform_as(struct store *store, const struct operation_actor *actor,
                                      const struct operation_form *form, void *order,
                                      struct operation_refusal *ret_refusal)
{
    struct store_change_list changes = {0};
    struct operation operation = {
        .store = store, .changes = &changes, .now = clock_event_ms(), .actor = *actor};
    enum parvis_status status = store_begin(store);
    if (status != PARVIS_OK)
        return status;
    status = operation_perform(form, &operation, order);
    if (status == PARVIS_OK)
        status = store_commit(store);
    else
        store_rollback(store);
    store_changes_clear(&changes);
    if (status != PARVIS_OK && ret_refusal)
        *ret_refusal = operation.refusal;
    return status;
}

enum parvis_status command_perform(struct store *store, const struct operation_form *form,
                                   void *order, struct operation_refusal *ret_refusal)
{
    struct operation_actor actor = {0};
    operator_name(actor.name, sizeof actor.name);
    return command_perform_as(store, &actor, form, order, ret_refusal);
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
