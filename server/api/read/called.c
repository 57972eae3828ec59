/* SPDX-License-Identifier: EUPL-1.2 */
/* Who is called by name, and a stand's own day: what screens in the hall show beside the agenda. */
#include <string.h>

#include "api.h"
#include "handlers.h"
#include "parvis/json.h"

static bool has_state(const cJSON *meeting, const char *state)
{
    return strcmp(json_text(meeting, "state"), state) == 0;
}

/* Called or running: the hall is told of it. */
static bool is_now(const cJSON *meeting)
{
    return has_state(meeting, "called") || has_state(meeting, "running");
}

static const char *first_name_of(const struct model *model, const cJSON *meeting)
{
    const struct model_person *person = model_person(model, json_integer(meeting, "buyer"));
    return person && !person->erased ? person->first_name : "";
}

/* ---- those called ---- */

struct meeting_list {
    const struct model *model;
    int64_t company; /* of a stand's list */
    cJSON *rows;
};

static bool add_called(int64_t id, const char *body, void *data)
{
    struct meeting_list *list = data;
    cJSON *meeting = cJSON_Parse(body);
    if (is_now(meeting)) {
        cJSON *row = cJSON_CreateObject();
        cJSON_AddNumberToObject(row, "id", (double)id);
        cJSON_AddStringToObject(row, "first_name", first_name_of(list->model, meeting));
        cJSON_AddItemToArray(list->rows, row);
    }
    cJSON_Delete(meeting);
    return true;
}

void api_get_called(struct http_request *request, void *data)
{
    struct api *api = data;
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "seq", (double)model_seq(api->model));
    struct meeting_list list = {.model = api->model,
                                .rows = cJSON_AddArrayToObject(answer, "meetings")};
    model_each(api->model, "meeting", add_called, &list);
    http_respond_json(request, 200, api_print(answer));
}

/* ---- a stand's day ---- */

/* Organisations by name; a first name only once its bearer is called. */
static bool add_of_stand(int64_t id, const char *body, void *data)
{
    struct meeting_list *list = data;
    cJSON *meeting = cJSON_Parse(body);
    bool open = is_now(meeting) || has_state(meeting, "planned");
    if (open && json_integer(meeting, "company") == list->company) {
        const struct model_organisation *organisation =
            model_organisation(list->model, json_integer(meeting, "organisation"));
        cJSON *row = cJSON_CreateObject();
        cJSON_AddNumberToObject(row, "id", (double)id);
        cJSON_AddNumberToObject(row, "slot", (double)json_integer(meeting, "slot"));
        cJSON_AddItemToObject(row, "place", cJSON_DetachItemFromObject(meeting, "place"));
        cJSON_AddStringToObject(row, "organisation", organisation ? organisation->name : "");
        cJSON_AddStringToObject(row, "first_name",
                                is_now(meeting) ? first_name_of(list->model, meeting) : "");
        cJSON_AddItemToObject(row, "state", cJSON_DetachItemFromObject(meeting, "state"));
        cJSON_AddItemToArray(list->rows, row);
    }
    cJSON_Delete(meeting);
    return true;
}

/* A stand's kiosk reads its own stand's day alone; one that was given no stand reads none. */
static bool is_of_another_stand(const struct api *api, const struct http_request *request,
                                int64_t stand)
{
    const struct model_device *device = model_device(api->model, api_identity(request)->device);
    return device && device->stand != stand;
}

void api_get_stand_meetings(struct http_request *request, void *data)
{
    struct api *api = data;
    int64_t id = 0;
    const char *body = NULL;
    if (http_request_parameter_integer(request, "id", &id) == PARVIS_OK)
        body = model_body(api->model, "stand", id);
    if (!body) {
        http_refuse(request, 404, "no_such_stand", "There is no such stand", NULL);
        return;
    }
    if (is_of_another_stand(api, request, id)) {
        http_refuse(request, 403, "forbidden", "This kiosk is another stand's", NULL);
        return;
    }
    cJSON *stand = cJSON_Parse(body), *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "seq", (double)model_seq(api->model));
    struct meeting_list list = {.model = api->model,
                                .company = json_integer(stand, "company"),
                                .rows = cJSON_AddArrayToObject(answer, "meetings")};
    cJSON_Delete(stand);
    if (list.company)
        model_each(api->model, "meeting", add_of_stand, &list);
    http_respond_json(request, 200, api_print(answer));
}
