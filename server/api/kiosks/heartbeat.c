/* SPDX-License-Identifier: EUPL-1.2 */
/* A kiosk's heartbeat. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "handlers.h"
#include "kiosk_reports.h"
#include "kiosk_watch.h"
#include "parvis/clock.h"

struct heartbeat {
    const char *version, *screen, *printer;
    int64_t width, height, uptime_s, last_scan_at, queue, help_at;
    int64_t pin_wrong, pin_since, pin_until;
};

static const struct json_field heartbeat_fields[] = {
    {"version", JSON_TEXT, offsetof(struct heartbeat, version), true, 1, 31},
    {"screen", JSON_TEXT, offsetof(struct heartbeat, screen), true, 1, 23},
    {"width", JSON_INTEGER, offsetof(struct heartbeat, width), true, 1, 100000},
    {"height", JSON_INTEGER, offsetof(struct heartbeat, height), true, 1, 100000},
    {"uptime_s", JSON_INTEGER, offsetof(struct heartbeat, uptime_s), true, 0, INT32_MAX},
    {"last_scan_at", JSON_INTEGER, offsetof(struct heartbeat, last_scan_at), false, 1,
     253402300799999},
    {"queue", JSON_INTEGER, offsetof(struct heartbeat, queue), true, 0, INT32_MAX},
    {"help_at", JSON_INTEGER, offsetof(struct heartbeat, help_at), false, 1, 253402300799999},
    {"pin_wrong", JSON_INTEGER, offsetof(struct heartbeat, pin_wrong), false, 1, INT32_MAX},
    {"pin_since", JSON_INTEGER, offsetof(struct heartbeat, pin_since), false, 1, 253402300799999},
    {"pin_until", JSON_INTEGER, offsetof(struct heartbeat, pin_until), false, 1, 253402300799999},
    {"printer", JSON_TEXT, offsetof(struct heartbeat, printer), false, 0, 63},
};

/* {"now", "settings"}: a kiosk that missed an event of its stream gets the settings here. */
void api_post_heartbeat(struct http_request *request, void *data)
{
    struct api *api = data;
    const struct model_device *device = model_device(api->model, api_identity(request)->device);
    struct heartbeat said = {.printer = ""};
    if (!api_read_body(request, heartbeat_fields,
                       sizeof heartbeat_fields / sizeof *heartbeat_fields, &said))
        return;
    struct kiosk_health health = {.seen_at = clock_event_ms(),
                                  .width = said.width,
                                  .height = said.height,
                                  .uptime_s = said.uptime_s,
                                  .last_scan_at = said.last_scan_at,
                                  .queue = said.queue,
                                  .help_at = said.help_at,
                                  .pin_wrong = said.pin_wrong,
                                  .pin_since = said.pin_since ? said.pin_since : clock_event_ms(),
                                  .pin_until = said.pin_until};
    snprintf(health.version, sizeof health.version, "%s", said.version);
    snprintf(health.screen, sizeof health.screen, "%s", said.screen);
    snprintf(health.printer, sizeof health.printer, "%s", said.printer);
    if (kiosks_note(api->kiosks, device->id, &health, clock_monotonic_ms()) != PARVIS_OK) {
        http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
        return;
    }
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "now", (double)health.seen_at);
    cJSON_AddItemToObject(answer, "settings", kiosk_settings(api, device));
    http_respond_json(request, 200, api_print(answer));
}

static bool is_png(struct http_request *request, const void *body, size_t size)
{
    static const uint8_t signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    const char *type = http_request_header(request, "Content-Type");
    return type && strcasecmp(type, "image/png") == 0 && size > sizeof signature &&
           memcmp(body, signature, sizeof signature) == 0;
}

void api_post_picture(struct http_request *request, void *data)
{
    struct api *api = data;
    size_t size = 0;
    const void *body = http_request_body(request, &size);
    if (!is_png(request, body, size)) {
        http_refuse(request, 415, "not_png", "Send the picture as Content-Type: image/png", NULL);
        return;
    }
    struct http_blob *picture = http_blob_new(body, size);
    if (!picture) {
        http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
        return;
    }
    enum parvis_status status = kiosks_put_picture(api->kiosks, api_identity(request)->device,
                                                   picture, clock_event_ms(), clock_monotonic_ms());
    http_blob_unref(picture);
    if (status == PARVIS_OK)
        http_respond_json(request, 200, strdup("{\"kept\":true}"));
    else
        http_refuse(request, 409, "not_asked", "Nobody asked for a picture", NULL);
}
