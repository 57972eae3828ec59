/* SPDX-License-Identifier: EUPL-1.2 */
/* POST /api/check-ins, alone or in a batch, and the annulment of a scan. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_in_scan.h"
#include "handlers.h"
#include "parvis/units.h"

#define BATCH_MAX 256 /* scans of one request: half a minute of ten doors */

/* A command of one scan or many. */
struct check_in_command {
    struct api_command command; /* first */
    struct scan_origin origin;
    bool batch;
    size_t count;
    struct scan_work *scans; /* owned */
};

static void release_scans(struct api_command *command)
{
    free(((struct check_in_command *)command)->scans);
}

static bool moved_somebody(const struct store_change_list *changes)
{
    return changes->count && strcmp(changes->items[changes->count - 1].kind, "presence") == 0;
}

/* The title and the member of the problem that a malformed scan is answered with. */
static const char *name_fault(const struct scan_work *scan, char title[256])
{
    const char *field = *scan->fault.field ? scan->fault.field : NULL;
    snprintf(title, 256, "%s %s", field ? field : "The body", scan->fault.reason);
    return field;
}

/* The only scan of a request was parked: that stays written, and the device hears why. */
static enum parvis_status refuse_parked(struct check_in_command *command)
{
    char title[256];
    const char *field = name_fault(command->scans, title);
    command->command.refused = PARVIS_INVALID;
    api_command_refuse(&command->command, PARVIS_INVALID, "invalid_field", field, "%s", title);
    return PARVIS_OK;
}

static enum parvis_status run_check_in(struct commit_command *head, struct store *store,
                                       int64_t received_at, struct store_change_list *changes)
{
    struct check_in_command *command = (struct check_in_command *)head;
    for (size_t i = 0; i < command->count; i++) {
        struct scan_work *scan = &command->scans[i];
        enum parvis_status status = /* a bad one is told in its place; the others go on */
            scan->malformed ? scan_park(store, &command->origin, received_at, scan, changes)
                            : scan_commit(store, &command->origin, received_at, scan, changes);
        if (status != PARVIS_OK)
            return status;
    }
    if (!command->batch && command->scans->malformed)
        return refuse_parked(command);
    command->command.subject = command->scans->person; /* of a badge: known only now */
    if (command->command.action && !moved_somebody(changes))
        command->command.action = NULL; /* a refusal is no deed */
    return PARVIS_OK;
}

static char *render_check_in(struct api_command *head)
{
    struct check_in_command *command = (struct check_in_command *)head;
    struct json_text json = {0};
    for (size_t i = 0; i < command->count; i++)
        scan_note(head->api, &command->origin, &command->scans[i]);
    if (!command->batch) {
        scan_answer(&json, head->api->model, command->scans);
        return json.text;
    }
    json_text_raw(&json, "{\"answers\":[");
    for (size_t i = 0; i < command->count; i++) {
        if (i > 0)
            json_text_raw(&json, ",");
        scan_answer(&json, head->api->model, &command->scans[i]);
    }
    json_text_raw(&json, "]}");
    return json.text;
}

/* Reads every scan of the request into the command. */
static void read_scans(struct check_in_command *command, const cJSON *body, const cJSON *batch)
{
    struct api *api = command->command.api;
    const cJSON *item = batch ? batch->child : body;
    for (size_t i = 0; i < command->count; i++, item = item->next)
        scan_read(api, &command->origin, item, &command->scans[i]);
}

static struct scan_origin origin_of(const struct http_request *request)
{
    const struct api_identity *identity = api_identity(request);
    struct scan_origin origin = {.device = identity->device,
                                 .staff = identity->user != 0 || identity->staff};
    snprintf(origin.place, sizeof origin.place, "%s", identity->name);
    return origin;
}

/* What a person does at the console is noted; a door's scans are their own record. */
static void note_by_hand(struct check_in_command *command)
{
    if (!command->command.by_user || command->batch)
        return;
    command->command.action = "check_in";
    command->command.subject_kind = "person";
    command->command.subject = command->scans->person;
    command->command.scan = command->scans->id;
    command->command.head.never_undone = false; /* the note may fail after the deed */
}

void api_post_check_ins(struct http_request *request, void *data)
{
    struct {
        const cJSON *scans;
    } order = {NULL};
    static const struct json_field batch_fields[] = {
        {"scans", JSON_ARRAY, 0, true, 1, BATCH_MAX},
    };
    const cJSON *body = api_read_body(request, NULL, 0, NULL);
    if (!body)
        return;
    struct json_fault fault;
    bool batch = cJSON_GetObjectItemCaseSensitive(body, "scans") != NULL;
    if (batch && json_read(body, batch_fields, 1, &order, &fault) != PARVIS_OK) {
        char title[256];
        snprintf(title, sizeof title, "%s %s", fault.field, fault.reason);
        http_refuse(request, 422, "invalid_field", title, fault.field);
        return;
    }
    struct check_in_command *command =
        api_command_new(data, request, sizeof *command, run_check_in);
    if (!command)
        return;
    command->command.head.never_undone = true; /* scan_commit refuses nothing: it decides */
    command->batch = batch;
    command->count = batch ? (size_t)cJSON_GetArraySize(order.scans) : 1;
    command->scans = calloc(command->count, sizeof *command->scans);
    command->origin = origin_of(request);
    command->command.render = render_check_in;
    command->command.release = release_scans;
    if (!command->scans) {
        http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
        free(command);
        return;
    }
    read_scans(command, body, order.scans);
    note_by_hand(command);
    if (!batch && command->scans->malformed && !command->scans->forbidden) {
        char title[256];
        const char *field = name_fault(command->scans, title);
        http_refuse(request, 422, "invalid_field", title, field);
        free(command->scans);
        free(command);
        return;
    }
    api_command_submit(command);
}

