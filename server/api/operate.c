/* SPDX-License-Identifier: EUPL-1.2 */
/* From a request to an operation, and from its end to an answer. */
#define _GNU_SOURCE
#include "operate.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"

/* ---- its end ---- */

/* Writer thread: the refusal in the words of who asked. */
static void tell_refusal(struct api_operation *operation)
{
    const struct operation_refusal *refusal = &operation->operation.refusal;
    struct api_command *command = &operation->command;
    if (!operation_is_refused(&operation->operation))
        return; /* the status says it all */
    snprintf(command->code, sizeof command->code, "%s",
             refusal->code ? refusal->code : refusal->reason.key);
    for (char *at = command->code; *at; at++)
        if (*at == '.')
            *at = '_';
    snprintf(command->field, sizeof command->field, "%s", refusal->field);
    char *title = reason_say(&refusal->reason, operation->language);
    snprintf(command->title, sizeof command->title, "%s", title);
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
        tell_refusal(operation);
    return status;
}

static char *render(struct api_command *command)
{
    struct api_operation *operation = (struct api_operation *)command;
    return operation->declared->answer(operation);
}

static void release(struct api_command *command)
{
    struct api_operation *operation = (struct api_operation *)command;
    const struct operation_form *form = operation->declared->form;
    if (operation->ended)
        operation->ended(operation);
    if (form->clear)
        form->clear(operation->order);
    sodium_memzero(operation->secret, sizeof operation->secret);
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

/* What is asked, so that one id cannot stand for two things. */
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
    struct api_operation *operation =
        api_command_new(api, request, sizeof *operation + form->size, run);
    if (!operation)
        return NULL;
    operation->declared = declared;
    operation->command.release = release;
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
    operation->command.render = render;
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
    api_command_submit(operation);
}

void api_operation_drop(struct api_operation *operation)
{
    release(&operation->command);
    free(operation);
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
    const char *body =
        model_body(operation->command.api->model, kind, operation_subject(operation->order));
    char *answer = NULL;
    if (asprintf(&answer, "{\"%s\":%s}", kind, body ? body : "null") < 0)
        abort();
    return answer;
}

char *api_answer_nothing(struct api_operation *operation)
{
    operation->command.http_status = 204;
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
