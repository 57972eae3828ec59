/* SPDX-License-Identifier: EUPL-1.2 */
/* A request to the server for the person in front of the kiosk, beside the scan itself: a link for
 * their phone, a registration, a new badge. There is one at a time, and it is dropped when the
 * person goes away. */
#ifndef PARVIS_KIOSK_ERRAND_H
#define PARVIS_KIOSK_ERRAND_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

struct link;

enum errand_kind {
    ERRAND_NONE,
    ERRAND_LINK,         /* POST /api/people/:id/link, by the scan in its form */
    ERRAND_REGISTRATION, /* POST /api/people */
    ERRAND_BADGE,        /* POST /api/people/:id/badges */
    ERRAND_VISITOR,      /* POST /api/kiosk/visitors */
    ERRAND_QUESTION,     /* POST /api/kiosk/staff/question */
    ERRAND_PROOF,        /* POST /api/kiosk/staff/proof */
};

#define ERRAND_STAFF_CHARS 64

/* The caller's. Zero-initialised: no request. */
struct errand {
    enum errand_kind kind;
    char path[64];
    char *body;                     /* owned; wiped before it is freed, for it holds names */
    char staff[ERRAND_STAFF_CHARS]; /* the proof that the staff's PIN was given; "": none */
    bool sent;                      /* it waits for its answer */
    int64_t not_before;             /* monotonic ms: not sent before */
};

/* Begins a request, in place of the one before. `person`: 0 where the path names nobody. `form`:
 * the body, or NULL; the function takes it over, wipes and frees it. False: no memory, and there is
 * no request. */
bool errand_begin(struct errand *errand, enum errand_kind kind, int64_t person, cJSON *form);
/* Sends this proof of the staff's PIN with the request that was just begun. */
void errand_show_staff(struct errand *errand, const char *proof);
/* Drops the request: the person went away. */
void errand_end(struct errand *errand);
/* Sends the request as soon as the link posts nothing else. */
void errand_turn(struct errand *errand, struct link *link, bool online);
/* Takes an answer of the server. Returns the kind of the request that it ends. ERRAND_NONE: the
 * answer belongs to another request, or the server was not ready (no answer, 503, or 409 for a link
 * whose scan is still on its way) and the request will be sent again. */
enum errand_kind errand_answered(struct errand *errand, const char *path, long status);

#endif
