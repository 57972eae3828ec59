/* SPDX-License-Identifier: EUPL-1.2 */
/* Keeps the roster up to date. After a snapshot the kiosk fetches every row, page by page: this is
 * called the whole below. Afterwards the feed tells what changed, and the kiosk asks again for the
 * rows of the people concerned. */
#ifndef PARVIS_KIOSK_ROSTER_SYNC_H
#define PARVIS_KIOSK_ROSTER_SYNC_H

#include "roster.h"

#define ROSTER_PATH_CHARS 512

/* Zero-initialised, then roster_sync_resume. */
struct roster_sync {
    int64_t round;            /* marks the rows of each answer; grows with every answer */
    int64_t from;             /* the next page begins after this badge; -1: no page is wanted */
    int64_t whole_from_round; /* the whole has come: rows of earlier rounds are dropped */
    bool complete;            /* the whole came once, perhaps before a restart */
    bool old;           /* a change concerns rows that nobody can name: fetch the whole soon */
    bool under_way;     /* a request waits for its answer */
    bool outdated;      /* that request belongs to a whole that has since begun again */
    int64_t not_before; /* monotonic ms: no request before */
    int64_t whole_at;   /* monotonic ms: when the last whole began */
    int64_t asked[16];  /* the people whose rows the request under way asks for */
    size_t asked_count; /* 0: that request asks for a page of the whole */
};

/* Goes on from where the roster stood before the restart. */
void roster_sync_resume(struct roster_sync *sync, struct roster *roster);
/* A snapshot came, so changes may have been missed: fetches the whole again. */
void roster_sync_whole(struct roster_sync *sync);
/* One change of the feed. `behind`: this kiosk has scans that the server has not seen. */
void roster_sync_change(struct roster_sync *sync, struct roster *roster, const char *json,
                        bool behind);
/* The server told the salt of the staff's PIN ("": there is no PIN). When it is another one, the
 * names are fetched again. */
void roster_sync_staff(struct roster_sync *sync, struct roster *roster, const char *salt);
/* The path to ask the server for now, which counts as under way; false: nothing is due. */
bool roster_sync_next(struct roster_sync *sync, struct roster *roster, bool behind, int64_t now,
                      char ret_path[ROSTER_PATH_CHARS]);
/* Takes the answer to that request (status 0: the server was not reached). */
void roster_sync_take(struct roster_sync *sync, struct roster *roster, long status,
                      const char *body, bool behind, int64_t now);

#endif
