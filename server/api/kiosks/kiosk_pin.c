/* SPDX-License-Identifier: EUPL-1.2 */
/* POST /api/kiosks/:id/pin: the staff's PIN of a kiosk at which people are searched by name. It is
 * told once; what comes of it is kept, to seal the names with (parvis/staff.h). */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "kiosk_form.h"
#include "parvis/staff.h"
#include "workers.h"

/* The key is made on the worker's thread, before the command. */
struct pin_work {
    struct api_work work; /* first */
    struct api *api;
    struct http_request *request;
    int64_t id;
    char pin[STAFF_PIN_CHARS + 1];
    uint8_t salt[STAFF_SALT_BYTES], key[STAFF_KEY_BYTES];
    enum parvis_status status;
};

struct pin_command {
    struct kiosk_command kiosk; /* first */
    bool set;
    char pin[STAFF_PIN_CHARS + 1]; /* "" : it is taken away */
    uint8_t salt[STAFF_SALT_BYTES], key[STAFF_KEY_BYTES];
};

static enum parvis_status run_pin(struct commit_command *head, struct store *store, int64_t now,
                                  struct store_change_list *changes)
{
    const struct pin_command *command = (const struct pin_command *)head;
    (void)now;
    return store_kiosk_staff(store, command->kiosk.id, command->set ? command->salt : NULL,
                             command->set ? command->key : NULL, changes);
}

static char *render_pin(struct api_command *head)
{
    const struct pin_command *command = (const struct pin_command *)head;
    const struct model_device *device = model_device(head->api->model, command->kiosk.id);
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddItemToObject(answer, "kiosk",
                          device ? kiosk_row(head->api, device) : cJSON_CreateNull());
    if (command->set)
        cJSON_AddStringToObject(answer, "pin", command->pin);
    else
        cJSON_AddNullToObject(answer, "pin");
    return api_print(answer);
}

static void release_pin(struct api_command *head)
{
    struct pin_command *command = (struct pin_command *)head;
    sodium_memzero(command->pin, sizeof command->pin);
    sodium_memzero(command->key, sizeof command->key);
}

/* NULL: the request was answered. */
static struct pin_command *new_command(struct api *api, struct http_request *request, int64_t id)
{
    struct pin_command *command = api_command_new(api, request, sizeof *command, run_pin);
    if (!command)
        return NULL;
    command->kiosk.command.render = render_pin;
    command->kiosk.command.release = release_pin;
    command->kiosk.id = id;
    return command;
}

static void make_key(struct api_work *head)
{
    struct pin_work *work = (struct pin_work *)head;
    work->status = staff_key(work->pin, work->salt, work->key);
}

static void key_is_made(struct api_work *head)
{
    struct pin_work *work = (struct pin_work *)head;
    struct pin_command *command = NULL;
    if (work->status == PARVIS_OK)
        command = new_command(work->api, work->request, work->id);
    else
        http_refuse(work->request, 503, "busy", "No memory just now: try again", NULL);
    if (command) {
        command->set = true;
        memcpy(command->pin, work->pin, sizeof command->pin);
        memcpy(command->salt, work->salt, sizeof command->salt);
        memcpy(command->key, work->key, sizeof command->key);
        api_command_submit(command);
    }
    sodium_memzero(work, sizeof *work);
    free(work);
}

static void begin_key(struct api *api, struct http_request *request, int64_t id)
{
    struct pin_work *work = calloc(1, sizeof *work);
    if (work) {
        work->work = (struct api_work){.run = make_key, .done = key_is_made};
        work->api = api;
        work->request = request;
        work->id = id;
        staff_new_pin(work->pin);
        randombytes_buf(work->salt, sizeof work->salt);
        if (api_workers_submit(api->workers, &work->work) == PARVIS_OK)
            return;
    }
    free(work);
    http_response_header(request, "Retry-After", "1");
    http_refuse(request, 503, "busy", "No room just now: try again", NULL);
}

void api_post_kiosk_pin(struct http_request *request, void *data)
{
    struct api *api = data;
    struct {
        bool set;
    } order = {true};
    static const struct json_field fields[] = {{"set", JSON_BOOLEAN, 0, true, 0, 0}};
    const struct model_device *device = kiosk_of_path(api, request);
    if (!device || !api_read_body(request, fields, 1, &order))
        return;
    if (strcmp(device->role, "door") != 0) {
        http_refuse(request, 409, "no_door", "Only doors have a PIN", NULL);
        return;
    }
    if (order.set) {
        begin_key(api, request, device->id);
        return;
    }
    struct pin_command *command = new_command(api, request, device->id);
    if (command)
        api_command_submit(command);
}
