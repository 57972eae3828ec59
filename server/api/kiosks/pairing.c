/* SPDX-License-Identifier: EUPL-1.2 */
/* Pairing codes: made for an organiser, exchanged by a kiosk for its token. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "kiosk_form.h"
#include "kiosk_watch.h"
#include "pairing_token.h"
#include "parvis/clock.h"
#include "qr_code.h"

/* ---- making one ---- */

/* Where the kiosk will find us: what the organiser says, or the address that the console itself was
 * reached by. False: the request was answered. */
static bool set_server(struct api *api, struct http_request *request, const char *server,
                       struct pairing_code *code)
{
    char url[PAIRING_URL_CHARS_MAX + 1];
    if (!server) {
        const char *host = http_request_header(request, "Host");
        snprintf(url, sizeof url, "%s://%s", http_request_is_tls(request) ? "https" : "http",
                 host ? host : "");
        server = url;
    }
    bool good = pairing_set_server(code, server) == PARVIS_OK;
    /* Without TLS of our own there is no certificate to know us by. */
    if (good && code->tls)
        good = http_server_fingerprint(api->http, code->fingerprint);
    if (!good)
        http_refuse(request, 422, "invalid_field",
                    "server is no address of this server, such as https://parvis.example:8017",
                    "server");
    return good;
}

static void make_secret(struct kiosk_command *command)
{
    randombytes_buf(command->code.secret, sizeof command->code.secret);
    pairing_secret_hash(command->code.secret, command->secret_hash);
}

/* {"kiosk": row, "pairing": {"code", "svg", "server", "expires_at"}} */
static char *render_code(struct api_command *head)
{
    struct kiosk_command *command = (struct kiosk_command *)head;
    char text[PAIRING_CHARS_MAX + 1], server[PAIRING_URL_CHARS_MAX + 1];
    const struct model_device *device = model_device(head->api->model, command->id);
    struct qr_code qr = {0};
    pairing_write(&command->code, text);
    pairing_server(&command->code, server);
    char *svg = qr_code_make(text, &qr) == PARVIS_OK ? qr_code_svg(&qr) : NULL;
    cJSON *answer = cJSON_CreateObject(), *pairing = cJSON_CreateObject();
    cJSON_AddItemToObject(answer, "kiosk",
                          device ? kiosk_row(head->api, device) : cJSON_CreateNull());
    cJSON_AddStringToObject(pairing, "code", text);
    cJSON_AddStringToObject(pairing, "svg", svg ? svg : "");
    cJSON_AddStringToObject(pairing, "server", server);
    cJSON_AddNumberToObject(pairing, "expires_at", (double)command->expires_at);
    cJSON_AddItemToObject(answer, "pairing", pairing);
    free(svg);
    qr_code_clear(&qr);
    sodium_memzero(text, sizeof text);
    return api_print(answer);
}

static enum parvis_status keep_code(struct kiosk_command *command, struct store *store, int64_t now)
{
    command->expires_at = now + PAIRING_LASTS_MS;
    return store_pairing_make(store, command->id, command->secret_hash, now, command->expires_at);
}

static enum parvis_status run_add(struct commit_command *head, struct store *store,
                                  int64_t received_at, struct store_change_list *changes)
{
    struct kiosk_command *command = (struct kiosk_command *)head;
    struct store_kiosk kiosk = kiosk_command_row(command);
    enum parvis_status status =
        store_kiosk_add(store, command->name, &kiosk, received_at, changes, &command->id);
    if (status == PARVIS_CONFLICT)
        return api_command_refuse(&command->command, status, "name_taken", "name",
                                  "Another kiosk has this name");
    if (status == PARVIS_INVALID)
        return api_command_refuse(&command->command, status, "unknown", "stand",
                                  "There is no such stand");
    return status == PARVIS_OK ? keep_code(command, store, received_at) : status;
}

void api_post_kiosk(struct http_request *request, void *data)
{
    struct api *api = data;
    struct kiosk_form form = {.role = "door", .shows = "agenda", .language = "fr"};
    struct pairing_code code = {0};
    if (!kiosk_form_read(request, KIOSK_FORM_NEW, &form) ||
        !set_server(api, request, form.server, &code))
        return;
    struct kiosk_command *command = kiosk_command_new(api, request, run_add);
    if (!command)
        return;
    kiosk_command_fill(command, &form);
    command->code = code;
    command->command.render = render_code;
    command->command.http_status = 201;
    make_secret(command);
    api_command_submit(command);
}

