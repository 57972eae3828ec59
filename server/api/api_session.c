/* Who asks: devices by bearer token, people by cookie and CSRF header; signing in and out. */
#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api_request.h"
#include "attempts.h"
#include "handlers.h"
#include "model_talk.h"
#include "parvis/clock.h"
#include "parvis/log.h"
#include "store_access.h"
#include "token.h"
#include "workers.h"

#define COOKIE "parvis_session"
/* A working day with its evening: nobody is signed out in the middle of the event. */
#define SESSION_MS (14 * 3600 * 1000LL)
#define PASSWORD_BYTES_MAX                                                                         \
    256 /* Argon2 takes any length; this bounds what is hashed for strangers */

/* ---- who asks ---- */

static void free_request_state(void *data)
{
    struct api_request *state = data;
    cJSON_Delete(state->body);
    free(state);
}

static void identify_device(struct api *api, struct api_request *state, const char *authorization)
{
    uint8_t hash[TOKEN_HASH_BYTES];
    if (strncasecmp(authorization, "Bearer ", 7) != 0 || strlen(authorization + 7) != TOKEN_CHARS)
        return;
    token_hash(authorization + 7, hash);
    const struct model_device *device = model_device_by_token(api->model, hash);
    if (!device || device->revoked_at)
        return;
    state->identity = (struct api_identity){.device = device->id,
                                            .role = device->role,
                                            .name = device->name,
                                            .staff = device->staff,
                                            .registers = device->registers};
    state->known = true;
}

static void identify_user(struct api *api, struct api_request *state, const char *cookie)
{
    uint8_t hash[TOKEN_HASH_BYTES];
    if (strlen(cookie) != TOKEN_CHARS)
        return;
    token_hash(cookie, hash);
    const struct model_sign_in *sign_in = model_sign_in_by_token(api->model, hash);
    if (!sign_in || sign_in->revoked_at || sign_in->expires_at <= clock_real_ms())
        return;
    const struct model_user *user = model_user(api->model, sign_in->user);
    if (!user || user->revoked_at)
        return;
    state->identity = (struct api_identity){
        .user = user->id, .sign_in = sign_in->id, .role = user->role, .name = user->name};
    state->known = true;
}

static void identify_attendee(struct api *api, struct api_request *state, const char *cookie)
{
    uint8_t hash[TOKEN_HASH_BYTES];
    if (strlen(cookie) != TOKEN_CHARS)
        return;
    token_hash(cookie, hash);
    const struct model_phone *phone = model_phone_by_token(api->model, hash);
    if (!phone || phone->revoked_at || phone->expires_at <= clock_real_ms())
        return;
    const struct model_person *person = model_person(api->model, phone->person);
    if (!person || person->erased)
        return;
    state->identity = (struct api_identity){
        .person = person->id, .phone = phone->id, .role = "attendee", .name = ""};
    state->known = true;
}

/* Roles as bits; a role that is none of them may nothing. */
enum {
    DOOR = 1,
    SCREEN = 2,
    STAGE = 4,
    STAND = 8,
    VIEWER = 16,
    HOST = 32,
    ORGANISER = 64,
    DEVICES = DOOR | SCREEN | STAGE | STAND,
    USERS = VIEWER | HOST | ORGANISER,
    ATTENDEE = 128,
    STAFF = 256,     /* a door with a PIN */
    REGISTERS = 512, /* a door where visitors register themselves */
};

static unsigned role_bit(const char *role)
{
    static const struct {
        const char *name;
        unsigned bit;
    } roles[] = {{"door", DOOR},           {"screen", SCREEN},    {"stage", STAGE},
                 {"stand", STAND},         {"viewer", VIEWER},    {"host", HOST},
                 {"organiser", ORGANISER}, {"attendee", ATTENDEE}};
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        if (strcmp(roles[i].name, role) == 0)
            return roles[i].bit;
    return 0;
}

static unsigned bits_of(const struct api_identity *identity)
{
    unsigned bits = role_bit(identity->role);
    if (bits == DOOR)
        bits |= (identity->staff ? STAFF : 0) | (identity->registers ? REGISTERS : 0);
    return bits;
}

