/* SPDX-License-Identifier: EUPL-1.2 */
/* Running one operation, refusing it, and its note in the audit trail. */
#include "operation.h"

#include <stdio.h>
#include <string.h>

#include "store_audit.h"
#include "store_phone.h"

int64_t operation_subject(const void *order)
{
    int64_t subject;
    memcpy(&subject, order, sizeof subject);
    return subject;
}

static bool is_worth_noting(const struct operation_form *form, const struct operation *operation,
                            size_t changes_before)
{
    return operation->action && operation->changes &&
           (form->memory || operation->changes->count > changes_before) &&
           (operation->actor.user || operation->actor.device);
}

/* The range of the deed's changes in the log; the note's own, when there are none. */
static void set_range(struct store_audit *audit, struct operation *operation, size_t before)
{
    const struct store_change_list *changes = operation->changes;
    bool any = changes->count > before;
    audit->from_seq = any ? changes->items[before].seq : store_last_seq(operation->store) + 1;
    audit->to_seq = any ? changes->items[changes->count - 1].seq : audit->from_seq;
}

static enum parvis_status note(const struct operation_form *form, struct operation *operation,
                               const void *order, size_t changes_before)
{
    struct store_audit audit = {.at = operation->now,
                                .user = operation->actor.user,
                                .device = operation->actor.device,
                                .subject = operation_subject(order),
                                .undoes = operation->undoes};
    set_range(&audit, operation, changes_before);
    snprintf(audit.action, sizeof audit.action, "%s", operation->action);
    snprintf(audit.kind, sizeof audit.kind, "%s", form->kind);
    snprintf(audit.scan, sizeof audit.scan, "%s", operation->scan ? operation->scan : "");
    return store_audit_add(operation->store, &audit, operation->changes);
}

/* *ret_again: this order was done before. */
static enum parvis_status begin_once(struct operation *operation, bool *ret_again)
{
    *ret_again = false;
    if (!*operation->once.id)
        return PARVIS_OK;
    enum parvis_status status =
        store_order_note(operation->store, operation->once.id, operation->actor.person,
                         operation->once.digest, operation->now, ret_again);
    if (status != PARVIS_CONFLICT)
        return status;
    return operation_refuse_as(operation, status, "order_reused", "mine.order_reused");
}

enum parvis_status operation_perform(const struct operation_form *form, struct operation *operation,
                                     void *order)
{
    size_t changes_before = operation->changes ? operation->changes->count : 0;
    operation->action = form->action;
    operation->refusal = (struct operation_refusal){0};
    bool again;
    enum parvis_status status = begin_once(operation, &again);
    if (status != PARVIS_OK || again)
        return status;
    status = form->run(operation, order);
    if (status == PARVIS_OK && is_worth_noting(form, operation, changes_before))
        status = note(form, operation, order, changes_before);
    return status;
}

enum parvis_status operation_refuse(struct operation *operation, const struct reason *reason)
{
    operation->refusal.reason = *reason;
    return PARVIS_CONFLICT;
}

enum parvis_status operation_refuse_key(struct operation *operation, const char *key)
{
    reason_set(&operation->refusal.reason, key);
    return PARVIS_CONFLICT;
}

enum parvis_status operation_refuse_as(struct operation *operation, enum parvis_status status,
                                       const char *code, const char *key)
{
    operation->refusal.code = code;
    reason_set(&operation->refusal.reason, key);
    return status;
}

enum parvis_status operation_unknown(struct operation *operation, const char *field)
{
    struct operation_refusal *refusal = &operation->refusal;
    refusal->code = "unknown";
    reason_set(&refusal->reason, "steering.unknown");
    snprintf(refusal->field, sizeof refusal->field, "%s", field);
    return PARVIS_INVALID;
}

bool operation_is_refused(const struct operation *operation)
{
    return operation->refusal.reason.key != NULL;
}
