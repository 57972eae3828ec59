/* SPDX-License-Identifier: EUPL-1.2 */
/* A box becomes a kiosk: by its code, or by a token that was made at the machine itself. */
#include <sodium.h>

#include "kiosk_steps.h"

static enum parvis_status refuse_code(struct operation *operation, const char *code,
                                      const char *key)
{
    return kiosk_refuse(operation, PARVIS_FORBIDDEN, code, "secret", key);
}

/* The refusal rolls back the use of the code: it stays unused. */
static enum parvis_status check_browser(struct operation *operation,
                                        const struct kiosk_enrol *order)
{
    struct store_kiosk kiosk;
    enum parvis_status status = store_kiosk_get(operation->store, order->kiosk, &kiosk);
    if (status != PARVIS_OK || kiosk.role == DEVICE_SCREEN || kiosk.role == DEVICE_STAGE)
        return status;
    return refuse_code(operation, "code_not_screen", "device.code_not_screen");
}

static enum parvis_status run_enrol(struct operation *operation, void *data)
{
    struct kiosk_enrol *order = data;
    uint8_t hash[STORE_TOKEN_HASH_BYTES];
    kiosk_hash_secret(order->secret, hash);
    enum parvis_status status =
        store_pairing_use(operation->store, hash, order->nonce_hash, order->token_hash,
                          operation->now, operation->changes, &order->kiosk);
    if (status == PARVIS_NOT_FOUND)
        return refuse_code(operation, "code_unknown", "device.code_unknown");
    if (status == PARVIS_CONFLICT)
        return refuse_code(operation, "code_used", "device.code_used");
    if (status == PARVIS_CANCELLED)
        return refuse_code(operation, "code_expired", "device.code_expired");
    return status == PARVIS_OK && order->browser ? check_browser(operation, order) : status;
}

static void clear_enrol(void *data)
{
    struct kiosk_enrol *order = data;
    sodium_memzero(order->secret, sizeof order->secret);
}

const struct operation_form kiosk_enrol_form = {
    .kind = "device", .size = sizeof(struct kiosk_enrol), .run = run_enrol, .clear = clear_enrol};

static enum parvis_status run_token(struct operation *operation, void *data)
{
    struct kiosk_token *order = data;
    return store_device_put(operation->store, order->name, order->role, order->token_hash,
                            operation->now, operation->changes, &order->kiosk);
}

const struct operation_form kiosk_token_form = {
    .kind = "device", .size = sizeof(struct kiosk_token), .run = run_token};
