/* SPDX-License-Identifier: EUPL-1.2 */
/* A new code for a kiosk, in place of the last one. */
#include <sodium.h>

#include "kiosk_steps.h"

static enum parvis_status run(struct operation *operation, void *data)
{
    struct kiosk_pair *order = data;
    struct store_kiosk kiosk;
    enum parvis_status status = store_kiosk_get(operation->store, order->kiosk, &kiosk);
    if (status == PARVIS_OK)
        status = kiosk_keep_code(operation, order->kiosk, &order->code, &order->expires_at);
    return kiosk_judge(operation, status);
}

static void clear(void *data)
{
    struct kiosk_pair *order = data;
    sodium_memzero(&order->code, sizeof order->code);
}

const struct operation_form kiosk_pair_form = {
    .kind = "device", .size = sizeof(struct kiosk_pair), .run = run, .clear = clear};
