/* SPDX-License-Identifier: EUPL-1.2 */
/* Signing in and out, and who am I. */
#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api_request.h"
#include "attempts.h"
#include "handlers.h"
#include "known_browser.h"
#include "parvis/clock.h"
#include "parvis/log.h"
#include "sign_in_operations.h"
#include "token.h"
#include "workers.h"

#define PASSWORD_BYTES_MAX 256 /* Argon2 takes any length; strangers may not make it hash more */

/* ---- signing in ---- */

struct sign_in_order {
    const char *user, *password;
};
static const struct json_field sign_in_fields[] = {
    {"user", JSON_TEXT, offsetof(struct sign_in_order, user), true, 1, 128},
    {"password", JSON_TEXT, offsetof(struct sign_in_order, password), true, 1, PASSWORD_BYTES_MAX},
};

/* A password on its way through the worker. */
struct sign_in_work {
    struct api_work work; /* first */
    struct api *api;
    struct http_request *request;
    int64_t user;         /* 0: no such user; then the hash below matches nothing */
    char counted_as[160]; /* attempts.h */
    char password[PASSWORD_BYTES_MAX + 1]; /* wiped as soon as it was judged */
    char hash[crypto_pwhash_STRBYTES];
    bool right;
};

/* Worker thread. An unknown name takes as long as a known one, so that the time does not tell which
 * names exist. */
static void judge_password(struct api_work *work)
{
    struct sign_in_work *sign_in = (struct sign_in_work *)work;
    if (*sign_in->hash)
        sign_in->right = crypto_pwhash_str_verify(sign_in->hash, sign_in->password,
                                                  strlen(sign_in->password)) == 0;
    else if (api_hash_password(sign_in->password, sign_in->hash) != PARVIS_OK)
        log_warning("api", "no memory to hash a password");
    sodium_memzero(sign_in->password, sizeof sign_in->password);
}

static cJSON *user_json(const struct model_user *user)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddNumberToObject(object, "id", (double)user->id);
    cJSON_AddStringToObject(object, "name", user->name);
    cJSON_AddStringToObject(object, "role", user_role_name(user->role));
    return object;
}

static char *me_json(const struct model_user *user, const char *csrf)
{
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddItemToObject(answer, "user", user_json(user));
    cJSON_AddStringToObject(answer, "csrf", csrf);
    return api_print(answer);
}

static void set_cookie(struct http_request *request, const char *value, long long age_s)
{
    char cookie[256];
    snprintf(cookie, sizeof cookie,
             API_SESSION_COOKIE "=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%lld%s", value,
             age_s, http_request_is_tls(request) ? "; Secure" : "");
    http_response_header(request, "Set-Cookie", cookie);
}

/* Gives the browser the session's token (the operation's secret), and marks it as known. */
char *api_answer_session(struct api_operation *operation)
{
    char csrf[33];
    struct api *api = operation->api;
    struct http_request *request = operation->request;
    const struct sign_in_begin *order = (const void *)operation->order;
    const struct model_user *user = model_user(api->model, order->user);
    set_cookie(request, operation->secret, SIGN_IN_MS / 1000);
    known_browser_mark(api, request, user);
    token_csrf(operation->secret, csrf);
    return me_json(user, csrf);
}

static void open_session(struct sign_in_work *sign_in)
{
    static_assert(TOKEN_CHARS < API_SECRET_CHARS, "it is told by the answer");
    struct api_operation *operation = api_operation_new(sign_in->api, sign_in->request);
    if (!operation)
        return;
    struct sign_in_begin *order = (void *)operation->order;
    order->user = sign_in->user;
    snprintf(order->judged, sizeof order->judged, "%s", sign_in->hash);
    token_new(operation->secret);
    token_hash(operation->secret, order->token_hash);
    api_operation_submit(operation);
}

