/* SPDX-License-Identifier: EUPL-1.2 */
/* Correcting people's data at the desk: reads the requests and writes the answers. */
#include <string.h>

#include "handlers.h"
#include "people_operations.h"
#include "person_form.h"

char *api_answer_person(struct api_operation *operation)
{
    const struct model *model = operation->api->model;
    const struct model_person *person = model_person(model, operation_subject(operation->order));
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddItemToObject(answer, "person",
                          person ? person_json(model, person) : cJSON_CreateNull());
    return api_print(answer);
}

/* The form's members are the participants' columns (person_form.h), read by their own table. */
void api_post_person_correction(struct http_request *request, void *data)
{
    struct person_entry form = {.organisation = NULL};
    struct json_field fields[PERSON_COLUMN_COUNT];
    if (!api_read_body(request, fields, person_form_fields(PERSON_FORM_CORRECTION, fields), &form))
        return;
    struct api_operation *operation = api_operation_new(data, request);
    if (!operation)
        return;
    struct person_correct *order = (void *)operation->order;
    const char *wrong = person_form_take(PERSON_FORM_CORRECTION, &form, &order->said);
    if (!wrong) {
        api_operation_submit(operation);
        return;
    }
    person_form_refuse(request, wrong);
    api_operation_drop(operation);
}

/* The receipt that the person takes home: no name, but a number and an instant that the edition can
 * confirm. */
char *api_answer_receipt(struct api_operation *operation)
{
    const struct person_erase *order = (const void *)operation->order;
    const struct store_edition *edition = model_edition(operation->api->model);
    cJSON *answer = cJSON_CreateObject();
    cJSON *receipt = cJSON_AddObjectToObject(answer, "receipt");
    cJSON_AddNumberToObject(receipt, "person", (double)order->person);
    cJSON_AddNumberToObject(receipt, "erased_at", (double)order->at);
    cJSON_AddStringToObject(receipt, "edition", edition ? edition->name : "");
    cJSON_AddStringToObject(receipt, "by", operation->operation.actor.name);
    return api_print(answer);
}
