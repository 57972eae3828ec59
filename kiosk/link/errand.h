/* SPDX-License-Identifier: EUPL-1.2 */
/* What the kiosk asks of the server for the person in front of it, beside the scan itself: a link
 * for their phone, a registration, a new badge. One at a time; who goes away is asked nothing for
 * any more. */
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

/* The caller's; zero-initialised: nothing is asked. */
struct errand {
    enum errand_kind kind;
    char path[64];
    char *body;                     /* owned; names are in it: it is wiped */
    char staff[ERRAND_STAFF_CHARS]; /* the proof that the staff's PIN was given; "": none */
    bool sent;                      /* an answer is awaited */
    int64_t not_before;             /* monotonic ms */
};

/* Asks for this in place of what was asked for before. `person`: 0 where the path names nobody.
 * `form` is what is said with it, or NULL; it is taken, wiped and freed. False: no memory, and
 * nothing is asked. */
bool errand_begin(struct errand *errand, enum errand_kind kind, int64_t person, cJSON *form);
/* Shows this proof of the staff's PIN with what was just begun. */
void errand_show_staff(struct errand *errand, const char *proof);
/* Nobody is there any more. */
void errand_end(struct errand *errand);
/* Sends it as soon as the way is free. */
void errand_turn(struct errand *errand, struct link *link, bool online);
/* Whether an answer is the errand's own; which one it was. A server that is not ready yet (409 for
 * a link whose scan is still on its way, 503, none) is asked again: then, and for answers to
 * others, ERRAND_NONE. */
enum errand_kind errand_answered(struct errand *errand, const char *path, long status);

#endif
