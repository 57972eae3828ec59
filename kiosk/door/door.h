/* SPDX-License-Identifier: EUPL-1.2 */
/* The door of a kiosk, with or without the server.
 *
 *   scan ──▶ verified ──▶ on disk ──▶ the server is asked, unless it is gone or behind
 *                                     └─ no answer within ANSWER_MS: the kiosk answers itself
 *
 * For its own answers the kiosk reads the roster. The door sends the journal as soon as the server
 * is there. All functions run on the thread of the kiosk's loop. */
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
    const char *directory; /* where the kiosk keeps its files; NULL: it keeps nothing */
    const char *place;     /* the kiosk's name: where arrivals here took place */
    bool leaving;          /* scans are exits */
    bool scans;            /* this screen takes scans: a journal is wanted */
};

/* Opens the files of the directory, and fills `agenda` with the agenda that was kept. `agenda` and
 * `link` are borrowed for the door's life, strings are copied. PARVIS_BUSY: another kiosk uses the
 * directory. PARVIS_IO: the directory cannot be read or written. PARVIS_NO_MEMORY. */
enum parvis_status door_new(const struct door_options *options, struct agenda *agenda,
                            struct link *link, struct door **ret_door) PARVIS_MUST_CHECK;
void door_free(struct door *door); /* NULL allowed */

/* ---- what the link tells (link.h) ---- */
/* One event of the feed. */
void door_hear(struct door *door, const char *event, const char *data);
void door_set_online(struct door *door, bool online);
/* The server no longer accepts the kiosk's token. The door answers nobody until the server takes
 * one of its scans, or lets it follow the feed again (door_set_online). */
void door_turn_away(struct door *door);
/* The answer to a request of link_sync: a batch of scans, or rows of the roster. */
void door_synced(struct door *door, const char *path, long status, const char *body);
/* The server answered the check-in that the door sent. Returns the answer to show, the caller's;
 * NULL: there is none to show (yet). */
cJSON *door_answered(struct door *door, long status, const char *body);

/* ---- scans ---- */

/* Whether scans can be taken: the event's key and time are known. */
bool door_is_ready(const struct door *door);
/* Takes a scan: it is on disk when this returns. Returns the answer to show, the caller's. NULL:
 * the server is asked, and door_answered or door_turn will give the answer. */
cJSON *door_scan(struct door *door, const char *text);
/* A person whom the staff has found by name. */
struct door_admission {
    int64_t person;
    uint8_t row_key[SEAL_ROW_KEY_BYTES]; /* of their badge's row in the roster */
    uint8_t staff_key[STAFF_KEY_BYTES];  /* of the PIN, makes the voucher; the caller wipes it */
    cJSON *about;                        /* the person, in an answer's form; taken over */
};
/* Lets this person in. The result is as door_scan's. */
cJSON *door_admit(struct door *door, const struct door_admission *admission);
/* The person has seen the answer: notes it in the journal, so that it is not given again. */
void door_told(struct door *door);

/* Does what is due: sends scans, asks for the roster, writes to the disk. If the server was too
 * slow for the scan under way, returns the kiosk's own answer to it, the caller's; else NULL. */
cJSON *door_turn(struct door *door);

/* ---- what screens show ---- */
struct door_state {
    bool online;
    int64_t offline_at; /* event clock: since when the server is gone */
    int64_t heard_at;   /* event clock: when the feed last told something; 0: never */
    size_t pending;     /* scans that the server has not got yet */
    size_t parked;      /* scans that the server refused */
    bool full;          /* the last scan could not be kept */
    bool turned_away;   /* the server does not admit this kiosk (any more) */
};
struct door_state door_state(const struct door *door);
/* The day of the person whose answer is shown, as /api/people/:id/agenda gives it; NULL: not known.
 * Borrowed until the next scan. */
const char *door_day(const struct door *door);
/* Calls `each` for each sealed name of the roster (roster_each_name). */
void door_each_name(struct door *door, roster_name_fn *each, void *data);
/* The salt of the staff's PIN, and the value that tells a right PIN (parvis/staff.h), both in
 * hexadecimal digits; "": this kiosk has no PIN. malloc'd, the caller's. */
char *door_staff_salt(struct door *door);
char *door_staff_check(struct door *door);
/* The server told the salt of the PIN; "": there is no PIN. Names under another salt are fetched
 * again. */
void door_hear_staff(struct door *door, const char *salt);
/* The event's clock. */
int64_t door_now(const struct door *door);
/* The number of the last change that was kept: the feed is followed from there. -1: nothing was
 * kept, so the feed begins with a snapshot. */
int64_t door_after(const struct door *door);
/* Id of the scan under way or shown last; "" before the first. Borrowed. */
const char *door_scan_id(const struct door *door);
/* Whether the server was asked about that scan while the person waited. (The journal's batches do
 * not count.) */
bool door_asked(const struct door *door);
bool door_is_settled(const struct door *door); /* nothing is pending, or the server is gone */

#endif
