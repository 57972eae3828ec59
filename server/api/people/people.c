/* SPDX-License-Identifier: EUPL-1.2 */
/* People: search, profiles, walk-ins, badges. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api.h"
#include "badge_operations.h"
#include "check_in_scan.h"
#include "handlers.h"
#include "parvis/badge.h"
#include "parvis/text.h"
#include "people_day.h"
#include "people_operations.h"
#include "person_form.h"
#include "qr_code.h"
#include "rights.h"

#define LIMIT_DEFAULT 20
#define LIMIT_MAX 100

/* ---- JSON ---- */

static cJSON *badge_json(const struct model_badge *badge)
{
    char serial[17];
    cJSON *object = cJSON_CreateObject();
    snprintf(serial, sizeof serial, "%016llx", (unsigned long long)badge->serial);
    cJSON_AddNumberToObject(object, "id", (double)badge->id);
    cJSON_AddStringToObject(object, "serial", serial);
    cJSON_AddNumberToObject(object, "issued_at", (double)badge->issued_at);
    cJSON_AddItemToObject(object, "revoked_at",
                          badge->revoked_at ? cJSON_CreateNumber((double)badge->revoked_at)
                                            : cJSON_CreateNull());
    return object;
}

/* ---- reading ---- */

void api_get_people(struct http_request *request, void *data)
{
    struct api *api = data;
    int64_t ids[LIMIT_MAX];
    const char *query = http_request_query(request, "q");
    const char *limit_text = http_request_query(request, "limit");
    long limit = limit_text ? strtol(limit_text, NULL, 10) : LIMIT_DEFAULT;
    if (limit < 1 || limit > LIMIT_MAX) {
        http_refuse(request, 422, "invalid_field", "limit must be from 1 to 100", "limit");
        return;
    }
    if (!query || text_check_utf8(query, strlen(query)) != PARVIS_OK) {
        http_refuse(request, 422, "invalid_field", "q must be given, in UTF-8", "q");
        return;
    }
    size_t count = model_search_people(api->model, query, ids, (size_t)limit);
    cJSON *answer = cJSON_CreateObject();
    cJSON *people = cJSON_AddArrayToObject(answer, "people");
    for (size_t i = 0; i < count; i++)
        cJSON_AddItemToArray(people, person_json(api->model, model_person(api->model, ids[i])));
    http_respond_json(request, 200, api_print(answer));
}

/* The person of the path; NULL: answered 404. */
static const struct model_person *asked_person(struct api *api, struct http_request *request)
{
    int64_t id = 0;
    const struct model_person *person = NULL;
    if (http_request_parameter_integer(request, "id", &id) == PARVIS_OK)
        person = model_person(api->model, id);
    if (!person || person->erased) {
        http_refuse(request, 404, "no_such_person", "There is no such person", NULL);
        return NULL;
    }
    return person;
}

struct badge_list {
    const struct model *model;
    int64_t person;
    cJSON *array;
};

static bool add_badge(const struct model_badge *badge, void *data)
{
    struct badge_list *list = data;
    if (badge->person == list->person)
        cJSON_AddItemToArray(list->array, badge_json(badge));
    return true;
}

void api_get_person(struct http_request *request, void *data)
{
    struct api *api = data;
    const struct model_person *person = asked_person(api, request);
    if (!person)
        return;
    cJSON *object = person_json(api->model, person);
    struct badge_list list = {.model = api->model,
                              .person = person->id,
                              .array = cJSON_AddArrayToObject(object, "badges")};
    model_each_badge(api->model, add_badge, &list);
    http_respond_json(request, 200, api_print(object));
}

void api_get_person_agenda(struct http_request *request, void *data)
{
    struct api *api = data;
    const struct model_person *person = asked_person(api, request);
    cJSON *day = NULL;
    if (!person ||
        !scan_opens(api, request, person, http_request_query(request, "scan"), KIOSK_OPENS_DAY))
        return;
    /* A door shows a person their own day: of a meeting, what the company's stand may read. */
    people_days(api->model,
                api_identity(request)->user ? rights_hearing_of(api, request).audience
                                            : AUDIENCE_STAND,
                &person, 1, &day);
    http_respond_json(request, 200, api_print(day));
}

void api_get_person_badge(struct http_request *request, void *data)
{
    struct api *api = data;
    const struct model_person *person = asked_person(api, request);
    if (!person)
        return;
    const struct model_badge *badge = model_badge_of(api->model, person->id);
    char text[BADGE_TEXT_CHARS + 1];
    if (!badge) {
        http_refuse(request, 404, "no_badge", "This person has no valid badge", NULL);
        return;
    }
    badge_write(badge->serial, badge->signature, text);
    char *svg = qr_badge_svg(text);
    if (!svg) {
        http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
        return;
    }
    http_respond(request, 200, "image/svg+xml", svg, strlen(svg));
    free(svg);
}

/* ---- walk-ins ---- */

char *api_answer_registered(struct api_operation *operation)
{
    const struct model *model = operation->api->model;
    const struct person_register *order = (const void *)operation->order;
    const struct model_person *person = model_person(model, order->person);
    char text[BADGE_TEXT_CHARS + 1];
    badge_write(order->serial, order->signature, text);
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddItemToObject(answer, "person",
                          person ? person_json(model, person) : cJSON_CreateNull());
    cJSON_AddStringToObject(answer, "badge", text);
    operation->http_status = 201;
    return api_print(answer);
}

/* The form's members are the participants' columns (person_form.h), read by their own table. */
void api_post_person(struct http_request *request, void *data)
{
    struct api *api = data;
    struct person_entry form = {.values = {.language = "fr"}, .organisation = ""};
    struct json_field fields[PERSON_COLUMN_COUNT];
    if (!api_read_body(request, fields, person_form_fields(PERSON_FORM_WALK_IN, fields), &form))
        return;
    struct api_operation *operation = api_operation_new(data, request);
    if (!operation)
        return;
    struct person_register *order = (void *)operation->order;
    const char *wrong = person_form_take(PERSON_FORM_WALK_IN, &form, &order->said);
    if (wrong) {
        person_form_refuse(request, wrong);
        api_operation_drop(operation);
        return;
    }
    memcpy(order->key, api->secret_key, sizeof order->key);
    api_operation_submit(operation);
}

/* ---- badges ---- */

char *api_answer_badge_issued(struct api_operation *operation)
{
    const struct badge_issue *order = (const void *)operation->order;
    char text[BADGE_TEXT_CHARS + 1];
    badge_write(order->serial, order->signature, text);
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "person", (double)order->person);
    cJSON_AddStringToObject(answer, "badge", text);
    cJSON *revoked = cJSON_AddArrayToObject(answer, "revoked");
    for (size_t i = 0; i < order->withdrawn_count; i++)
        cJSON_AddItemToArray(revoked, cJSON_CreateNumber((double)order->withdrawn[i]));
    operation->http_status = 201;
    return api_print(answer);
}

void api_post_person_badge(struct http_request *request, void *data)
{
    struct api *api = data;
    struct api_operation *operation = api_operation_new(api, request);
    if (!operation)
        return;
    struct badge_issue *order = (void *)operation->order;
    memcpy(order->key, api->secret_key, sizeof order->key);
    api_operation_submit(operation);
}

char *api_answer_badge(struct api_operation *operation)
{
    const struct model_badge *badge =
        model_badge(operation->api->model, operation_subject(operation->order));
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddItemToObject(answer, "badge", badge ? badge_json(badge) : cJSON_CreateNull());
    return api_print(answer);
}
