/* SPDX-License-Identifier: EUPL-1.2 */
/* The console's routes for kiosks: their state, and commands to them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "kiosk_reports.h"
#include "kiosk_row.h"
#include "parvis/clock.h"
#include "staff_proof.h"

struct row_list {
    const struct api *api;
    cJSON *rows;
};

static bool add_row(const struct model_device *device, void *data)
{
    struct row_list *list = data;
    cJSON_AddItemToArray(list->rows, kiosk_row(list->api, device));
    return true;
}

void api_get_kiosks(struct http_request *request, void *data)
{
    struct api *api = data;
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "seq", (double)model_seq(api->model));
    cJSON_AddNumberToObject(answer, "now", (double)clock_event_ms());
    struct row_list list = {.api = api, .rows = cJSON_AddArrayToObject(answer, "kiosks")};
    model_each_device(api->model, add_row, &list);
    http_respond_json(request, 200, api_print(answer));
}

char *api_answer_kiosk(struct api_operation *operation)
{
    return api_print(kiosk_answer(operation->api, operation_subject(operation->order)));
}

/* Lifts the lock on the server and, if the kiosk is connected, at the kiosk, which counts wrong
 * PINs too. */
char *api_answer_unlocked(struct api_operation *operation)
{
    struct api *api = operation->api;
    int64_t id = operation_subject(operation->order);
    staff_proofs_forgive(api->staff, id);
    kiosks_forget_pins(api->kiosks, id);
    bool told = feed_tell(api->feed, id, "command", "{\"do\":\"unlock\"}") > 0;
    cJSON *answer = kiosk_answer(api, id);
    cJSON_AddBoolToObject(answer, "told", told);
    return api_print(answer);
}

/* ---- momentary commands: sent by the kiosk's stream and stored nowhere ---- */

static bool is_command(const char *word)
{
    return strcmp(word, "identify") == 0 || strcmp(word, "reload") == 0 ||
           strcmp(word, "picture") == 0 || strcmp(word, "coming") == 0;
}

void api_post_kiosk_command(struct http_request *request, void *data)
{
    struct api *api = data;
    struct {
        const char *what;
    } order = {NULL};
    static const struct json_field fields[] = {{"do", JSON_TEXT, 0, true, 1, 20}};
    char json[64];
    const struct model_device *device = kiosk_of_path(api, request);
    if (!device || !api_read_body(request, fields, 1, &order))
        return;
    if (!is_command(order.what)) {
        http_refuse(request, 422, "invalid_field", "do is nothing that a kiosk can do", "do");
        return;
    }
    if (strcmp(order.what, "picture") == 0 &&
        kiosks_ask_picture(api->kiosks, device->id, clock_monotonic_ms()) != PARVIS_OK) {
        http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
        return;
    }
    snprintf(json, sizeof json, "{\"do\":\"%s\"}", order.what);
    if (feed_tell(api->feed, device->id, "command", json) == 0) {
        http_refuse(request, 409, "offline", "This kiosk is not connected", NULL);
        return;
    }
    if (strcmp(order.what, "coming") == 0)
        kiosks_answer_help(api->kiosks, device->id);
    http_respond_json(request, 200, strdup("{\"told\":true}"));
}

void api_get_kiosk_picture(struct http_request *request, void *data)
{
    struct api *api = data;
    int64_t at;
    const struct model_device *device = kiosk_of_path(api, request);
    if (!device)
        return;
    struct http_blob *picture = kiosks_picture(api->kiosks, device->id, clock_monotonic_ms(), &at);
    if (picture)
        http_respond(request, 200, "image/png", http_blob_data(picture), http_blob_size(picture));
    else
        http_refuse(request, 404, "no_picture", "There is no picture of this kiosk", NULL);
}
