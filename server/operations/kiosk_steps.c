/* SPDX-License-Identifier: EUPL-1.2 */
/* Refusals and codes of kiosks. */
#include "kiosk_steps.h"

#include <sodium.h>
#include <stdio.h>

enum parvis_status kiosk_refuse(struct operation *operation, enum parvis_status status,
                                const char *code, const char *field, const char *key)
{
    struct operation_refusal *refusal = &operation->refusal;
    snprintf(refusal->field, sizeof refusal->field, "%s", field);
    return operation_refuse_as(operation, status, code, key);
}

enum parvis_status kiosk_judge(struct operation *operation, enum parvis_status status)
{
    if (status == PARVIS_NOT_FOUND)
        return kiosk_refuse(operation, status, "no_such_kiosk", "", "device.unknown");
    if (status == PARVIS_INVALID)
        return kiosk_refuse(operation, status, "unknown", "stand", "device.no_stand");
    return status;
}

void kiosk_hash_secret(const uint8_t secret[PAIRING_SECRET_BYTES],
                       uint8_t ret_hash[STORE_TOKEN_HASH_BYTES])
{
    static const unsigned char domain[] = "parvis pairing v1";
    crypto_generichash(ret_hash, STORE_TOKEN_HASH_BYTES, secret, PAIRING_SECRET_BYTES, domain,
                       sizeof domain - 1);
}

enum parvis_status kiosk_keep_code(struct operation *operation, int64_t kiosk,
                                   struct pairing_code *code, int64_t *ret_expires_at)
{
    uint8_t hash[STORE_TOKEN_HASH_BYTES];
    randombytes_buf(code->secret, sizeof code->secret);
    kiosk_hash_secret(code->secret, hash);
    *ret_expires_at = operation->now + PAIRING_LASTS_MS;
    return store_pairing_make(operation->store, kiosk, hash, operation->now, *ret_expires_at);
}
