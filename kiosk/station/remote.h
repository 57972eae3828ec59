/* SPDX-License-Identifier: EUPL-1.2 */
/* The console's orders to a kiosk, and what the kiosk reports: a heartbeat every quarter of a
 * minute, and a picture of its calm screen when one is asked for. Orders come by the feed
 * ("command", "settings"). The heartbeat's answer repeats the settings, so that a lost event is
 * soon made good. Functions return what is to be done (intent.h). */
#ifndef PARVIS_KIOSK_REMOTE_H
#define PARVIS_KIOSK_REMOTE_H

#include <stdbool.h>
#include <stdint.h>

#include <cairo.h>

#include "config.h"
#include "directory.h"
#include "intent.h"

/* The caller's; call remote_init first. Times are monotonic ms. */
struct remote {
    const struct config *config;      /* borrowed */
    struct link *link;                /* borrowed */
    int64_t started_at, heartbeat_at; /* when the next one is due */
    int64_t identify_until;           /* 0: it does not show its name */
    bool picture_wanted, dark;
    bool again;          /* the kiosk must begin anew: another role, or a reload */
    bool revoked;        /* the server no longer accepts the token */
    const char *printer; /* the printer's state in the last heartbeat; NULL: none was sent */
    bool told_call;      /* the heartbeat under way tells that a visitor calls the desk */
};

/* What the heartbeat says of the kiosk. */
struct remote_facts {
    int width, height;           /* of the output, pixels */
    size_t pending;              /* scans that wait to be sent */
    const char *printer;         /* a word of devices.h */
    int64_t last_scan_at;        /* event clock; 0: none yet */
    int64_t called_at;           /* event clock: when a visitor called the desk; 0: none does */
    int64_t now;                 /* event clock */
    struct directory_tries pins; /* the wrong PINs */
    bool online;
    bool calm; /* nobody is in front of it */
};

void remote_init(struct remote *remote, const struct config *config, struct link *link);
/* Takes an event of the feed. False: it is neither a command nor settings, and *ret_intent is not
 * filled. */
bool remote_hear(struct remote *remote, const char *name, const char *data,
                 struct intent *ret_intent);
/* The server no longer accepts the token. */
void remote_refused(struct remote *remote);
/* Takes the answer to a link_post, the heartbeat's or another's. */
struct intent remote_posted(struct remote *remote, const char *path, long status, const char *body);
/* Makes the next heartbeat due now. */
void remote_hurry(struct remote *remote);
/* Does what is due. On INTENT_PICTURE the caller draws the calm screen and gives it to
 * remote_send_picture. */
struct intent remote_turn(struct remote *remote, const struct remote_facts *facts);
/* Posts this frame as a PNG, made smaller if it is large. It must show no person's name. */
void remote_send_picture(struct remote *remote, cairo_surface_t *frame);
/* Whether the kiosk shows its name now. */
bool remote_is_identifying(const struct remote *remote);

#endif