/* ---- annulment ---- */

struct annulment_command {
    struct api_command command; /* first */
    char id[STORE_SCAN_ID_CHARS + 1];
    int64_t annul_ms;
    bool staff;                     /* the device may let people in by name */
    int64_t person;                 /* filled by run */
    struct store_presence presence; /* as it is again */
};

/* Only the last move of a person can be taken back, and only for some minutes. */
static enum parvis_status check_annulment(struct annulment_command *command, struct store *store,
                                          const struct store_scan *scan, int64_t now)
{
    struct api_command *head = &command->command;
    bool by_name = scan->serial == 0 && scan->person != 0;
    if (head->by_device && scan->device != head->by_device)
        return PARVIS_NOT_FOUND; /* another door's */
    if (head->by_device && by_name && !command->staff)
        return PARVIS_FORBIDDEN;
    if (scan->annulled_at)
        return api_command_refuse(head, PARVIS_CONFLICT, "already_annulled", NULL,
                                  "This scan was annulled before");
    if (!*scan->before_state)
        return api_command_refuse(head, PARVIS_CONFLICT, "moved_nobody", NULL,
                                  "This scan was refused: there is nothing to take back");
    if (now - scan->received_at > command->annul_ms)
        return api_command_refuse(head, PARVIS_CONFLICT, "too_late", NULL,
                                  "A scan can be annulled for %lld minutes only",
                                  (long long)(command->annul_ms / MINUTE_MS));
    enum parvis_status status = store_presence_get(store, scan->person, &command->presence);
    if (status == PARVIS_OK && command->presence.scan != scan->number)
        return api_command_refuse(head, PARVIS_CONFLICT, "not_the_last", NULL,
                                  "The person has been scanned since");
    return status;
}

static enum parvis_status run_annulment(struct commit_command *head, struct store *store,
                                        int64_t received_at, struct store_change_list *changes)
{
    struct annulment_command *command = (struct annulment_command *)head;
    struct store_scan scan;
    enum parvis_status status = store_scan_find(store, command->id, &scan);
    if (status == PARVIS_OK)
        status = check_annulment(command, store, &scan, received_at);
    if (status != PARVIS_OK)
        return status;
    command->person = command->command.subject = scan.person;
    snprintf(command->presence.state, sizeof command->presence.state, "%s", scan.before_state);
    command->presence.at = received_at;
    if (strcmp(scan.before_state, "expected") == 0)
        command->presence.first_at = 0;
    status = store_scan_annul(store, scan.number, received_at);
    if (status == PARVIS_OK)
        status = store_presence_put(store, scan.person, &command->presence);
    return status == PARVIS_OK ? store_record(store, "presence", scan.person, changes) : status;
}

static char *render_annulment(struct api_command *head)
{
    struct annulment_command *command = (struct annulment_command *)head;
    /* A device is told no name: it may have sent the scan sealed, and cannot read it back. */
    const struct model_person *person =
        head->by_device ? NULL : model_person(head->api->model, command->person);
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddStringToObject(answer, "scan_id", command->id);
    cJSON *object = cJSON_AddObjectToObject(answer, "person");
    cJSON_AddNumberToObject(object, "id", (double)command->person);
    cJSON_AddStringToObject(object, "first_name", person ? person->first_name : "");
    cJSON_AddStringToObject(object, "last_name", person ? person->last_name : "");
    cJSON_AddStringToObject(answer, "presence", command->presence.state);
    return api_print(answer);
}

void api_post_annulment(struct http_request *request, void *data)
{
    struct api *api = data;
    const char *id = http_request_parameter(request, "scan_id");
    if (!id || strlen(id) > STORE_SCAN_ID_CHARS) {
        http_refuse(request, 404, "not_found", "There is no such scan", NULL);
        return;
    }
    struct annulment_command *command =
        api_command_new(data, request, sizeof *command, run_annulment);
    if (!command)
        return;
    snprintf(command->id, sizeof command->id, "%s", id);
    command->staff = api_identity(request)->staff;
    command->command.action = "check_in.annul";
    command->command.subject_kind = "person";
    command->annul_ms = model_edition(api->model)->annul_min * MINUTE_MS;
    command->command.render = render_annulment;
    api_command_submit(command);
}
