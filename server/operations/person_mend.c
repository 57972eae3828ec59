/* SPDX-License-Identifier: EUPL-1.2 */
/* Corrects a profile, merges two rows of one person, erases a person. */
#include "people_operations.h"
#include "store_desk.h"
#include "store_erase.h"

static enum parvis_status run_correct(struct operation *operation, void *data)
{
    const struct person_correct *order = data;
    return store_person_correct(operation->store, order->person, &order->said.entry,
                                operation->changes);
}

const struct operation_form person_correct_form = {.action = "person.edit",
                                                   .kind = "person",
                                                   .size = sizeof(struct person_correct),
                                                   .run = run_correct};

static enum parvis_status run_merge(struct operation *operation, void *data)
{
    const struct person_merge *order = data;
    enum parvis_status status = store_person_merge(
        operation->store, order->duplicate, order->person, operation->now, operation->changes);
    return status == PARVIS_CONFLICT ? operation_refuse_key(operation, "person.other_role")
                                     : status;
}

const struct operation_form person_merge_form = {.action = "person.merge",
                                                 .kind = "person",
                                                 .size = sizeof(struct person_merge),
                                                 .run = run_merge};

static enum parvis_status run_erase(struct operation *operation, void *data)
{
    struct person_erase *order = data;
    order->at = operation->now;
    return store_person_erase(operation->store, order->person, operation->now, operation->changes);
}

const struct operation_form person_erase_form = {.action = "person.erase",
                                                 .kind = "person",
                                                 .size = sizeof(struct person_erase),
                                                 .run = run_erase};
