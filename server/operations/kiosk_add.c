/* SPDX-License-Identifier: EUPL-1.2 */
/* Adds a kiosk, with the code by which a box becomes it. */
#include <sodium.h>
#include <string.h>

#include "kiosk_steps.h"

static struct store_kiosk row_of(const struct kiosk_add *order)
{
    return (struct store_kiosk){.role = order->role,
                                .shows = order->shows,
                                .language = order->language,
                                .stand = order->stand,
                                .leaving = order->leaving,
                                .registers = order->registers};
}

/* The kiosk of this name is in use: changes its settings and makes a new code. */
static enum parvis_status replace(struct operation *operation, struct kiosk_add *order,
                                  const struct store_kiosk *kiosk)
{
    enum parvis_status status = store_kiosk_find(operation->store, order->name, &order->kiosk);
    return status == PARVIS_OK
               ? store_kiosk_set(operation->store, order->kiosk, kiosk, operation->changes)
               : status;
}

static enum parvis_status run(struct operation *operation, void *data)
{
    struct kiosk_add *order = data;
    struct store_kiosk kiosk = row_of(order);
    if (order->name[strspn(order->name, " ")] == '\0')
        return kiosk_refuse(operation, PARVIS_INVALID, "invalid_field", "name",
                            "device.blank_name");
    enum parvis_status status = store_kiosk_add(operation->store, order->name, &kiosk,
                                                operation->now, operation->changes, &order->kiosk);
    if (status == PARVIS_CONFLICT && !order->replace)
        return kiosk_refuse(operation, status, "name_taken", "name", "device.name_taken");
    if (status == PARVIS_CONFLICT)
        status = replace(operation, order, &kiosk);
    if (status == PARVIS_OK)
        status = kiosk_keep_code(operation, order->kiosk, &order->code, &order->expires_at);
    return kiosk_judge(operation, status);
}

static void clear(void *data)
{
    struct kiosk_add *order = data;
    sodium_memzero(&order->code, sizeof order->code);
}

static const struct kiosk_add defaults = {.shows = SCREEN_AGENDA};

const struct operation_form kiosk_add_form = {.kind = "device",
                                              .size = sizeof(struct kiosk_add),
                                              .run = run,
                                              .clear = clear,
                                              .defaults = &defaults};