static bool may(const struct api_request *state, int least_role)
{
    static const unsigned who[] = {[API_SIGNED_IN] = DEVICES | USERS,
                                   [API_VIEWER] = USERS,
                                   [API_DOOR] = DOOR | HOST | ORGANISER,
                                   [API_HOST] = HOST | ORGANISER,
                                   [API_ORGANISER] = ORGANISER,
                                   [API_DEVICE] = DEVICES,
                                   [API_MEETINGS] = DOOR | USERS,
                                   [API_CALLED] = DOOR | SCREEN | USERS,
                                   [API_STAND] = DOOR | STAND | USERS,
                                   [API_ATTENDEE] = ATTENDEE,
                                   [API_STAND_ALONE] = STAND,
                                   [API_STAFF] = STAFF | HOST | ORGANISER,
                                   [API_REGISTER] = STAFF | REGISTERS | HOST | ORGANISER};
    if (least_role == API_ANYONE)
        return true;
    return state->known && (who[least_role] & bits_of(&state->identity)) != 0;
}

/* A cookie goes along with requests that another site makes; the header does not. */
static bool shows_csrf(struct http_request *request, const struct api_request *state)
{
    char wanted[33];
    bool by_cookie = state->identity.sign_in || state->identity.phone;
    if (!by_cookie || http_request_method(request) == HTTP_METHOD_GET)
        return true;
    const char *cookie =
        http_request_cookie(request, state->identity.phone ? API_PHONE_COOKIE : COOKIE);
    const char *shown = http_request_header(request, "X-Parvis-CSRF");
    if (!cookie || !shown || strlen(shown) != 32)
        return false;
    token_csrf(cookie, wanted);
    return sodium_memcmp(wanted, shown, 32) == 0;
}

int api_authorise(struct http_request *request, const struct http_route *route, void *data)
{
    struct api *api = data;
    struct api_request *state = calloc(1, sizeof *state);
    if (!state)
        return 503;
    http_request_set_identity(request, state, free_request_state);
    const char *authorization = http_request_header(request, "Authorization");
    bool attendee = route->least_role == API_ATTENDEE;
    const char *cookie = http_request_cookie(request, attendee ? API_PHONE_COOKIE : COOKIE);
    if (attendee && cookie)
        identify_attendee(api, state, cookie);
    else if (attendee)
        state->known = false;
    else if (authorization)
        identify_device(api, state, authorization);
    else if (cookie)
        identify_user(api, state, cookie);
    /* A token that is no longer good is no visitor's: the device is to hear of it. */
    if (authorization && !state->known)
        return 401;
    if (!may(state, route->least_role))
        return state->known ? 403 : 401;
    if (route->least_role != API_ANYONE && !shows_csrf(request, state))
        return 403;
    return 0;
}

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
    int64_t user; /* 0: no such user; the hash below is then nobody's */
    char name[129];
    char password[PASSWORD_BYTES_MAX + 1]; /* wiped as soon as it was judged */
    char hash[crypto_pwhash_STRBYTES];
    bool right;
};

/* The command that makes the session durable. */
struct sign_in_command {
    struct api_command command; /* first */
    int64_t user;
    uint8_t hash[TOKEN_HASH_BYTES];
};

static void judge_password(struct api_work *work)
{
    struct sign_in_work *sign_in = (struct sign_in_work *)work;
    sign_in->right =
        crypto_pwhash_str_verify(sign_in->hash, sign_in->password, strlen(sign_in->password)) == 0;
    sodium_memzero(sign_in->password, sizeof sign_in->password);
}

static cJSON *user_json(const struct model_user *user)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddNumberToObject(object, "id", (double)user->id);
    cJSON_AddStringToObject(object, "name", user->name);
    cJSON_AddStringToObject(object, "role", user->role);
    return object;
}

static char *me_json(const struct model_user *user, const char *csrf)
{
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddItemToObject(answer, "user", user_json(user));
    cJSON_AddStringToObject(answer, "csrf", csrf);
    return api_print(answer);
}

static enum parvis_status run_sign_in(struct commit_command *head, struct store *store,
                                      int64_t received_at, struct store_change_list *changes)
{
    struct sign_in_command *command = (struct sign_in_command *)head;
    int64_t id, now = clock_real_ms();
    (void)received_at; /* a session's age is not the event's */
    return store_sign_in_add(store, command->user, command->hash, now, now + SESSION_MS, changes,
                             &id);
}

static void set_cookie(struct http_request *request, const char *value, long long age_s)
{
    char cookie[256];
    snprintf(cookie, sizeof cookie, COOKIE "=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%lld%s",
             value, age_s, http_request_is_tls(request) ? "; Secure" : "");
    http_response_header(request, "Set-Cookie", cookie);
}

