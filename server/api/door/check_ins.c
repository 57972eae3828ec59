/* SPDX-License-Identifier: EUPL-1.2 */
/* POST /api/check-ins, alone or in a batch, and the annulment of a scan. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_in_scan.h"
#include "handlers.h"

#define BATCH_MAX 256 /* scans in one request: ten doors' scans of half a minute */

/* Data for the answer, besides the order; the operation's `kept`. */
struct check_in_telling {
    bool batch;
    struct scan_telling scans[]; /* beside those of the order */
};

/* ---- answers ---- */

/* Title and member of the problem document that answers a malformed scan. */
static const char *name_fault(const struct json_fault *fault, char title[256])
{
    const char *field = *fault->field ? fault->field : NULL;
    snprintf(title, 256, "%s %s", field ? field : "The body", fault->reason);
    return field;
}

/* The request's only scan was parked: that stays written, and the device is told why. */
static char *refuse_parked(struct api_operation *operation, const struct json_fault *fault)
{
    char title[256];
    const char *field = name_fault(fault, title);
    return api_operation_refuse(operation, PARVIS_INVALID, "invalid_field", field, title);
}

static char *batch_text(const struct model *model, const struct check_in *order,
                        const struct check_in_telling *telling)
{
    struct json_text json = {0};
    json_text_raw(&json, "{\"answers\":[");
    for (size_t i = 0; i < order->count; i++) {
        if (i > 0)
            json_text_raw(&json, ",");
        scan_answer(&json, model, &order->scans[i], &telling->scans[i]);
    }
    json_text_raw(&json, "]}");
    return json.text;
}

char *api_answer_check_ins(struct api_operation *operation)
{
    struct json_text json = {0};
    struct api *api = operation->api;
    const struct check_in *order = (const void *)operation->order;
    const struct check_in_telling *telling = operation->kept;
    for (size_t i = 0; i < order->count; i++)
        scan_note(api, operation->operation.actor.device, &order->scans[i], &telling->scans[i]);
    if (telling->batch)
        return batch_text(api->model, order, telling);
    if (*order->scans->wrong)
        return refuse_parked(operation, &telling->scans->fault);
    scan_answer(&json, api->model, order->scans, telling->scans);
    return json.text;
}

/* ---- requests ---- */

/* Reads every scan of the request into the order. */
static void read_scans(struct api *api, struct http_request *request, const cJSON *first,
                       struct check_in *order, struct check_in_telling *telling)
{
    const struct api_identity *identity = api_identity(request);
    const struct scan_origin origin = {.device = identity->device,
                                       .staff = identity->user != 0 || identity->staff};
    const cJSON *item = first;
    for (size_t i = 0; i < order->count; i++, item = item->next)
        scan_read(api, &origin, item, &order->scans[i], &telling->scans[i]);
}

/* The scans of a batch; NULL in the out-parameter for a single scan. False: the request was
 * answered. */
static bool read_batch(struct http_request *request, const cJSON *body, const cJSON **ret_scans)
{
    struct json_fault fault;
    static const struct json_field fields[] = {{"scans", JSON_ARRAY, 0, true, 1, BATCH_MAX}};
    *ret_scans = NULL;
    if (!cJSON_GetObjectItemCaseSensitive(body, "scans") ||
        json_read(body, fields, 1, ret_scans, &fault) == PARVIS_OK)
        return true;
    char title[256];
    snprintf(title, sizeof title, "%s %s", fault.field, fault.reason);
    http_refuse(request, 422, "invalid_field", title, fault.field);
    return false;
}

static void free_telling(struct api_operation *operation)
{
    free(operation->kept);
}

/* An operation with room for the request's scans; NULL: it was answered. */
static struct api_operation *make(struct api *api, struct http_request *request, size_t count)
{
    struct api_operation *operation = api_operation_new(api, request);
    if (!operation)
        return NULL;
    struct check_in *order = (void *)operation->order;
    struct check_in_telling *telling = NULL;
    order->count = count;
    order->scans = calloc(count, sizeof *order->scans);
    operation->kept = telling = calloc(1, sizeof *telling + count * sizeof *telling->scans);
    operation->ended = free_telling;
    if (order->scans && telling)
        return operation;
    http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
    api_operation_drop(operation);
    return NULL;
}

void api_post_check_ins(struct http_request *request, void *data)
{
    const cJSON *scans;
    const cJSON *body = api_read_body(request, NULL, 0, NULL);
    if (!body || !read_batch(request, body, &scans))
        return;
    struct api_operation *operation =
        make(data, request, scans ? (size_t)cJSON_GetArraySize(scans) : 1);
    if (!operation)
        return;
    struct check_in *order = (void *)operation->order;
    struct check_in_telling *telling = operation->kept;
    telling->batch = scans != NULL;
    read_scans(data, request, scans ? scans->child : body, order, telling);
    /* check_in refuses nothing; only its note in the audit trail, for a user's scan, may still
     * fail. */
    operation->head.never_undone = !operation->operation.actor.user || scans;
    if (!scans && *order->scans->wrong && !order->scans->forbidden) {
        char title[256];
        const char *field = name_fault(&telling->scans->fault, title);
        http_refuse(request, 422, "invalid_field", title, field);
        api_operation_drop(operation);
        return;
    }
    api_operation_submit(operation);
}

/* ---- annulment ---- */

char *api_answer_annulment(struct api_operation *operation)
{
    const struct check_in_annul *order = (const void *)operation->order;
    /* A device is told no name: it may have sent the scan sealed, and cannot read it back. */
    const struct model_person *person = operation->operation.actor.device
                                            ? NULL
                                            : model_person(operation->api->model, order->person);
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddStringToObject(answer, "scan_id", order->id);
    cJSON *object = cJSON_AddObjectToObject(answer, "person");
    cJSON_AddNumberToObject(object, "id", (double)order->person);
    cJSON_AddStringToObject(object, "first_name", person ? person->first_name : "");
    cJSON_AddStringToObject(object, "last_name", person ? person->last_name : "");
    cJSON_AddStringToObject(answer, "presence", check_in_presence_name(order->presence.state));
    return api_print(answer);
}

void api_post_annulment(struct http_request *request, void *data)
{
    const char *id = http_request_parameter(request, "scan_id");
    if (!id || strlen(id) > STORE_SCAN_ID_CHARS) {
        http_refuse(request, 404, "not_found", "There is no such scan", NULL);
        return;
    }
    struct api_operation *operation = api_operation_new(data, request);
    if (!operation)
        return;
    struct check_in_annul *order = (void *)operation->order;
    snprintf(order->id, sizeof order->id, "%s", id);
    order->staff = api_identity(request)->staff;
    api_operation_submit(operation);
}
