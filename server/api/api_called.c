/* Who is called by name: what a hall screen shows beside the organisation. */
#include <string.h>

#include "api.h"
#include "handlers.h"

struct called_list {
    const struct model *model;
    cJSON *rows;
};

static bool add_called(int64_t id, const char *body, void *data)
{
    struct called_list *list = data;
    cJSON *meeting = cJSON_Parse(body);
    const cJSON *state = cJSON_GetObjectItemCaseSensitive(meeting, "state");
    const cJSON *buyer = cJSON_GetObjectItemCaseSensitive(meeting, "buyer");
    bool now = cJSON_IsString(state) && (strcmp(state->valuestring, "called") == 0 ||
                                         strcmp(state->valuestring, "running") == 0);
    const struct model_person *person = now && cJSON_IsNumber(buyer)
                                            ? model_person(list->model, (int64_t)buyer->valuedouble)
                                            : NULL;
    if (person && !person->erased) {
        cJSON *row = cJSON_CreateObject();
        cJSON_AddNumberToObject(row, "id", (double)id);
        cJSON_AddStringToObject(row, "first_name", person->first_name);
        cJSON_AddItemToArray(list->rows, row);
    }
    cJSON_Delete(meeting);
    return true;
}

/* First names alone, and of those alone who are called in the hall at this moment. */
void api_get_called(struct http_request *request, void *data)
{
    struct api *api = data;
    if (strcmp(api_identity(request)->role, "viewer") == 0) {
        http_refuse(request, 403, "forbidden", "Viewers see no personal fields", NULL);
        return;
    }
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "seq", (double)model_seq(api->model));
    struct called_list list = {.model = api->model,
                               .rows = cJSON_AddArrayToObject(answer, "meetings")};
    model_each(api->model, "meeting", add_called, &list);
    http_respond_json(request, 200, api_print(answer));
}
