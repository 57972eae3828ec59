/* SPDX-License-Identifier: EUPL-1.2 */
/* Kiosks as JSON for the console: their settings and their state. */
#include "kiosk_row.h"

#include "kiosk_reports.h"
#include "parvis/clock.h"
#include "staff_proof.h"

static cJSON *instant(int64_t at)
{
    return at ? cJSON_CreateNumber((double)at) : cJSON_CreateNull();
}

static cJSON *health_json(const struct kiosk_health *health)
{
    if (!health)
        return cJSON_CreateNull();
    cJSON *object = cJSON_CreateObject();
    cJSON_AddNumberToObject(object, "seen_at", (double)health->seen_at);
    cJSON_AddStringToObject(object, "version", health->version);
    cJSON_AddStringToObject(object, "screen", health->screen);
    cJSON_AddNumberToObject(object, "width", (double)health->width);
    cJSON_AddNumberToObject(object, "height", (double)health->height);
    cJSON_AddNumberToObject(object, "uptime_s", (double)health->uptime_s);
    cJSON_AddItemToObject(object, "last_scan_at", instant(health->last_scan_at));
    cJSON_AddNumberToObject(object, "queue", (double)health->queue);
    cJSON_AddStringToObject(object, "printer", health->printer);
    cJSON_AddItemToObject(object, "help_at", instant(health->help_at));
    return object;
}

/* Wrong PINs of a door: those typed at it, and those sent to the server with its token. Null:
 * none. */
static cJSON *tries_json(const struct api *api, const struct model_device *device, int64_t now)
{
    const struct kiosk_health *health = kiosks_health(api->kiosks, device->id);
    struct staff_tries tries = staff_proofs_tries(api->staff, device, now);
    int64_t passed = clock_event_ms() - now; /* an instant of the monotonic clock on the event's */
    int64_t since = tries.wrong ? tries.since + passed : 0,
            until = tries.until ? tries.until + passed : 0, wrong = tries.wrong;
    if (device->staff && health && health->pin_wrong) {
        wrong += health->pin_wrong;
        since = since && since < health->pin_since ? since : health->pin_since;
        until = until > health->pin_until ? until : health->pin_until;
    }
    if (wrong == 0)
        return cJSON_CreateNull();
    cJSON *object = cJSON_CreateObject();
    cJSON_AddNumberToObject(object, "wrong", (double)wrong);
    cJSON_AddNumberToObject(object, "since", (double)since);
    cJSON_AddItemToObject(object, "until", instant(until > clock_event_ms() ? until : 0));
    return object;
}

cJSON *kiosk_row(const struct api *api, const struct model_device *device)
{
    int64_t now = clock_monotonic_ms(), picture_at = 0;
    cJSON *row = cJSON_CreateObject();
    bool online = !device->revoked_at && (feed_is_followed_by(api->feed, device->id) ||
                                          kiosks_is_heard(api->kiosks, device->id, now));
    kiosks_picture(api->kiosks, device->id, now, &picture_at);
    cJSON_AddNumberToObject(row, "id", (double)device->id);
    cJSON_AddStringToObject(row, "name", device->name);
    cJSON_AddStringToObject(row, "role", device_role_name(device->role));
    cJSON_AddStringToObject(row, "shows", device->shows);
    cJSON_AddItemToObject(row, "stand", instant(device->stand));
    cJSON_AddBoolToObject(row, "leaving", device->leaving);
    cJSON_AddStringToObject(row, "language", device->language);
    cJSON_AddBoolToObject(row, "dark", device->dark);
    cJSON_AddBoolToObject(row, "registers", device->registers);
    cJSON_AddBoolToObject(row, "staff", device->staff);
    cJSON_AddItemToObject(row, "pin_tries", tries_json(api, device, now));
    cJSON_AddItemToObject(row, "enrolled_at", instant(device->enrolled_at));
    cJSON_AddItemToObject(row, "revoked_at", instant(device->revoked_at));
    cJSON_AddBoolToObject(row, "online", online);
    cJSON_AddItemToObject(row, "picture_at", instant(picture_at));
    cJSON_AddItemToObject(row, "health", health_json(kiosks_health(api->kiosks, device->id)));
    return row;
}

cJSON *kiosk_answer(const struct api *api, int64_t id)
{
    const struct model_device *device = model_device(api->model, id);
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddItemToObject(answer, "kiosk", device ? kiosk_row(api, device) : cJSON_CreateNull());
    return answer;
}

const struct model_device *kiosk_of_path(struct api *api, struct http_request *request)
{
    int64_t id = 0;
    const struct model_device *device = NULL;
    if (http_request_parameter_integer(request, "id", &id) == PARVIS_OK)
        device = model_device(api->model, id);
    if (!device)
        http_refuse(request, 404, "no_such_kiosk", "There is no such kiosk", NULL);
    return device;
}