static void password_judged(struct api_work *work)
{
    struct sign_in_work *sign_in = (struct sign_in_work *)work;
    if (sign_in->right && sign_in->user) {
        attempts_forgive(sign_in->api->attempts, sign_in->counted_as);
        open_session(sign_in);
    } else {
        http_refuse(sign_in->request, 401, "wrong_password", "Wrong user name or password", NULL);
    }
    free(sign_in);
}

enum parvis_status api_hash_password(const char *password, char ret_hash[128])
{
    static_assert(crypto_pwhash_STRBYTES <= 128, "the header's bound");
    /* Argon2id with 19 MiB and two passes: OWASP's Password Storage Cheat Sheet (2023). */
    return crypto_pwhash_str_alg(ret_hash, password, strlen(password), 2, 19u * 1024 * 1024,
                                 crypto_pwhash_ALG_ARGON2ID13) == 0
               ? PARVIS_OK
               : PARVIS_NO_MEMORY;
}

static struct sign_in_work *new_work(struct api *api, struct http_request *request,
                                     const struct sign_in_order *order)
{
    const struct model_user *user = model_user_by_name(api->model, order->user);
    if (user && user->revoked_at)
        user = NULL;
    struct sign_in_work *work = calloc(1, sizeof *work);
    if (!work)
        return NULL;
    work->work = (struct api_work){.run = judge_password, .done = password_judged};
    work->api = api;
    work->request = request;
    work->user = user ? user->id : 0;
    /* The user's known browser is counted by itself, under its mark. */
    const char *browser = known_browser_of(api, request, user);
    snprintf(work->counted_as, sizeof work->counted_as, "%s", browser ? browser : order->user);
    snprintf(work->password, sizeof work->password, "%s", order->password);
    snprintf(work->hash, sizeof work->hash, "%s", user ? user->password_hash : "");
    return work;
}

static void drop_work(struct sign_in_work *work)
{
    sodium_memzero(work->password, sizeof work->password);
    free(work);
}

void api_post_session(struct http_request *request, void *data)
{
    struct api *api = data;
    struct sign_in_order order = {0};
    if (!api_read_body(request, sign_in_fields, 2, &order))
        return;
    struct sign_in_work *work = new_work(api, request, &order);
    if (!work) {
        http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
        return;
    }
    if (!attempts_enter(api->attempts, work->user != 0, work->counted_as, clock_monotonic_ms())) {
        drop_work(work);
        http_response_header(request, "Retry-After", "60");
        http_refuse(request, 429, "too_many_attempts",
                    "Too many failed sign-ins: wait a minute and try again", NULL);
        return;
    }
    if (api_workers_submit(api->workers, &work->work) != PARVIS_OK) {
        drop_work(work);
        http_response_header(request, "Retry-After", "1");
        http_refuse(request, 503, "busy", "Too many sign-ins at once: try again", NULL);
    }
}

/* ---- signing out, and who am I ---- */

char *api_answer_signed_out(struct api_operation *operation)
{
    set_cookie(operation->request, "", 0);
    return strdup("{\"signed_out\":true}");
}

void api_delete_session(struct http_request *request, void *data)
{
    const struct api_identity *identity = api_identity(request);
    if (!identity || !identity->sign_in) {
        http_refuse(request, 403, "no_session", "A device has no session to end", NULL);
        return;
    }
    struct api_operation *operation = api_operation_new(data, request);
    if (!operation)
        return;
    ((struct sign_in_leave *)(void *)operation->order)->sign_in = identity->sign_in;
    api_operation_submit(operation);
}

void api_get_me(struct http_request *request, void *data)
{
    struct api *api = data;
    const struct api_identity *identity = api_identity(request);
    const char *cookie = http_request_cookie(request, API_SESSION_COOKIE);
    const struct model_user *user = identity ? model_user(api->model, identity->user) : NULL;
    char csrf[33];
    if (!user || !cookie) {
        http_refuse(request, 401, "signed_out", "Nobody is signed in", NULL);
        return;
    }
    token_csrf(cookie, csrf);
    http_respond_json(request, 200, me_json(user, csrf));
}
