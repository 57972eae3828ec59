/* SPDX-License-Identifier: EUPL-1.2 */
/* POST /api/kiosk/visitors: a visitor shows a badge to a stand's own kiosk, and thereby gives the
 * stand their name, as with a business card. */
#include "document.h"
#include "handlers.h"
#include "kiosk_operations.h"

char *api_answer_visitor(struct api_operation *operation)
{
    const struct stand_visit *order = (const void *)operation->order;
    const struct model_person *person = model_person(operation->api->model, order->person);
    cJSON *answer = cJSON_CreateObject();
    cJSON *visitor = cJSON_AddObjectToObject(answer, "visitor");
    cJSON_AddStringToObject(visitor, "first_name", person ? person->first_name : "");
    cJSON_AddStringToObject(visitor, "language", person ? person->language : "fr");
    return api_print(answer);
}

void api_post_kiosk_visitor(struct http_request *request, void *data)
{
    struct api *api = data;
    struct {
        const char *badge;
    } said = {NULL};
    static const struct json_field fields[] = {{"badge", JSON_TEXT, 0, true, 1, 200}};
    if (!api_read_body(request, fields, 1, &said))
        return;
    int64_t bearer = mine_bearer(api->model, said.badge);
    if (!bearer) {
        http_refuse(request, 422, "no_badge", "This is nobody's valid badge", "badge");
        return;
    }
    struct api_operation *operation = api_operation_new(api, request);
    if (!operation)
        return;
    ((struct stand_visit *)(void *)operation->order)->person = bearer;
    api_operation_submit(operation);
}
