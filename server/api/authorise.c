/* Who asks: devices by bearer token, people by cookie and CSRF header; and what each may. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "api_request.h"
#include "handlers.h"
#include "parvis/clock.h"
#include "rights.h"
#include "staff_proof.h"
#include "token.h"

static void free_request_state(void *data)
{
    struct api_request *state = data;
    cJSON_Delete(state->body);
    free(state);
}

/* The PIN of a kiosk that was carried away is not in it: its token alone makes nobody the staff. */
static bool shows_pin(const struct api *api, const struct http_request *request,
                      const struct model_device *device)
{
    return staff_proofs_holds(api->staff, device, http_request_header(request, API_STAFF_HEADER),
                              clock_monotonic_ms());
}

static void identify(struct api *api, struct http_request *request, enum credential credential,
                     const char *token)
{
    struct api_request *state = http_request_identity(request);
    uint8_t hash[TOKEN_HASH_BYTES];
    if (strlen(token) != TOKEN_CHARS)
        return;
    token_hash(token, hash);
    state->known = rights_identify(api->model, credential, hash, &state->identity);
    if (state->known && state->identity.device)
        state->identity.staff =
            shows_pin(api, request, model_device(api->model, state->identity.device));
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
    STAFF = 256,     /* a door at which the PIN was given */
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
                                   [API_CALLED] = SCREEN | HOST | ORGANISER,
                                   [API_STAND] = STAND | HOST | ORGANISER,
                                   [API_ATTENDEE] = ATTENDEE,
                                   [API_STAND_ALONE] = STAND,
                                   [API_DOOR_ALONE] = DOOR,
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
        http_request_cookie(request, state->identity.phone ? API_PHONE_COOKIE : API_SESSION_COOKIE);
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
    const char *cookie =
        http_request_cookie(request, attendee ? API_PHONE_COOKIE : API_SESSION_COOKIE);
    if (attendee && cookie)
        identify(api, request, CREDENTIAL_PHONE, cookie);
    else if (!attendee && authorization && strncasecmp(authorization, "Bearer ", 7) == 0)
        identify(api, request, CREDENTIAL_DEVICE, authorization + 7);
    else if (!attendee && !authorization && cookie)
        identify(api, request, CREDENTIAL_SESSION, cookie);
    /* A token that is no longer good is no visitor's: the device is to hear of it. */
    if (authorization && !state->known)
        return 401;
    if (state->known)
        http_request_know_client(request);
    if (!may(state, route->least_role))
        return state->known ? 403 : 401;
    if (route->least_role != API_ANYONE && !shows_csrf(request, state))
        return 403;
    return 0;
}
