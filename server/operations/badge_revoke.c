/* SPDX-License-Identifier: EUPL-1.2 */
/* Withdraws a badge, or all badges of a person. */
#include "badge_operations.h"
#include "store_check_in.h"
#include "store_person.h"

static enum parvis_status refuse(struct operation *operation)
{
    return operation_refuse_as(operation, PARVIS_CONFLICT, "already_revoked",
                               "badge.already_revoked");
}

static enum parvis_status run_one(struct operation *operation, void *data)
{
    const struct badge_revoke *order = data;
    enum parvis_status status =
        store_badge_revoke(operation->store, order->badge, operation->now, operation->changes);
    return status == PARVIS_CONFLICT ? refuse(operation) : status;
}

const struct operation_form badge_revoke_form = {
    .action = "badge.revoke", .kind = "badge", .size = sizeof(struct badge_revoke), .run = run_one};

static enum parvis_status run_all(struct operation *operation, void *data)
{
    const struct person_badges_revoke *order = data;
    int64_t first;
    size_t count = 0;
    enum parvis_status status = store_person_look(operation->store, order->person);
    if (status == PARVIS_OK)
        status = store_badges_revoke_of(operation->store, order->person, operation->now,
                                        operation->changes, &first, 1, &count);
    return status == PARVIS_OK && count == 0 ? refuse(operation) : status;
}

const struct operation_form person_badges_revoke_form = {.action = "badge.revoke",
                                                         .kind = "person",
                                                         .size =
                                                             sizeof(struct person_badges_revoke),
                                                         .run = run_all};
