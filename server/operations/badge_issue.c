/* SPDX-License-Identifier: EUPL-1.2 */
/* Somebody gets a new badge. */
#include <string.h>

#include "badge_operations.h"
#include "store_check_in.h"
#include "store_person.h"

static enum parvis_status run(struct operation *operation, void *data)
{
    struct badge_issue *order = data;
    struct store_edition edition;
    enum parvis_status status = store_person_look(operation->store, order->person);
    if (status == PARVIS_OK)
        status = store_edition_get(operation->store, &edition);
    if (status == PARVIS_OK)
        status = store_badges_revoke_of(operation->store, order->person, operation->now,
                                        operation->changes, order->withdrawn, BADGE_WITHDRAWN_MAX,
                                        &order->withdrawn_count);
    if (status != PARVIS_OK)
        return status;
    return store_badge_issue(operation->store, order->person, edition.tag, order->key,
                             operation->now, operation->changes, &order->serial, order->signature);
}

static void clear(void *data)
{
    struct badge_issue *order = data;
    explicit_bzero(order->key, sizeof order->key);
}

const struct operation_form badge_issue_form = {.action = "badge.issue",
                                                .kind = "person",
                                                .size = sizeof(struct badge_issue),
                                                .run = run,
                                                .clear = clear};
