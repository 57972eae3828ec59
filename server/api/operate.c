/* SPDX-License-Identifier: EUPL-1.2 */
/* Turns a request into an operation, and the operation's end into an answer. */
#define _GNU_SOURCE
#include "operate.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "parvis/log.h"

/* ---- its end ---- */

static void clear(struct api_operation *operation)
{
    const struct operation_form *form = operation->declared->form;
    if (operation->ended)
        operation->ended(operation);
    if (form->clear)
        form->clear(operation->order);
    sodium_memzero(operation->secret, sizeof operation->secret);
    free(operation);
}

/* The answer to a status when the operation gave no reason. */
struct told {
    enum parvis_status status;
    int http_status;
    const char *code, *title;
};

static struct told told_of(enum parvis_status status)
{
    static const struct told told[] = {
        {PARVIS_NOT_FOUND, 404, "not_found", "There is no such thing"},
        {PARVIS_INVALID, 422, "invalid", "The request breaks a rule"},
        {PARVIS_CONFLICT, 409, "conflict", "The present state forbids it"},
        {PARVIS_FORBIDDEN, 403, "forbidden", "This role may not do it"},
        {PARVIS_BUSY, 503, "busy", "Too much to do just now: try again"},
    };
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        if (told[i].status == status)
            return told[i];
    return (struct told){status, 503, "broken", "The server cannot save: it stops and restarts"};
}

static void answer_refusal(struct api_operation *operation, enum parvis_status status)
{
    struct told told = told_of(status);
    const struct api_refusal *refusal = &operation->refusal;
    if (told.http_status == 503)
        http_response_header(operation->request, "Retry-After", "1");
    http_refuse(operation->request, told.http_status, *refusal->code ? refusal->code : told.code,
                *refusal->title ? refusal->title : told.title,
                *refusal->field ? refusal->field : NULL);
}

static void answer(struct api_operation *operation)
{
    char *text = operation->declared->answer(operation);
    if (operation->refusal.status == PARVIS_OK)
        http_respond_json(operation->request, operation->http_status, text);
    else
        answer_refusal(operation, operation->refusal.status);
}

/* Another program has locked the database: names it, so that the host at the door can have it
 * closed. */
static void tell_holder(struct api_operation *operation)
{
    char who[COMMIT_HOLDER_CHARS + 1];
    commit_holder(operation->api->commit, who);
    if (!*who)
        return;
    char *title = text_sayf(operation->language, "steering.database_held", "who", who, NULL);
    api_operation_refuse(operation, PARVIS_BUSY, "database_held", NULL, title);
    free(title);
}

/* Loop thread. An operation of the day's clock has no request to answer. */
static void done(struct commit_command *head, enum parvis_status status)
{
    struct api_operation *operation = (struct api_operation *)head;
    if (status == PARVIS_BUSY)
        tell_holder(operation);
    if (operation->request && status == PARVIS_OK)
        answer(operation);
    else if (operation->request)
        answer_refusal(operation, status);
    else if (status != PARVIS_OK)
        log_warning("api", "the day's work was refused: %s", parvis_status_name(status));
    clear(operation);
}

char *api_operation_refuse(struct api_operation *operation, enum parvis_status status,
                           const char *code, const char *field, const char *title)
{
    struct api_refusal *refusal = &operation->refusal;
    refusal->status = status;
    snprintf(refusal->code, sizeof refusal->code, "%s", code);
    snprintf(refusal->field, sizeof refusal->field, "%s", field ? field : "");
    snprintf(refusal->title, sizeof refusal->title, "%s", title);
    return NULL;
}

/* Writer thread: writes the refusal in the caller's language. */
static void tell_refusal(struct api_operation *operation, enum parvis_status status)
{
    const struct operation_refusal *refusal = &operation->operation.refusal;
    if (!operation_is_refused(&operation->operation))
        return; /* the status says it all */
    char *title = reason_say(&refusal->reason, operation->language);
    api_operation_refuse(operation, status, refusal->code ? refusal->code : refusal->reason.key,
                         refusal->field, title);
    for (char *at = operation->refusal.code; *at; at++)
        if (*at == '.')
            *at = '_';
    free(title);
}

static enum parvis_status run(struct commit_command *head, struct store *store, int64_t received_at,
                              struct store_change_list *changes)
{
    struct api_operation *operation = (struct api_operation *)head;
    operation->operation.store = store;
    operation->operation.changes = changes;
    operation->operation.now = received_at;
    enum parvis_status status =
        operation_perform(operation->declared->form, &operation->operation, operation->order);
    if (status != PARVIS_OK)
        tell_refusal(operation, status);
    return status;
}

/* ---- its beginning ---- */

static struct operation_actor actor_of(struct api *api, const struct http_request *request)
{
    struct operation_actor actor = {0};
    const struct api_identity *identity = api_identity(request);
    if (!identity)
        return actor;
    actor.user = identity->user;
    actor.device = identity->device;
    actor.person = identity->person;
    actor.phone = identity->phone;
    if (identity->person)
        actor.company = mine_company(api->model, mine_person(api, request));
    snprintf(actor.name, sizeof actor.name, "%s", identity->name);
    return actor;
}

