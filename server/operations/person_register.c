/* SPDX-License-Identifier: EUPL-1.2 */
/* Somebody who came without having been announced is registered, and gets a badge. */
#include <stdio.h>
#include <string.h>

#include "people_operations.h"
#include "store_person.h"

/* What was typed at a door as organisation is a text that a host reads: membership of a team or a
 * buyer's organisation is a host's to give. */
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
