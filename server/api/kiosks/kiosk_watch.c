/* SPDX-License-Identifier: EUPL-1.2 */
/* Follows the change log for kiosks. */
#include "kiosk_watch.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk_reports.h"
#include "parvis/json.h"
#include "parvis/staff.h"

static void add_stand_code(const struct api *api, cJSON *object, int64_t stand)
{
    const char *body = stand ? model_body(api->model, "stand", stand) : NULL;
    cJSON *row = body ? cJSON_Parse(body) : NULL;
    cJSON_AddStringToObject(object, "stand", json_text(row, "code"));
    cJSON_Delete(row);
}

/* The PIN's salt: by it the kiosk sees that its names are sealed with another PIN, or none. */
static void add_salt(cJSON *object, const struct model_device *device)
{
    char salt[2 * STAFF_SALT_BYTES + 1] = "";
    if (device->staff)
        sodium_bin2hex(salt, sizeof salt, device->staff_salt, STAFF_SALT_BYTES);
    cJSON_AddStringToObject(object, "staff", salt);
}

cJSON *kiosk_settings(const struct api *api, const struct model_device *device)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddNumberToObject(object, "id", (double)device->id);
    cJSON_AddStringToObject(object, "name", device->name);
    cJSON_AddStringToObject(object, "role", device_role_name(device->role));
    cJSON_AddStringToObject(object, "shows", device->shows);
    add_stand_code(api, object, device->stand);
    cJSON_AddBoolToObject(object, "leaving", device->leaving);
    cJSON_AddStringToObject(object, "language", device->language);
    cJSON_AddBoolToObject(object, "dark", device->dark);
    cJSON_AddBoolToObject(object, "registers", device->registers);
    add_salt(object, device);
    return object;
}

static void look_at(struct api *api, int64_t id)
{
    const struct model_device *device = model_device(api->model, id);
    if (!device || device->revoked_at) {
        kiosks_forget(api->kiosks, id);
        return;
    }
    kiosks_forget_scans(api->kiosks, id);
    /* Reports of the former box are not the new one's. */
    kiosks_forget_before(api->kiosks, id, device->enrolled_at);
    char *settings = api_print(kiosk_settings(api, device));
    feed_tell(api->feed, id, "settings", settings);
    free(settings);
}

void kiosk_watch(struct api *api, const struct store_change_list *changes)
{
    for (size_t i = 0; i < changes->count; i++)
        if (kind_of(changes->items[i].kind) == KIND_DEVICE)
            look_at(api, changes->items[i].id);
}
