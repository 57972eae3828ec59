/* SPDX-License-Identifier: EUPL-1.2 */
/* The door of a kiosk, with or without the server.
 *
 *   scan ──▶ verified ──▶ on disk ──▶ the server is asked, unless it is gone or behind
 *                                     └─ no answer within ANSWER_MS: the kiosk answers itself
 *
 * What the kiosk answers itself comes from the roster; the journal goes to the server by itself as
 * soon as that is there. Everything here is on the one thread of the kiosk's loop. */
#ifndef PARVIS_KIOSK_DOOR_H
#define PARVIS_KIOSK_DOOR_H

#include <stdbool.h>
#include <stdint.h>

#include <cjson/cJSON.h>

#include "parvis/staff.h"
#include "roster.h"
#include "timekeeper.h"

struct agenda;
struct door;
struct link;

struct door_options {
    const char *directory; /* all that the kiosk keeps; NULL: nothing is kept */
    const char *place;     /* the kiosk's name, said of arrivals here */
    bool leaving;          /* scans are exits */
    bool scans;            /* this screen takes scans: a journal is wanted */
};

/* Opens what was kept, and puts the agenda that was kept into `agenda`, which is borrowed as `link`
 * is. PARVIS_BUSY: another kiosk uses the directory. PARVIS_IO. Strings are copied. */
enum parvis_status door_new(const struct door_options *options, struct agenda *agenda,
                            struct link *link, struct door **ret_door) PARVIS_MUST_CHECK;
void door_free(struct door *door); /* NULL allowed */

/* ---- what the link tells ---- */
void door_hear(struct door *door, const char *event, const char *data);
void door_set_online(struct door *door, bool online);
/* The server knows the kiosk's token no more. The door answers nobody until the server takes a scan
 * of it again. */
void door_turn_away(struct door *door);
void door_synced(struct door *door, const char *path, long status, const char *body);
/* The server's answer to the scan that it was asked about: the answer to show, NULL: not yet. */
cJSON *door_answered(struct door *door, long status, const char *body);

/* ---- scans ---- */

/* Whether scans can be taken: the event's key and time are known. */
bool door_is_ready(const struct door *door);
/* Takes a scan: it is on disk when this returns. The answer to show, the caller's; NULL: the server
 * is asked, and the answer comes by door_answered or door_turn. */
cJSON *door_scan(struct door *door, const char *text);
/* Somebody whom the staff has found by name. */
struct door_admission {
    int64_t person;
    uint8_t row_key[SEAL_ROW_KEY_BYTES]; /* of their badge's row */
    uint8_t staff_key[STAFF_KEY_BYTES];  /* of the PIN, which vouches for it; the caller wipes it */
    cJSON *about;                        /* the person as answers have it; taken over */
};
/* Lets them in: as a scan. */
cJSON *door_admit(struct door *door, const struct door_admission *admission);
/* The answer has been shown to the person. */
void door_told(struct door *door);

/* Does what is due: sends, asks, keeps. An answer to the scan under way, which the server was too
 * slow for; NULL: none. */
cJSON *door_turn(struct door *door);

/* ---- what screens show ---- */
struct door_state {
    bool online;
    int64_t offline_at; /* event clock: since when it is not */
    int64_t heard_at;   /* event clock: how old the agenda is; 0: nothing was heard yet */
    size_t pending;     /* scans that the server has not seen */
    size_t parked;      /* that it refused */
    bool full;          /* the last scan could not be kept */
    bool turned_away;   /* the server does not admit this kiosk (any more) */
};
struct door_state door_state(const struct door *door);
/* The day of the person whose answer is shown, as /api/people/:id/agenda gives it; NULL: not known.
 * Borrowed until the next scan. */
const char *door_day(const struct door *door);
/* Names for who has the staff's PIN, and by what a PIN is known: "" : this kiosk has none.
 * malloc'd, the caller's. */
void door_each_name(struct door *door, roster_name_fn *each, void *data);
char *door_staff_salt(struct door *door);
char *door_staff_check(struct door *door);
/* The server named the salt of the PIN. */
void door_hear_staff(struct door *door, const char *salt);
/* The event's clock. */
int64_t door_now(const struct door *door);
/* The change from which the feed is to be followed; -1: from a snapshot. */
int64_t door_after(const struct door *door);
/* Id of the scan under way or shown last; "" before the first. Borrowed. */
const char *door_scan_id(const struct door *door);
/* Whether the server was asked about that scan, and the person waited for it: door_turn answers
 * itself what the server did not. */
bool door_asked(const struct door *door);
bool door_is_settled(const struct door *door); /* nothing is pending, or the server is gone */

#endif
