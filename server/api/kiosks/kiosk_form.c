/* SPDX-License-Identifier: EUPL-1.2 */
/* What an organiser says of a kiosk. */
#include "kiosk_form.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kiosk_reports.h"
#include "parvis/clock.h"
#include "parvis/kiosk_screen.h"

static bool is_one_of(const char *word, const char *const *words)
{
    while (*words && strcmp(*words, word) != 0)
        words++;
    return *words != NULL;
}

/* The first member that is not one of its words; NULL: all are. */
static const char *wrong_word(const struct kiosk_form *form)
{
    static const char *const roles[] = {"door", "screen", "stage", "stand", NULL};
    static const char *const languages[] = {"fr", "en", NULL};
    struct pairing_code code;
    if (form->name && form->name[strspn(form->name, " ")] == '\0')
        return "name";
    if (!is_one_of(form->role, roles))
        return "role";
    if (!kiosk_screen_is_of_hall(form->shows))
        return "shows";
    if (!is_one_of(form->language, languages))
        return "language";
    if (form->server && pairing_set_server(&code, form->server) != PARVIS_OK)
        return "server";
    return NULL;
}

bool kiosk_form_read(struct http_request *request, int which, struct kiosk_form *form)
{
    static const struct json_field fields[] = {
        {"name", JSON_TEXT, offsetof(struct kiosk_form, name), true, 1, 100},
        {"server", JSON_TEXT, offsetof(struct kiosk_form, server), false, 1, PAIRING_URL_CHARS_MAX},
        {"role", JSON_TEXT, offsetof(struct kiosk_form, role), false, 1, 15},
        {"shows", JSON_TEXT, offsetof(struct kiosk_form, shows), false, 1, 15},
        {"language", JSON_TEXT, offsetof(struct kiosk_form, language), false, 2, 2},
        {"stand", JSON_INTEGER, offsetof(struct kiosk_form, stand), false, 0, INT32_MAX},
        {"leaving", JSON_BOOLEAN, offsetof(struct kiosk_form, leaving), false, 0, 0},
        {"registers", JSON_BOOLEAN, offsetof(struct kiosk_form, registers), false, 0, 0},
        {"dark", JSON_BOOLEAN, offsetof(struct kiosk_form, dark), false, 0, 0},
    };
    static const struct {
        size_t first, count;
    } parts[] = {
        [KIOSK_FORM_NEW] = {0, 8}, [KIOSK_FORM_SETTINGS] = {2, 7}, [KIOSK_FORM_PAIRING] = {1, 1}};
    if (!api_read_body(request, fields + parts[which].first, parts[which].count, form))
        return false;
    const char *wrong = wrong_word(form);
    if (!wrong)
        return true;
    char title[64];
    snprintf(title, sizeof title, "%s is not one that is known", wrong);
    http_refuse(request, 422, "invalid_field", title, wrong);
    return false;
}

/* ---- rows ---- */

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

cJSON *kiosk_row(const struct api *api, const struct model_device *device)
{
    int64_t now = clock_monotonic_ms(), picture_at = 0;
    cJSON *row = cJSON_CreateObject();
    bool online = !device->revoked_at && (feed_is_followed_by(api->feed, device->id) ||
                                          kiosks_is_heard(api->kiosks, device->id, now));
    kiosks_picture(api->kiosks, device->id, now, &picture_at);
    cJSON_AddNumberToObject(row, "id", (double)device->id);
    cJSON_AddStringToObject(row, "name", device->name);
    cJSON_AddStringToObject(row, "role", device->role);
    cJSON_AddStringToObject(row, "shows", device->shows);
    cJSON_AddItemToObject(row, "stand", instant(device->stand));
    cJSON_AddBoolToObject(row, "leaving", device->leaving);
    cJSON_AddStringToObject(row, "language", device->language);
    cJSON_AddBoolToObject(row, "dark", device->dark);
    cJSON_AddBoolToObject(row, "registers", device->registers);
    cJSON_AddBoolToObject(row, "staff", device->staff);
    cJSON_AddItemToObject(row, "enrolled_at", instant(device->enrolled_at));
    cJSON_AddItemToObject(row, "revoked_at", instant(device->revoked_at));
    cJSON_AddBoolToObject(row, "online", online);
    cJSON_AddItemToObject(row, "picture_at", instant(picture_at));
    cJSON_AddItemToObject(row, "health", health_json(kiosks_health(api->kiosks, device->id)));
    return row;
}

/* ---- commands ---- */

static char *render(struct api_command *head)
{
    const struct kiosk_command *command = (const struct kiosk_command *)head;
    const struct model_device *device = model_device(head->api->model, command->id);
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddItemToObject(answer, "kiosk",
                          device ? kiosk_row(head->api, device) : cJSON_CreateNull());
    return api_print(answer);
}

static void release(struct api_command *head)
{
    struct kiosk_command *command = (struct kiosk_command *)head;
    sodium_memzero(&command->code, sizeof command->code);
}

struct kiosk_command *kiosk_command_new(struct api *api, struct http_request *request,
                                        commit_run_fn *run)
{
    struct kiosk_command *command = api_command_new(api, request, sizeof *command, run);
    if (!command)
        return NULL;
    command->command.render = render;
    command->command.release = release;
    return command;
}

void kiosk_command_fill(struct kiosk_command *command, const struct kiosk_form *form)
{
    snprintf(command->name, sizeof command->name, "%s", form->name ? form->name : "");
    snprintf(command->role, sizeof command->role, "%s", form->role);
    snprintf(command->shows, sizeof command->shows, "%s", form->shows);
    snprintf(command->language, sizeof command->language, "%s", form->language);
    command->stand = form->stand;
    command->leaving = form->leaving;
    command->dark = form->dark;
    command->registers = form->registers;
}

struct store_kiosk kiosk_command_row(const struct kiosk_command *command)
{
    return (struct store_kiosk){.role = command->role,
                                .shows = command->shows,
                                .language = command->language,
                                .stand = command->stand,
                                .leaving = command->leaving,
                                .dark = command->dark,
                                .registers = command->registers};
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
