/* SPDX-License-Identifier: EUPL-1.2 */
/* A kiosk is stopped. */
#include "kiosk_steps.h"

static enum parvis_status run(struct operation *operation, void *data)
{
    struct kiosk_revoke *order = data;
    enum parvis_status status =
        order->kiosk ? PARVIS_OK : store_kiosk_find(operation->store, order->name, &order->kiosk);
    if (status == PARVIS_OK)
        status =
            store_kiosk_revoke(operation->store, order->kiosk, operation->now, operation->changes);
    if (status == PARVIS_CONFLICT)
        return kiosk_refuse(operation, status, "revoked", "", "device.revoked");
    return kiosk_judge(operation, status);
}

const struct operation_form kiosk_revoke_form = {
    .kind = "device", .size = sizeof(struct kiosk_revoke), .run = run};
