/* SPDX-License-Identifier: EUPL-1.2 */
/* Changes a kiosk's settings. */
#include "kiosk_steps.h"

static void take_given(struct store_kiosk *kiosk, const struct kiosk_change *order)
{
    if (order->given.role)
        kiosk->role = order->role;
    if (order->given.shows)
        kiosk->shows = order->shows;
    if (order->given.language)
        kiosk->language = order->language;
    if (order->given.stand)
        kiosk->stand = order->stand;
    if (order->given.leaving)
        kiosk->leaving = order->leaving;
    if (order->given.registers)
        kiosk->registers = order->registers;
    if (order->given.dark)
        kiosk->dark = order->dark;
}

static enum parvis_status run(struct operation *operation, void *data)
{
    const struct kiosk_change *order = data;
    struct store_kiosk kiosk;
    enum parvis_status status = store_kiosk_get(operation->store, order->kiosk, &kiosk);
    if (status == PARVIS_OK) {
        take_given(&kiosk, order);
        status = store_kiosk_set(operation->store, order->kiosk, &kiosk, operation->changes);
    }
    return kiosk_judge(operation, status);
}

const struct operation_form kiosk_change_form = {
    .kind = "device", .size = sizeof(struct kiosk_change), .run = run};