static void open_session(struct sign_in_work *sign_in)
{
    char token[TOKEN_CHARS + 1], csrf[33];
    const struct model_user *user = model_user(sign_in->api->model, sign_in->user);
    struct sign_in_command *command =
        user ? api_command_new(sign_in->api, sign_in->request, sizeof *command, run_sign_in) : NULL;
    if (!command) {
        if (!user)
            http_refuse(sign_in->request, 401, "wrong_password", "Wrong user name or password",
                        NULL);
        return;
    }
    token_new(token);
    token_csrf(token, csrf);
    command->user = user->id;
    token_hash(token, command->hash);
    command->command.answer = me_json(user, csrf);
    set_cookie(sign_in->request, token, SESSION_MS / 1000);
    sodium_memzero(token, sizeof token);
    api_command_submit(command);
}

static void password_judged(struct api_work *work)
{
    struct sign_in_work *sign_in = (struct sign_in_work *)work;
    const char *address = http_request_address(sign_in->request);
    if (sign_in->right && sign_in->user) {
        open_session(sign_in);
    } else {
        attempts_note(sign_in->api->attempts, sign_in->name, address, clock_monotonic_ms());
        http_refuse(sign_in->request, 401, "wrong_password", "Wrong user name or password", NULL);
    }
    free(sign_in);
}

/* A hash that no password opens, so that an unknown name takes as long as a known one. */
static const char *nobodys_hash(void)
{
    static char hash[crypto_pwhash_STRBYTES]; /* loop thread only */
    char password[33];
    uint8_t random[16];
    if (!*hash) {
        randombytes_buf(random, sizeof random);
        sodium_bin2hex(password, sizeof password, random, sizeof random);
        if (api_hash_password(password, hash) != PARVIS_OK)
            return NULL;
    }
    return hash;
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

void api_post_session(struct http_request *request, void *data)
{
    struct api *api = data;
    struct sign_in_order order = {0};
    if (!api_read_body(request, sign_in_fields, 2, &order))
        return;
    if (!attempts_allowed(api->attempts, order.user, http_request_address(request),
                          clock_monotonic_ms())) {
        http_response_header(request, "Retry-After", "60");
        http_refuse(request, 429, "too_many_attempts",
                    "Too many failed sign-ins: wait a minute and try again", NULL);
        return;
    }
    const struct model_user *user = model_user_by_name(api->model, order.user);
    bool known = user && !user->revoked_at;
    const char *hash = known ? user->password_hash : nobodys_hash();
    struct sign_in_work *work = hash ? calloc(1, sizeof *work) : NULL;
    if (!work) {
        http_refuse(request, 503, "busy", "No memory just now: try again", NULL);
        return;
    }
    work->work = (struct api_work){.run = judge_password, .done = password_judged};
    work->api = api;
    work->request = request;
    work->user = known ? user->id : 0;
    snprintf(work->name, sizeof work->name, "%s", order.user);
    snprintf(work->password, sizeof work->password, "%s", order.password);
    snprintf(work->hash, sizeof work->hash, "%s", hash);
    if (api_workers_submit(api->workers, &work->work) != PARVIS_OK) {
        sodium_memzero(work->password, sizeof work->password);
        free(work);
        http_response_header(request, "Retry-After", "1");
        http_refuse(request, 503, "busy", "Too many sign-ins at once: try again", NULL);
    }
}

/* ---- signing out, and who am I ---- */

struct sign_out_command {
    struct api_command command; /* first */
    int64_t sign_in;
};

static enum parvis_status run_sign_out(struct commit_command *head, struct store *store,
                                       int64_t received_at, struct store_change_list *changes)
{
    (void)received_at;
    return store_sign_in_revoke(store, ((struct sign_out_command *)head)->sign_in, clock_real_ms(),
                                changes);
}

void api_delete_session(struct http_request *request, void *data)
{
    const struct api_identity *identity = api_identity(request);
    if (!identity || !identity->sign_in) {
        http_refuse(request, 403, "no_session", "A device has no session to end", NULL);
        return;
    }
    struct sign_out_command *command =
        api_command_new(data, request, sizeof *command, run_sign_out);
    if (!command)
        return;
    command->sign_in = identity->sign_in;
    command->command.answer = strdup("{\"signed_out\":true}");
    set_cookie(request, "", 0);
    api_command_submit(command);
}

void api_get_me(struct http_request *request, void *data)
{
    struct api *api = data;
    const struct api_identity *identity = api_identity(request);
    const char *cookie = http_request_cookie(request, COOKIE);
    const struct model_user *user = identity ? model_user(api->model, identity->user) : NULL;
    char csrf[33];
    if (!user || !cookie) {
        http_refuse(request, 401, "signed_out", "Nobody is signed in", NULL);
        return;
    }
    token_csrf(cookie, csrf);
    http_respond_json(request, 200, me_json(user, csrf));
}
