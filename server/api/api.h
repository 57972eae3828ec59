/* SPDX-License-Identifier: EUPL-1.2 */
/* The routes of docs/api.md: routes.def is the one table that names them all, with the roles
 * and the body's limit of each; the handlers are in a folder an area. Loop thread only: a handler
 * answers from the model, or hands an operation to the writer (operate.h), which is answered when
 * it is durable. */
#ifndef PARVIS_API_H
#define PARVIS_API_H

#include <stdbool.h>
#include <stdint.h>

#include <cjson/cJSON.h>

#include "commit.h"
#include "feed.h"
#include "http.h"
#include "model.h"
#include "parvis/json.h"

/* What the routes work with; filled by `parvis serve`, borrowed by the handlers as their `data`. */
struct api {
    struct event_base *base;
    struct http_server *http;
    struct commit *commit;
    struct model *model;
    struct feed *feed;
    struct exports *exports;
    struct worker *workers;        /* thread for Argon2id (workers.h) */
    struct worker *readers;        /* thread for what the model does not hold (reading.h) */
    struct worker *planners;       /* thread for the search of a plan */
    struct worker *errands;        /* thread that waits for processes (errand.h) */
    struct planning *planning;     /* the plan that is made or looked at (planning.h) */
    const char *directory;         /* of the edition: readers open it */
    struct api_attempts *attempts; /* failed sign-ins of the last minute (attempts.h) */
    struct api_kiosks *kiosks;     /* heartbeats and pictures (kiosk_reports.h) */
    struct staff_proofs *staff;    /* who has shown the staff's PIN (staff_proof.h) */
    uint8_t secret_key[64];        /* signs badges */
    bool stopping, broken;         /* /healthz says so */
    struct {
        int64_t looked_at, looked_seq; /* api_day_tick's last look: event clock, model's seq */
        bool under_way;                /* a command of it is with the writer */
    } day;
    bool lapsing; /* api_requests_tick: a command of it is with the writer */
};

/* Who may open a route: a set of roles, said once, in its line of routes.def. The zero is nobody: a
 * route that names no role is opened to nobody. */
enum api_roles {
    API_ROLE_STRANGER = 1 << 0, /* nobody whom the server knows */
    API_ROLE_DOOR = 1 << 1,     /* kiosks, by what the console made them */
    API_ROLE_SCREEN = 1 << 2,
    API_ROLE_STAGE = 1 << 3,
    API_ROLE_STAND = 1 << 4,
    API_ROLE_VIEWER = 1 << 5, /* users */
    API_ROLE_HOST = 1 << 6,
    API_ROLE_ORGANISER = 1 << 7,
    API_ROLE_ATTENDEE = 1 << 8,     /* a person's own phone */
    API_ROLE_STAFF = 1 << 9,        /* a door that shows that the staff's PIN was given there */
    API_ROLE_REGISTERING = 1 << 10, /* a door where visitors register themselves */

    API_DEVICE = API_ROLE_DOOR | API_ROLE_SCREEN | API_ROLE_STAGE | API_ROLE_STAND,
    API_ORGANISER = API_ROLE_ORGANISER,
    API_HOST = API_ROLE_HOST | API_ORGANISER,
    API_VIEWER = API_ROLE_VIEWER | API_HOST,
    API_SIGNED_IN = API_DEVICE | API_VIEWER,
    API_DOOR = API_ROLE_DOOR | API_HOST,
    API_CALLED = API_ROLE_SCREEN | API_HOST, /* names of those called */
    API_STAND = API_ROLE_STAND | API_HOST,   /* a stand's day */
    API_STAFF = API_ROLE_STAFF | API_HOST,
    API_REGISTER = API_ROLE_REGISTERING | API_STAFF,
    API_DOOR_ALONE = API_ROLE_DOOR,
    API_STAND_ALONE = API_ROLE_STAND,
    API_ATTENDEE = API_ROLE_ATTENDEE, /* nobody else's session opens these routes */
    API_ANYONE = API_ROLE_STRANGER | API_SIGNED_IN | API_ATTENDEE,
};

/* The header in which a door shows that the staff's PIN was given (staff_proof.h). */
#define API_STAFF_HEADER "X-Parvis-Staff"

/* The cookie of an attendee's phone; apart from the console's, so that one browser may have both.
 */
#define API_PHONE_COOKIE "parvis_mine"
#define API_SESSION_COOKIE "parvis_session"
/* A browser that was paired as a screen of the hall. */
#define API_SCREEN_COOKIE "parvis_screen"

/* Who asks; http_request_identity, set by api_authorise. */
struct api_identity {
    int64_t user, device, sign_in; /* 0: not one */
    int64_t person, phone;         /* an attendee on an API_ATTENDEE route; 0: not one */
    enum api_roles role;           /* one of them; 0: nobody, who may nothing */
    const char *name;              /* the user's or device's, for `place` and `by_user`; borrowed */
    bool staff;             /* a door that shows a proof of the staff's PIN (staff_proof.h) */
    bool registers;         /* a door where visitors register themselves */
    unsigned credential;    /* by what they showed it (rights.h) */
    uint8_t token_hash[32]; /* of that */
    int64_t expires_at;     /* real clock: when it ends by itself; 0: it does not */
};
/* NULL: nobody signed in. */
const struct api_identity *api_identity(const struct http_request *request);

/* Whether the body says that it is JSON: a form of another site can post text, but not this type
 * without being asked (CORS). */
bool api_is_json(struct http_request *request);
/* Parses and reads the request's JSON body into `target` by `fields`; answers 400/422 itself and
 * returns NULL when it is not what was declared. The tree is freed with the request. */
const cJSON *api_read_body(struct http_request *request, const struct json_field *fields,
                           size_t count, void *target);
/* The same for a table of members, whose target keeps nothing of the tree; false: answered. */
bool api_read_members(struct http_request *request, const struct json_member *members, size_t count,
                      void *target);

/* Argon2id of a password in libsodium's string form (some 20 ms and 19 MiB). */
enum parvis_status api_hash_password(const char *password, char ret_hash[128]) PARVIS_MUST_CHECK;

/* JSON text from a tree, which is deleted. Aborts on no memory. */
char *api_print(cJSON *tree);

/* The seq from which a reader of the feed goes on: its Last-Event-ID or `after`; -1: none. -2: it
 * is no number, and the request was answered. */
int64_t api_feed_after(struct http_request *request);

/* steering/day_clock.c: the day's own clock work (meetings called, running, done; projected pitch
 * times). Called every second by the loop; submits commands only when something is due. */
void api_day_tick(struct api *api);

/* What else goes by the clock: requests of attendees that nobody answered lapse. Called every
 * second by the loop. */
void api_requests_tick(struct api *api);

/* Tells the phones of whom the changes concern to read their agenda again; after feed_publish. */
void api_mine_nudge(struct api *api, const struct store_change_list *changes);

/* The rows of routes.def, and their authoriser. */
extern const struct http_route api_routes[];
extern const size_t api_route_count;
int api_authorise(struct http_request *request, const struct http_route *route, void *data);

#endif