static enum parvis_status run_pairing(struct commit_command *head, struct store *store,
                                      int64_t received_at, struct store_change_list *changes)
{
    (void)changes; /* nobody follows codes */
    return keep_code((struct kiosk_command *)head, store, received_at);
}

void api_post_pairing(struct http_request *request, void *data)
{
    struct api *api = data;
    struct kiosk_form form = {.role = "door", .shows = "agenda", .language = "fr"};
    struct pairing_code code = {0};
    const struct model_device *device = kiosk_of_path(api, request);
    if (!device || !kiosk_form_read(request, KIOSK_FORM_PAIRING, &form) ||
        !set_server(api, request, form.server, &code))
        return;
    struct kiosk_command *command = kiosk_command_new(api, request, run_pairing);
    if (!command)
        return;
    command->id = device->id;
    command->code = code;
    command->command.render = render_code;
    command->command.http_status = 201;
    make_secret(command);
    api_command_submit(command);
}

/* ---- using one ---- */

struct enrolment_command {
    struct api_command command; /* first */
    int64_t id;
    char token[TOKEN_CHARS + 1];
    uint8_t secret_hash[32], nonce_hash[32], token_hash[32];
};

static char *render_enrolment(struct api_command *head)
{
    const struct enrolment_command *command = (const struct enrolment_command *)head;
    const struct model_device *device = model_device(head->api->model, command->id);
    if (!device)
        return NULL;
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddStringToObject(answer, "token", command->token);
    cJSON_AddItemToObject(answer, "settings", kiosk_settings(head->api, device));
    return api_print(answer);
}

static void release_enrolment(struct api_command *head)
{
    struct enrolment_command *command = (struct enrolment_command *)head;
    sodium_memzero(command->token, sizeof command->token);
}

static enum parvis_status run_enrolment(struct commit_command *head, struct store *store,
                                        int64_t received_at, struct store_change_list *changes)
{
    struct enrolment_command *command = (struct enrolment_command *)head;
    enum parvis_status status =
        store_pairing_use(store, command->secret_hash, command->nonce_hash, command->token_hash,
                          received_at, changes, &command->id);
    switch (status) {
    case PARVIS_NOT_FOUND:
        return api_command_refuse(&command->command, PARVIS_FORBIDDEN, "code_unknown", "secret",
                                  "No such pairing code: a newer one took its place");
    case PARVIS_CONFLICT:
        return api_command_refuse(&command->command, PARVIS_FORBIDDEN, "code_used", "secret",
                                  "This pairing code was used before");
    case PARVIS_CANCELLED:
        return api_command_refuse(&command->command, PARVIS_FORBIDDEN, "code_expired", "secret",
                                  "This pairing code is over");
    default:
        return status;
    }
}

void api_post_enrolment(struct http_request *request, void *data)
{
    struct api *api = data;
    struct {
        const char *secret, *nonce;
    } order = {NULL, NULL};
    static const struct json_field fields[] = {
        {"secret", JSON_TEXT, 0, true, PAIRING_SECRET_CHARS, PAIRING_SECRET_CHARS},
        {"nonce", JSON_TEXT, sizeof(char *), true, 32, 64},
    };
    uint8_t secret[PAIRING_SECRET_BYTES];
    if (!api_read_body(request, fields, 2, &order))
        return;
    if (pairing_read_secret(order.secret, secret) != PARVIS_OK) {
        http_refuse(request, 422, "invalid_field", "secret is no pairing secret", "secret");
        return;
    }
    struct enrolment_command *command =
        api_command_new(api, request, sizeof *command, run_enrolment);
    if (!command)
        return;
    command->command.render = render_enrolment;
    command->command.release = release_enrolment;
    pairing_token(api->secret_key, secret, order.nonce, command->token);
    pairing_secret_hash(secret, command->secret_hash);
    token_hash(order.nonce, command->nonce_hash);
    token_hash(command->token, command->token_hash);
    sodium_memzero(secret, sizeof secret);
    api_command_submit(command);
}
