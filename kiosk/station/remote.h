/* SPDX-License-Identifier: EUPL-1.2 */
/* What the console asks of a kiosk, and what the kiosk says of itself: a heartbeat every quarter of
 * a minute, its name in large letters, a picture of its calm screen, darkness. Words come by the
 * feed ("command", "settings"); the heartbeat's answer repeats the settings, so that a lost word
 * changes nothing for long. What it wants done it returns (intent.h). */
#ifndef PARVIS_KIOSK_REMOTE_H
#define PARVIS_KIOSK_REMOTE_H

#include <stdbool.h>
#include <stdint.h>

#include <cairo.h>

#include "config.h"
#include "directory.h"
#include "intent.h"

/* The caller's; remote_init first. Times are monotonic ms. */
struct remote {
    const struct config *config;      /* borrowed */
    struct link *link;                /* borrowed */
    int64_t started_at, heartbeat_at; /* when the next one is due */
    int64_t identify_until;           /* 0: it does not show its name */
    bool picture_wanted, dark;
    bool again;          /* to begin anew: another role, or a reload */
    bool revoked;        /* the token is no longer good */
    const char *printer; /* what the last heartbeat said of it; NULL: none was sent */
    bool told_call;      /* the heartbeat under way tells that the desk is called */
};

/* What it says of the kiosk at this moment. */
struct remote_facts {
    int width, height;           /* of the output, pixels */
    size_t pending;              /* scans that wait to be sent */
    const char *printer;         /* a word of devices.h */
    int64_t last_scan_at;        /* event clock; 0: none yet */
    int64_t called_at;           /* event clock: the desk is called since then; 0: it is not */
    int64_t now;                 /* event clock */
    struct directory_tries pins; /* that were wrong */
    bool online;
    bool calm; /* nobody is in front of it */
};

void remote_init(struct remote *remote, const struct config *config, struct link *link);
/* An event of the feed. False: it is none of these, and *ret_intent is not filled. */
bool remote_hear(struct remote *remote, const char *name, const char *data,
                 struct intent *ret_intent);
/* The server does not know the token any more. */
void remote_refused(struct remote *remote);
/* An answer to something posted. */
struct intent remote_posted(struct remote *remote, const char *path, long status, const char *body);
/* The next heartbeat is due now. */
void remote_hurry(struct remote *remote);
/* Does what is due. INTENT_PICTURE: the calm screen is to be given to remote_send_picture. */
struct intent remote_turn(struct remote *remote, const struct remote_facts *facts);
/* Sends a picture of this frame, made smaller if it is large. No name may be in it. */
void remote_send_picture(struct remote *remote, cairo_surface_t *frame);
/* Whether the kiosk shows its name now. */
bool remote_is_identifying(const struct remote *remote);

#endif
