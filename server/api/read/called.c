/* SPDX-License-Identifier: EUPL-1.2 */
/* The names of people called, and a stand's own day: shown by the hall's screens beside the
 * agenda. */
#include "api.h"
#include "handlers.h"

/* Called or running: the hall's screens show it. */
static bool is_now(const struct model_meeting *meeting)
{
    return meeting->state == MEETING_CALLED || meeting->state == MEETING_RUNNING;
}

static const char *first_name_of(const struct model *model, const struct model_meeting *meeting)
{
    const struct model_person *person = model_person(model, meeting->buyer);
    return person && !person->erased ? person->first_name : "";
}

/* ---- those called ---- */

struct meeting_list {
    const struct model *model;
    int64_t company; /* of a stand's list */
    cJSON *rows;
};

static bool add_called(const void *item, void *data)
{
    const struct model_meeting *meeting = item;
    struct meeting_list *list = data;
    if (!is_now(meeting))
        return true;
    cJSON *row = cJSON_CreateObject();
    cJSON_AddNumberToObject(row, "id", (double)meeting->id);
    cJSON_AddStringToObject(row, "first_name", first_name_of(list->model, meeting));
    cJSON_AddItemToArray(list->rows, row);
    return true;
}

void api_get_called(struct http_request *request, void *data)
{
    struct api *api = data;
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "seq", (double)model_seq(api->model));
    struct meeting_list list = {.model = api->model,
                                .rows = cJSON_AddArrayToObject(answer, "meetings")};
    model_each_row(api->model, "meeting", add_called, &list);
    http_respond_json(request, 200, api_print(answer));
}

/* ---- a stand's day ---- */

/* Organisations by name; a first name only once its bearer is called. */
static bool add_of_stand(const void *item, void *data)
{
    const struct model_meeting *meeting = item;
    struct meeting_list *list = data;
    if (!meeting_state_is_open(meeting->state) || meeting->company != list->company)
        return true;
    const struct model_organisation *organisation =
        model_organisation(list->model, meeting->organisation);
    cJSON *row = cJSON_CreateObject();
    cJSON_AddNumberToObject(row, "id", (double)meeting->id);
    cJSON_AddNumberToObject(row, "slot", (double)meeting->slot);
    cJSON_AddStringToObject(row, "place", meeting->place);
    cJSON_AddStringToObject(row, "organisation", organisation ? organisation->name : "");
    cJSON_AddStringToObject(row, "first_name",
                            is_now(meeting) ? first_name_of(list->model, meeting) : "");
    cJSON_AddStringToObject(row, "state", meeting_state_name(meeting->state));
    cJSON_AddItemToArray(list->rows, row);
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
    const struct model_stand *stand = NULL;
    if (http_request_parameter_integer(request, "id", &id) == PARVIS_OK)
        stand = model_row(api->model, "stand", id);
    if (!stand) {
        http_refuse(request, 404, "no_such_stand", "There is no such stand", NULL);
        return;
    }
    if (is_of_another_stand(api, request, id)) {
        http_refuse(request, 403, "forbidden", "This kiosk is another stand's", NULL);
        return;
    }
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "seq", (double)model_seq(api->model));
    struct meeting_list list = {.model = api->model,
                                .company = stand->company,
                                .rows = cJSON_AddArrayToObject(answer, "meetings")};
    if (list.company)
        model_each_row(api->model, "meeting", add_of_stand, &list);
    http_respond_json(request, 200, api_print(answer));
}
