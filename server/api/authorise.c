/* SPDX-License-Identifier: EUPL-1.2 */
/* Finds the caller (devices by bearer token, people by cookie and CSRF header) and the routes that
 * it may call. */
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

/* A stolen kiosk does not contain the PIN: its token alone opens no staff's route. */
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

/* The caller's roles. */
static unsigned roles_of(const struct api_request *state)
{
    if (!state->known)
        return API_ROLE_STRANGER;
    unsigned roles = state->identity.role;
    if (roles == API_ROLE_DOOR && state->identity.staff)
        roles |= API_ROLE_STAFF;
    if (roles & API_ROLE_DOOR && state->identity.registers)
        roles |= API_ROLE_REGISTERING;
    return roles;
}

/* Browsers send a cookie with requests that another site makes, but not the header. */
static bool shows_csrf(struct http_request *request, const struct api_request *state)
{
    char wanted[33];
    bool by_cookie = state->known && state->identity.credential != CREDENTIAL_DEVICE;
    if (!by_cookie || http_request_method(request) == HTTP_METHOD_GET)
        return true;
    if (state->identity.credential == CREDENTIAL_SCREEN)
        return false; /* it reads, and no more */
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
    bool attendee = route->roles == API_ATTENDEE;
    const char *cookie =
        http_request_cookie(request, attendee ? API_PHONE_COOKIE : API_SESSION_COOKIE);
    const char *screen = http_request_cookie(request, API_SCREEN_COOKIE);
    if (attendee && cookie)
        identify(api, request, CREDENTIAL_PHONE, cookie);
    else if (!attendee && authorization && strncasecmp(authorization, "Bearer ", 7) == 0)
        identify(api, request, CREDENTIAL_DEVICE, authorization + 7);
    else if (!attendee && !authorization && cookie)
        identify(api, request, CREDENTIAL_SESSION, cookie);
    if (!attendee && !authorization && !state->known && screen)
        identify(api, request, CREDENTIAL_SCREEN, screen);
    /* A device whose token has ended must get 401, not a visitor's answer. */
    if (authorization && !state->known)
        return 401;
    if (state->known)
        http_request_know_client(request);
    if (!(route->roles & roles_of(state)))
        return state->known ? 403 : 401;
    if (route->roles != API_ANYONE && !shows_csrf(request, state))
        return 403;
    return 0;
}
