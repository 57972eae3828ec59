/* SPDX-License-Identifier: EUPL-1.2 */
/* Exceptions: scans on which a kiosk that was alone decided otherwise than the server would, and
 * scans that could not be taken in. */
#include <stdio.h>
#include <string.h>

#include "api.h"
#include "handlers.h"
#include "parvis/json.h"

struct exception_list {
    const struct model *model;
    cJSON *rows;
};

/* The log's body, with the names of the person and the kiosk added. */
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

char *api_answer_exception(struct api_operation *operation)
{
    const char *body =
        model_body(operation->api->model, "scan_exception", operation_subject(operation->order));
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddItemToObject(answer, "exception", body ? cJSON_Parse(body) : cJSON_CreateNull());
    return api_print(answer);
}
