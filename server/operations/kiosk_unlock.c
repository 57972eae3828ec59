/* SPDX-License-Identifier: EUPL-1.2 */
/* Lifts the lock of a door's PIN. */
#include "kiosk_steps.h"

static enum parvis_status run(struct operation *operation, void *data)
{
    const struct kiosk_unlock *order = data;
    bool has = false;
    enum parvis_status status = store_kiosk_has_pin(operation->store, order->kiosk, &has);
    if (status == PARVIS_OK && !has)
        return kiosk_refuse(operation, PARVIS_CONFLICT, "no_pin", "", "device.no_pin");
    return kiosk_judge(operation, status);
}

const struct operation_form kiosk_unlock_form = {.action = "kiosk.unlock",
                                                 .kind = "device",
                                                 .size = sizeof(struct kiosk_unlock),
                                                 .run = run,
                                                 .memory = true};
