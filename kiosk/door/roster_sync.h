/* SPDX-License-Identifier: EUPL-1.2 */
/* How the roster follows the server: whole after a snapshot, then by the changes of the feed; rows
 * of people who changed are asked for again. */
#ifndef PARVIS_KIOSK_ROSTER_SYNC_H
#define PARVIS_KIOSK_ROSTER_SYNC_H

#include "roster.h"

#define ROSTER_PATH_CHARS 512

/* Zero-initialised, then roster_sync_resume. */
struct roster_sync {
    int64_t round;            /* of rows; grows with every answer */
    int64_t from;             /* whole: badges after this one come next; -1: none are wanted */
    int64_t whole_from_round; /* rows of earlier rounds are gone when the whole has come */
    bool complete;            /* the whole came, now or in an earlier life */
    bool old;                 /* something changed that no mark tells: the whole, before long */
    bool under_way;
    bool outdated;      /* the answer under way is of a whole that was begun again */
    int64_t not_before; /* monotonic ms */
    int64_t whole_at;   /* when the last whole was begun */
    int64_t asked[16];
    size_t asked_count; /* 0: a page of the whole is under way */
};

/* Goes on from what the roster has. */
void roster_sync_resume(struct roster_sync *sync, struct roster *roster);
/* A snapshot came: changes may have been missed. */
void roster_sync_whole(struct roster_sync *sync);
/* One change of the feed. `behind`: this kiosk has scans that the server has not seen. */
void roster_sync_change(struct roster_sync *sync, struct roster *roster, const char *json,
                        bool behind);
/* The server names the salt of the staff's PIN ("" : none): names sealed by another one are fetched
 * again. */
void roster_sync_staff(struct roster_sync *sync, struct roster *roster, const char *salt);
/* What to ask the server for now; false: nothing. It counts as under way. */
bool roster_sync_next(struct roster_sync *sync, struct roster *roster, bool behind, int64_t now,
                      char ret_path[ROSTER_PATH_CHARS]);
/* The answer (status 0: not reached). */
void roster_sync_take(struct roster_sync *sync, struct roster *roster, long status,
                      const char *body, bool behind, int64_t now);

#endif
