/* SPDX-License-Identifier: EUPL-1.2 */
/* What every route shares: bodies, commands and their answers. */
#include "api.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api_request.h"
#include "parvis/log.h"
#include "store_audit.h"

const struct api_identity *api_identity(const struct http_request *request)
{
    const struct api_request *state = http_request_identity(request);
    return state && state->known ? &state->identity : NULL;
}

char *api_print(cJSON *tree)
{
    char *text = cJSON_PrintUnformatted(tree);
    cJSON_Delete(tree);
    if (!text)
        abort();
    return text;
}

/* ---- bodies ---- */

bool api_is_json(struct http_request *request)
{
    const char *type = http_request_header(request, "Content-Type");
    static const char wanted[] = "application/json";
    if (!type || strncasecmp(type, wanted, sizeof wanted - 1) != 0)
        return false;
    char next = type[sizeof wanted - 1];
    return next == '\0' || next == ';' || next == ' ';
}

static void refuse_body(struct http_request *request, const struct json_fault *fault)
{
    char title[256];
    bool whole = fault->field[0] == '\0';
    snprintf(title, sizeof title, "%s %s", whole ? "The body" : fault->field, fault->reason);
    http_refuse(request, whole ? 400 : 422, whole ? "invalid_json" : "invalid_field", title,
                whole ? NULL : fault->field);
}

/* The body's tree, which is freed with the request; NULL: answered. */
static const cJSON *parse_body(struct http_request *request)
{
    struct json_fault fault = {"", ""};
    cJSON *tree = NULL;
    size_t length = 0;
    if (!api_is_json(request)) {
        http_refuse(request, 415, "not_json", "Send the body as Content-Type: application/json",
                    NULL);
        return NULL;
    }
    const char *body = http_request_body(request, &length);
    if (json_parse(body ? body : "", length, &tree, &fault) != PARVIS_OK) {
        refuse_body(request, &fault);
        return NULL;
    }
    struct api_request *state = http_request_identity(request);
    cJSON_Delete(state->body);
    state->body = tree;
    return tree;
}

const cJSON *api_read_body(struct http_request *request, const struct json_field *fields,
                           size_t count, void *target)
{
    struct json_fault fault;
    const cJSON *tree = parse_body(request);
    if (tree && fields && json_read(tree, fields, count, target, &fault) != PARVIS_OK) {
        refuse_body(request, &fault);
        return NULL;
    }
    return tree;
}

bool api_read_members(struct http_request *request, const struct json_member *members, size_t count,
                      void *target)
{
    struct json_fault fault;
    const cJSON *tree = parse_body(request);
    if (!tree)
        return false;
    if (json_read_members(tree, members, count, target, &fault) == PARVIS_OK)
        return true;
    refuse_body(request, &fault);
    return false;
}

/* ---- commands ---- */

static void free_command(struct api_command *command)
{
    if (command->release)
        command->release(command);
    free(command->answer);
    free(command);
}

struct refusal {
    enum parvis_status status;
    int http_status;
    const char *code, *title; /* when the command named none */
};

static const struct refusal refusals[] = {
    {PARVIS_NOT_FOUND, 404, "not_found", "There is no such thing"},
    {PARVIS_INVALID, 422, "invalid", "The request breaks a rule"},
    {PARVIS_CONFLICT, 409, "conflict", "The present state forbids it"},
    {PARVIS_FORBIDDEN, 403, "forbidden", "This role may not do it"},
    {PARVIS_BUSY, 503, "busy", "Too much to do just now: try again"},
};
static const struct refusal refusal_broken = {PARVIS_IO, 503, "broken",
                                              "The server cannot save: it stops and restarts"};

static void answer_refusal(struct api_command *command, enum parvis_status status)
{
    const struct refusal *refusal = &refusal_broken;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        if (refusals[i].status == status)
            refusal = &refusals[i];
    if (refusal->http_status == 503)
        http_response_header(command->request, "Retry-After", "1");
    http_refuse(
        command->request, refusal->http_status, *command->code ? command->code : refusal->code,
        *command->title ? command->title : refusal->title, *command->field ? command->field : NULL);
}

static void answer_done(struct api_command *command)
{
    if (!command->answer && command->render)
        command->answer = command->render(command);
    if (command->refused != PARVIS_OK) {
        answer_refusal(command, command->refused);
        return;
    }
    http_respond_json(command->request, command->http_status, command->answer);
    command->answer = NULL; /* the response's now */
}

static void command_done(struct commit_command *head, enum parvis_status status)
{
    struct api_command *command = (struct api_command *)head;
    if (command->request && status == PARVIS_OK)
        answer_done(command);
    else if (command->request)
        answer_refusal(command, status);
    else if (status != PARVIS_OK) /* the day's own work: nobody waits for an answer */
        log_warning("api", "the day's work was refused: %s", parvis_status_name(status));
    free_command(command);
}

void *api_command_new(struct api *api, struct http_request *request, size_t size,
                      commit_run_fn *run)
{
    struct api_command *command = calloc(1, size);
    if (!command) {
        if (request)
            http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
        return NULL;
    }
    command->head.run = run;
    command->head.done = command_done;
    command->request = request;
    command->api = api;
    command->http_status = 200;
    const struct api_identity *identity = request ? api_identity(request) : NULL;
    command->by_user = identity ? identity->user : 0;
    command->by_device = identity ? identity->device : 0;
    return command;
}

/* Writer thread: the deed and its note stand or fall together. What changed nothing is no deed. */
static enum parvis_status run_noted(struct commit_command *head, struct store *store,
                                    int64_t received_at, struct store_change_list *changes)
{
    struct api_command *command = (struct api_command *)head;
    size_t before = changes->count;
    enum parvis_status status = command->run(head, store, received_at, changes);
    if (status != PARVIS_OK || changes->count == before || !command->action)
        return status;
    struct store_audit audit = {.at = received_at,
                                .user = command->by_user,
                                .device = command->by_device,
                                .subject = command->subject,
                                .from_seq = changes->items[before].seq,
                                .to_seq = changes->items[changes->count - 1].seq,
                                .undoes = command->undoes};
    snprintf(audit.action, sizeof audit.action, "%s", command->action);
    snprintf(audit.kind, sizeof audit.kind, "%s", command->subject_kind);
    snprintf(audit.scan, sizeof audit.scan, "%s", command->scan ? command->scan : "");
    return store_audit_add(store, &audit, changes);
}

void api_command_submit(void *data)
{
    struct api_command *command = data;
    if (command->action) {
        command->run = command->head.run;
        command->head.run = run_noted;
    }
    enum parvis_status status =
        command->api->broken ? PARVIS_IO : commit_submit(command->api->commit, &command->head);
    if (status == PARVIS_OK)
        return;
    if (command->request)
        answer_refusal(command, status);
    free_command(command);
}

enum parvis_status api_command_refuse(struct api_command *command, enum parvis_status status,
                                      const char *code, const char *field, const char *title, ...)
{
    va_list arguments;
    snprintf(command->code, sizeof command->code, "%s", code);
    snprintf(command->field, sizeof command->field, "%s", field ? field : "");
    va_start(arguments, title);
    vsnprintf(command->title, sizeof command->title, title, arguments);
    va_end(arguments);
    return status;
}