/* A digest over the order, so that one id cannot name two orders. */
static void digest_request(struct http_request *request, uint8_t ret_digest[OPERATION_DIGEST_BYTES])
{
    crypto_generichash_state state;
    size_t length = 0;
    const char *path = http_request_path(request);
    const char *body = http_request_body(request, &length);
    crypto_generichash_init(&state, NULL, 0, OPERATION_DIGEST_BYTES);
    crypto_generichash_update(&state, (const unsigned char *)path, strlen(path) + 1);
    crypto_generichash_update(&state, (const unsigned char *)(body ? body : ""), length);
    crypto_generichash_final(&state, ret_digest, OPERATION_DIGEST_BYTES);
}

/* An attendee's phone may send its order again: its Idempotency-Key makes it count once. False: the
 * request was answered. */
static bool read_once(struct http_request *request, struct api_operation *operation)
{
    static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
    const char *id = http_request_header(request, "Idempotency-Key");
    if (!id || !operation->operation.actor.person)
        return true;
    size_t length = strlen(id);
    if (length < 8 || length > OPERATION_ORDER_CHARS || strspn(id, signs) != length) {
        http_refuse(request, 422, "invalid_field", "Idempotency-Key: 8 to 64 letters or digits",
                    "Idempotency-Key");
        return false;
    }
    memcpy(operation->operation.once.id, id, length + 1);
    digest_request(request, operation->operation.once.digest);
    return true;
}

static bool read_subject(struct http_request *request, struct api_operation *operation)
{
    int64_t id;
    if (!strstr(http_request_route(request)->pattern, "/:id"))
        return true;
    if (http_request_parameter_integer(request, "id", &id) != PARVIS_OK) {
        http_refuse(request, 404, "not_found", "There is no such thing", NULL);
        return false;
    }
    memcpy(operation->order, &id, sizeof id); /* the first member of every order */
    return true;
}

static struct api_operation *make(struct api *api, struct http_request *request,
                                  const struct api_order *declared)
{
    const struct operation_form *form = declared->form;
    struct api_operation *operation = calloc(1, sizeof *operation + form->size);
    if (!operation) {
        if (request)
            http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
        return NULL;
    }
    operation->head = (struct commit_command){.run = run, .done = done};
    operation->api = api;
    operation->request = request;
    operation->declared = declared;
    operation->http_status = 200;
    if (form->defaults)
        memcpy(operation->order, form->defaults, form->size);
    return operation;
}

struct api_operation *api_operation_new(struct api *api, struct http_request *request)
{
    const struct api_order *declared = http_request_route(request)->detail;
    struct api_operation *operation = make(api, request, declared);
    if (!operation)
        return NULL;
    operation->language = text_language_of(http_request_header(request, "Accept-Language"));
    operation->operation.actor = actor_of(api, request);
    if ((!declared->reads_body ||
         api_read_members(request, declared->members, declared->member_count, operation->order)) &&
        read_once(request, operation) && read_subject(request, operation))
        return operation;
    api_operation_drop(operation);
    return NULL;
}

struct api_operation *api_operation_alone(struct api *api, const struct api_order *declared)
{
    return make(api, NULL, declared);
}

void api_operation_submit(struct api_operation *operation)
{
    struct api *api = operation->api;
    enum parvis_status status =
        api->broken ? PARVIS_IO : commit_submit(api->commit, &operation->head);
    if (status == PARVIS_OK)
        return; /* the writer's */
    if (operation->request)
        answer_refusal(operation, status);
    clear(operation);
}

void api_operation_drop(struct api_operation *operation)
{
    clear(operation);
}

void api_operate(struct http_request *request, void *data)
{
    struct api_operation *operation = api_operation_new(data, request);
    if (operation)
        api_operation_submit(operation);
}

/* ---- answers ---- */

char *api_answer_row(struct api_operation *operation)
{
    const char *kind = operation->declared->form->kind;
    const char *body = model_body(operation->api->model, kind, operation_subject(operation->order));
    char *answer = NULL;
    if (asprintf(&answer, "{\"%s\":%s}", kind, body ? body : "null") < 0)
        abort();
    return answer;
}

char *api_answer_nothing(struct api_operation *operation)
{
    operation->http_status = 204;
    return calloc(1, 1);
}

char *api_rows_text(const struct model *model, const char *name, const char *kind,
                    const int64_t *ids, size_t count)
{
    cJSON *answer = cJSON_CreateObject();
    cJSON *rows = cJSON_AddArrayToObject(answer, name);
    for (size_t i = 0; i < count; i++) {
        const char *body = model_body(model, kind, ids[i]);
        cJSON_AddItemToArray(rows, body ? cJSON_CreateRaw(body) : cJSON_CreateNull());
    }
    return api_print(answer);
}
