/* SPDX-License-Identifier: EUPL-1.2 */
/* Registers a walk-in, with a badge. */
#include <stdio.h>
#include <string.h>

#include "people_operations.h"
#include "store_person.h"

/* An organisation typed at a door is only a text: a host alone may make somebody a member of a team
 * or of a buyer's organisation. */
static enum parvis_status limit_to_visitors(struct operation *operation, struct person_entry *entry)
{
    if (strcmp(entry->values.role, "visitor") != 0) {
        snprintf(operation->refusal.field, sizeof operation->refusal.field, "role");
        return operation_refuse_as(operation, PARVIS_FORBIDDEN, "visitors_only",
                                   "person.visitors_only");
    }
    entry->values.affiliation = entry->organisation;
    entry->organisation = "";
    return PARVIS_OK;
}

static enum parvis_status run(struct operation *operation, void *data)
{
    struct person_register *order = data;
    struct store_edition edition;
    enum parvis_status status = PARVIS_OK;
    if (operation->actor.device)
        status = limit_to_visitors(operation, &order->said.entry);
    if (status == PARVIS_OK)
        status = store_edition_get(operation->store, &edition);
    if (status == PARVIS_OK)
        status = store_walk_in_add(operation->store, &order->said.entry, operation->changes,
                                   &order->person);
    if (status != PARVIS_OK)
        return status;
    return store_badge_issue(operation->store, order->person, edition.tag, order->key,
                             operation->now, operation->changes, &order->serial, order->signature);
}

static void clear(void *data)
{
    struct person_register *order = data;
    explicit_bzero(order, sizeof *order); /* names and the key */
}

const struct operation_form person_register_form = {.action = "person.add",
                                                    .kind = "person",
                                                    .size = sizeof(struct person_register),
                                                    .run = run,
                                                    .clear = clear};
