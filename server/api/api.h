/* SPDX-License-Identifier: EUPL-1.2 */
/* The routes of docs/api.md: routes.def is the one table that names them all, with the roles and
 * the body's limit of each; each area's handlers have a folder. Loop thread only: a handler answers
 * from the model, or hands an operation to the writer (operate.h) and answers once the operation is
 * durable. */
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
    struct worker *readers;        /* thread for reads that the model cannot answer (reading.h) */
    struct worker *planners;       /* thread for the search of a plan */
    struct worker *errands;        /* thread that waits for processes (errand.h) */
    struct planning *planning;     /* the plan being searched or previewed (planning.h) */
    const char *directory;         /* the edition's folder: readers open it */
    struct api_attempts *attempts; /* failed sign-ins of the last minute (attempts.h) */
    struct api_kiosks *kiosks;     /* heartbeats and pictures (kiosk_reports.h) */
    struct staff_proofs *staff;    /* doors where the staff typed its PIN (staff_proof.h) */
    uint8_t secret_key[64];        /* signs badges */
    bool stopping, broken;         /* reported by /healthz */
    struct {
        int64_t looked_at, looked_seq; /* api_day_tick's last look: event clock, model's seq */
        bool under_way;                /* its operation is with the writer */
    } day;
    bool lapsing; /* api_requests_tick: its operation is with the writer */
};

/* The set of roles that may call a route, declared in the route's line of routes.def. Zero is the
 * empty set: nobody may call a route that names no role. */
enum api_roles {
    API_ROLE_STRANGER = 1 << 0, /* a request without a valid credential */
    API_ROLE_DOOR = 1 << 1,     /* kiosks, by the role that an organiser gave them */
    API_ROLE_SCREEN = 1 << 2,
    API_ROLE_STAGE = 1 << 3,
    API_ROLE_STAND = 1 << 4,
    API_ROLE_VIEWER = 1 << 5, /* users */
    API_ROLE_HOST = 1 << 6,
    API_ROLE_ORGANISER = 1 << 7,
    API_ROLE_ATTENDEE = 1 << 8,     /* a person's own phone */
    API_ROLE_STAFF = 1 << 9,        /* a door with a proof of the staff's PIN */
    API_ROLE_REGISTERING = 1 << 10, /* a door where visitors register themselves */

    API_DEVICE = API_ROLE_DOOR | API_ROLE_SCREEN | API_ROLE_STAGE | API_ROLE_STAND,
    API_ORGANISER = API_ROLE_ORGANISER,
    API_HOST = API_ROLE_HOST | API_ORGANISER,
    API_VIEWER = API_ROLE_VIEWER | API_HOST,
    API_SIGNED_IN = API_DEVICE | API_VIEWER,
    API_DOOR = API_ROLE_DOOR | API_HOST,
    API_CALLED = API_ROLE_SCREEN | API_HOST, /* who meets whom, once called */
    API_STAND = API_ROLE_STAND | API_HOST,   /* a stand's day */
    API_STAFF = API_ROLE_STAFF | API_HOST,
    API_REGISTER = API_ROLE_REGISTERING | API_STAFF,
    API_DOOR_ALONE = API_ROLE_DOOR,
    API_STAND_ALONE = API_ROLE_STAND,
    API_ATTENDEE = API_ROLE_ATTENDEE, /* no user's or device's session opens these routes */
    API_ANYONE = API_ROLE_STRANGER | API_SIGNED_IN | API_ATTENDEE,
};

/* The header in which a door shows that the staff's PIN was given (staff_proof.h). */
#define API_STAFF_HEADER "X-Parvis-Staff"

/* An attendee's phone's cookie; not the console's, so that one browser may have both. */
#define API_PHONE_COOKIE "parvis_mine"
#define API_SESSION_COOKIE "parvis_session"
/* A browser that was paired as a screen of the hall. */
#define API_SCREEN_COOKIE "parvis_screen"

/* The caller of a request. api_authorise sets it; api_identity reads it. */
struct api_identity {
    int64_t user, device, sign_in; /* 0: none */
    int64_t person, phone;         /* an attendee on an API_ATTENDEE route; 0: none */
    enum api_roles role;           /* exactly one; 0: nobody, who may do nothing */
    const char *name;    /* the user's or device's; written into `place` and `by_user`; borrowed */
    bool staff;          /* a door that shows a proof of the staff's PIN (staff_proof.h) */
    bool registers;      /* a door where visitors register themselves */
    unsigned credential; /* enum credential (rights.h): what the caller showed */
    uint8_t token_hash[32]; /* of that credential */
    int64_t expires_at;     /* real clock, ms: when the credential expires; 0: never */
};
/* The request's caller, borrowed from it; NULL: nobody is signed in. */
const struct api_identity *api_identity(const struct http_request *request);

/* Whether the Content-Type is JSON. A page of another site can make a browser post text, but not
 * this type without a CORS preflight (Fetch standard). */
bool api_is_json(struct http_request *request);
/* Parses and reads the request's JSON body into `target` by `fields`; a body that does not match is
 * answered 400 or 422 here, and NULL is returned. The request owns the tree. */
const cJSON *api_read_body(struct http_request *request, const struct json_field *fields,
                           size_t count, void *target);
/* The same by a table of members; `target` then borrows nothing from the tree. False: the request
 * was answered. */
bool api_read_members(struct http_request *request, const struct json_member *members, size_t count,
                      void *target);

/* Argon2id (RFC 9106) of a password in libsodium's string form. Takes some 20 ms and 19 MiB: call
 * it on a worker. PARVIS_NO_MEMORY. */
enum parvis_status api_hash_password(const char *password, char ret_hash[128]) PARVIS_MUST_CHECK;

/* Prints and deletes the tree. The text is malloc'd, the caller's. Aborts on no memory. */
char *api_print(cJSON *tree);

/* The seq after which a reader of the feed resumes: its Last-Event-ID header or `after` parameter.
 * -1: neither was given. -2: it is no number, and the request was answered. */
int64_t api_feed_after(struct http_request *request);

/* Moves the day on by the event's clock: calls, begins and ends meetings, projects the pitches'
 * times. The loop calls it every second; it submits an operation only when something is due. */
void api_day_tick(struct api *api);

/* Lets attendees' meeting requests lapse that nobody answered in time. The loop calls it every
 * second. */
void api_requests_tick(struct api *api);

/* Tells the phones of the attendees whom these changes concern to read their agenda again. Call it
 * after feed_publish. */
void api_mine_nudge(struct api *api, const struct store_change_list *changes);

/* The rows of routes.def, and the authoriser that http.h calls before each handler: it refuses
 * callers without the route's role. */
extern const struct http_route api_routes[];
extern const size_t api_route_count;
int api_authorise(struct http_request *request, const struct http_route *route, void *data);

#endif
