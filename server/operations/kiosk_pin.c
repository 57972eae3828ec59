/* SPDX-License-Identifier: EUPL-1.2 */
/* A door's PIN for its staff. */
#include <sodium.h>

#include "kiosk_steps.h"

static enum parvis_status run(struct operation *operation, void *data)
{
    const struct kiosk_pin *order = data;
    struct store_kiosk kiosk;
    enum parvis_status status = store_kiosk_get(operation->store, order->kiosk, &kiosk);
    if (status == PARVIS_OK && kiosk.role != DEVICE_DOOR)
        return kiosk_refuse(operation, PARVIS_CONFLICT, "no_door", "", "device.no_door");
    if (status == PARVIS_OK)
        status = store_kiosk_staff(operation->store, order->kiosk, order->set ? order->salt : NULL,
                                   order->set ? order->key : NULL, operation->changes);
    return kiosk_judge(operation, status);
}

static void clear(void *data)
{
    struct kiosk_pin *order = data;
    sodium_memzero(order->key, sizeof order->key);
}

static const struct kiosk_pin defaults = {.set = true};

const struct operation_form kiosk_pin_form = {.kind = "device",
                                              .size = sizeof(struct kiosk_pin),
                                              .run = run,
                                              .clear = clear,
                                              .defaults = &defaults};
