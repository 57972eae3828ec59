/* SPDX-License-Identifier: EUPL-1.2 */
/* Scans that somebody should look at: what kiosks did alone and the server sees otherwise, and what
 * could not be taken in. */
#include <stdio.h>
#include <string.h>

#include "api.h"
#include "handlers.h"
#include "parvis/clock.h"
#include "parvis/json.h"
#include "store_exception.h"

struct exception_list {
    const struct model *model;
    cJSON *rows;
};

/* The body of the log, and whom and which kiosk it concerns by name. */
static bool add_exception(int64_t id, const char *body, void *data)
{
    struct exception_list *list = data;
    cJSON *row = cJSON_Parse(body);
    const struct model_device *kiosk = model_device(list->model, json_integer(row, "device"));
    const struct model_person *person = model_person(list->model, json_integer(row, "person"));
    (void)id;
    bool named = person && !person->erased;
    cJSON_AddStringToObject(row, "place", kiosk ? kiosk->name : "");
    cJSON_AddStringToObject(row, "first_name", named ? person->first_name : "");
    cJSON_AddStringToObject(row, "last_name", named ? person->last_name : "");
    cJSON_AddItemToArray(list->rows, row);
    return true;
}

void api_get_exceptions(struct http_request *request, void *data)
{
    struct api *api = data;
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "seq", (double)model_seq(api->model));
    struct exception_list list = {.model = api->model,
                                  .rows = cJSON_AddArrayToObject(answer, "exceptions")};
    model_each(api->model, "scan_exception", add_exception, &list);
    http_respond_json(request, 200, api_print(answer));
}

/* ---- looked at ---- */

struct resolve_command {
    struct api_command command; /* first */
    int64_t id;
    char by[128];
};

static enum parvis_status run_resolve(struct commit_command *head, struct store *store,
                                      int64_t received_at, struct store_change_list *changes)
{
    struct resolve_command *command = (struct resolve_command *)head;
    enum parvis_status status =
        store_exception_resolve(store, command->id, command->by, received_at, changes);
    if (status == PARVIS_CONFLICT)
        return api_command_refuse(&command->command, status, "already_resolved", NULL,
                                  "Somebody has looked at it before");
    return status;
}

static char *render_resolve(struct api_command *head)
{
    struct resolve_command *command = (struct resolve_command *)head;
    const char *body = model_body(head->api->model, "scan_exception", command->id);
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddItemToObject(answer, "exception", body ? cJSON_Parse(body) : cJSON_CreateNull());
    return api_print(answer);
}

void api_post_exception_resolution(struct http_request *request, void *data)
{
    int64_t id = 0;
    if (http_request_parameter_integer(request, "id", &id) != PARVIS_OK) {
        http_refuse(request, 404, "not_found", "There is no such scan", NULL);
        return;
    }
    struct resolve_command *command = api_command_new(data, request, sizeof *command, run_resolve);
    if (!command)
        return;
    command->id = id;
    snprintf(command->by, sizeof command->by, "%s", api_identity(request)->name);
    command->command.render = render_resolve;
    api_command_submit(command);
}
