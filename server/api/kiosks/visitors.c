/* SPDX-License-Identifier: EUPL-1.2 */
/* POST /api/kiosk/visitors: a visitor holds a badge up to a stand's own kiosk, and so gives the
 * stand their name, as with a card. */
#include <string.h>

#include "document.h"
#include "handlers.h"
#include "parvis/json.h"
#include "parvis/text.h"
#include "store_talk.h"

struct visitor_command {
    struct api_command command; /* first */
    int64_t company, person;
};

static enum parvis_status run_visitor(struct commit_command *head, struct store *store, int64_t now,
                                      struct store_change_list *changes)
{
    const struct visitor_command *command = (const struct visitor_command *)head;
    int64_t id;
    /* nobody of the team scanned: the visitor did */
    return store_lead_add(store, command->company, command->person, command->person, now, changes,
                          &id);
}

/* The company of the stand whose kiosk asks; 0: none, and the request was answered. */
static int64_t company_of(struct api *api, struct http_request *request)
{
    const struct model_device *device = model_device(api->model, api_identity(request)->device);
    const char *body =
        device && device->stand ? model_body(api->model, "stand", device->stand) : NULL;
    cJSON *stand = body ? cJSON_Parse(body) : NULL;
    int64_t id = json_integer(stand, "company");
    cJSON_Delete(stand);
    if (!id)
        http_refuse(request, 409, "no_stand", "This kiosk is no company's stand", NULL);
    return id;
}

void api_post_kiosk_visitor(struct http_request *request, void *data)
{
    struct api *api = data;
    struct {
        const char *badge;
    } order = {NULL};
    static const struct json_field fields[] = {{"badge", JSON_TEXT, 0, true, 1, 200}};
    if (!api_read_body(request, fields, 1, &order))
        return;
    int64_t company = company_of(api, request);
    if (!company)
        return;
    int64_t bearer = mine_bearer(api->model, order.badge);
    const struct model_person *person = bearer ? model_person(api->model, bearer) : NULL;
    if (!person) {
        http_refuse(request, 422, "no_badge", "This is nobody's valid badge", "badge");
        return;
    }
    struct visitor_command *command = api_command_new(api, request, sizeof *command, run_visitor);
    if (!command)
        return;
    cJSON *answer = cJSON_CreateObject();
    cJSON *visitor = cJSON_AddObjectToObject(answer, "visitor");
    cJSON_AddStringToObject(visitor, "first_name", person->first_name);
    cJSON_AddStringToObject(visitor, "language", person->language);
    command->company = company;
    command->person = person->id;
    command->command.answer = api_print(answer);
    api_command_submit(command);
}
