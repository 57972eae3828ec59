/* SPDX-License-Identifier: EUPL-1.2 */
/* A scan is taken back. */
#include <stdio.h>
#include <string.h>

#include "check_in_operations.h"
#include "parvis/units.h"

static enum parvis_status refuse(struct operation *operation, const char *code, const char *key)
{
    return operation_refuse_as(operation, PARVIS_CONFLICT, code, key);
}

/* Whether the actor may annul this scan. */
static enum parvis_status check_right(const struct operation *operation,
                                      const struct check_in_annul *order,
                                      const struct store_scan *scan)
{
    bool by_name = scan->serial == 0 && scan->person != 0;
    if (!operation->actor.device)
        return PARVIS_OK;
    if (scan->device != operation->actor.device)
        return PARVIS_NOT_FOUND; /* another door's */
    return by_name && !order->staff ? PARVIS_FORBIDDEN : PARVIS_OK;
}

static enum parvis_status check_age(struct operation *operation, const struct store_scan *scan)
{
    struct store_edition edition;
    enum parvis_status status = store_edition_get(operation->store, &edition);
    if (status != PARVIS_OK || operation->now - scan->received_at <= edition.annul_min * MINUTE_MS)
        return status;
    status = refuse(operation, "too_late", "scan.too_late");
    reason_add_number(&operation->refusal.reason, "minutes", edition.annul_min);
    return status;
}

/* Only a person's last move can be annulled, and only for some minutes. */
static enum parvis_status check(struct operation *operation, struct check_in_annul *order,
                                const struct store_scan *scan)
{
    enum parvis_status status = check_right(operation, order, scan);
    if (status != PARVIS_OK)
        return status;
    if (scan->annulled_at)
        return refuse(operation, "already_annulled", "scan.already_annulled");
    if (!scan->moved)
        return refuse(operation, "moved_nobody", "scan.moved_nobody");
    status = check_age(operation, scan);
    if (status == PARVIS_OK)
        status = store_presence_get(operation->store, scan->person, &order->presence);
    if (status == PARVIS_OK && order->presence.scan != scan->number)
        return refuse(operation, "not_the_last", "scan.not_the_last");
    return status;
}

static enum parvis_status put_back(struct operation *operation, struct check_in_annul *order,
                                   const struct store_scan *scan)
{
    struct store_presence *presence = &order->presence;
    presence->state = scan->before;
    presence->at = operation->now;
    if (scan->before == CHECK_IN_EXPECTED)
        presence->first_at = 0;
    enum parvis_status status = store_scan_annul(operation->store, scan->number, operation->now);
    if (status == PARVIS_OK)
        status = store_presence_put(operation->store, scan->person, presence);
    return status == PARVIS_OK
               ? store_record(operation->store, "presence", scan->person, operation->changes)
               : status;
}

static enum parvis_status run(struct operation *operation, void *data)
{
    struct check_in_annul *order = data;
    struct store_scan scan;
    enum parvis_status status = store_scan_find(operation->store, order->id, &scan);
    if (status == PARVIS_OK)
        status = check(operation, order, &scan);
    if (status != PARVIS_OK)
        return status;
    order->person = scan.person;
    return put_back(operation, order, &scan);
}

const struct operation_form check_in_annul_form = {.action = "check_in.annul",
                                                   .kind = "person",
                                                   .size = sizeof(struct check_in_annul),
                                                   .run = run};
