/* SPDX-License-Identifier: EUPL-1.2 */
/* Pairing codes: made for an organiser, exchanged by a kiosk for its token. */
#include <sodium.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "handlers.h"
#include "kiosk_operations.h"
#include "kiosk_row.h"
#include "kiosk_watch.h"
#include "pairing_token.h"
#include "parvis/clock.h"
#include "qr_code.h"

/* ---- making one ---- */

/* The server's address for the kiosk: as the organiser gave it, else the one at which the console
 * reached the server. False: the request was answered. */
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
    /* Without TLS there is no certificate whose fingerprint could go into the code. */
    if (good && code->tls)
        good = http_server_fingerprint(api->http, code->fingerprint);
    if (!good)
        http_refuse(request, 422, "invalid_field",
                    "server is no address of this server, such as https://parvis.example:8017",
                    "server");
    return good;
}

/* {"kiosk": row, "pairing": {"code", "svg", "server", "expires_at"}} */
static char *code_text(struct api_operation *operation, const struct pairing_code *code,
                       int64_t expires_at)
{
    char text[PAIRING_CHARS_MAX + 1], server[PAIRING_URL_CHARS_MAX + 1];
    struct qr_code qr = {0};
    pairing_write(code, text);
    pairing_server(code, server);
    char *svg = qr_code_make(text, &qr) == PARVIS_OK ? qr_code_svg(&qr) : NULL;
    cJSON *answer = kiosk_answer(operation->api, operation_subject(operation->order));
    cJSON *pairing = cJSON_AddObjectToObject(answer, "pairing");
    cJSON_AddStringToObject(pairing, "code", text);
    cJSON_AddStringToObject(pairing, "svg", svg ? svg : "");
    cJSON_AddStringToObject(pairing, "server", server);
    cJSON_AddNumberToObject(pairing, "expires_at", (double)expires_at);
    free(svg);
    qr_code_clear(&qr);
    sodium_memzero(text, sizeof text);
    operation->http_status = 201;
    return api_print(answer);
}

char *api_answer_new_kiosk(struct api_operation *operation)
{
    const struct kiosk_add *order = (const void *)operation->order;
    return code_text(operation, &order->code, order->expires_at);
}

char *api_answer_code(struct api_operation *operation)
{
    const struct kiosk_pair *order = (const void *)operation->order;
    return code_text(operation, &order->code, order->expires_at);
}

/* The operation makes its secret. */
static void submit_with_code(struct api *api, struct http_request *request,
                             struct api_operation *operation, const char *server,
                             struct pairing_code *code)
{
    if (set_server(api, request, *server ? server : NULL, code))
        api_operation_submit(operation);
    else
        api_operation_drop(operation);
}

void api_post_kiosk(struct http_request *request, void *data)
{
    struct api_operation *operation = api_operation_new(data, request);
    if (!operation)
        return;
    struct kiosk_add *order = (void *)operation->order;
    submit_with_code(data, request, operation, order->server, &order->code);
}

void api_post_pairing(struct http_request *request, void *data)
{
    struct api_operation *operation = api_operation_new(data, request);
    if (!operation)
        return;
    struct kiosk_pair *order = (void *)operation->order;
    submit_with_code(data, request, operation, order->server, &order->code);
}

/* ---- using one ---- */

/* The longest time that browsers keep a cookie (RFC 6265bis): a screen stays up for the event, and
 * a revocation ends it. */
#define SCREEN_COOKIE_S 34560000L

static void set_screen_cookie(struct http_request *request, const char *token)
{
    char cookie[API_SECRET_CHARS + 128];
    snprintf(cookie, sizeof cookie,
             API_SCREEN_COOKIE "=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%ld%s", token,
             SCREEN_COOKIE_S, http_request_is_tls(request) ? "; Secure" : "");
    http_response_header(request, "Set-Cookie", cookie);
    sodium_memzero(cookie, sizeof cookie);
}

/* The token is the operation's secret. A browser has it as its cookie, which no script reads. */
char *api_answer_enrolment(struct api_operation *operation)
{
    const struct api *api = operation->api;
    const struct model_device *device =
        model_device(api->model, operation_subject(operation->order));
    if (!device)
        return NULL;
    cJSON *answer = cJSON_CreateObject();
    if (((const struct kiosk_enrol *)(const void *)operation->order)->browser)
        set_screen_cookie(operation->request, operation->secret);
    else
        cJSON_AddStringToObject(answer, "token", operation->secret);
    cJSON_AddItemToObject(answer, "settings", kiosk_settings(api, device));
    return api_print(answer);
}

void api_post_enrolment(struct http_request *request, void *data)
{
    struct api *api = data;
    struct said {
        const char *secret, *nonce;
        bool browser;
    } said = {NULL, NULL, false};
    static const struct json_field fields[] = {
        {"secret", JSON_TEXT, offsetof(struct said, secret), true, PAIRING_SECRET_CHARS,
         PAIRING_SECRET_CHARS},
        {"nonce", JSON_TEXT, offsetof(struct said, nonce), true, 32, 64},
        {"browser", JSON_BOOLEAN, offsetof(struct said, browser), false, 0, 0},
    };
    if (!api_read_body(request, fields, sizeof fields / sizeof *fields, &said))
        return;
    struct api_operation *operation = api_operation_new(api, request);
    if (!operation)
        return;
    struct kiosk_enrol *order = (void *)operation->order;
    if (pairing_read_secret(said.secret, order->secret) != PARVIS_OK) {
        http_refuse(request, 422, "invalid_field", "secret is no pairing secret", "secret");
        api_operation_drop(operation);
        return;
    }
    pairing_token(api->secret_key, order->secret, said.nonce, operation->secret);
    token_hash(said.nonce, order->nonce_hash);
    token_hash(operation->secret, order->token_hash);
    order->browser = said.browser;
    api_operation_submit(operation);
}
