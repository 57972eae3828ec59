/* SPDX-License-Identifier: EUPL-1.2 */
/* Scans at the doors, and people's presence. */
#ifndef PARVIS_STORE_CHECK_IN_H
#define PARVIS_STORE_CHECK_IN_H

#include "parvis/check_in.h"
#include "store.h"

#define STORE_SCAN_ID_CHARS 64
#define STORE_DIGEST_BYTES 16
#define STORE_PLACE_CHARS 128
#define STORE_JOURNAL_CHARS 16 /* a kiosk's journal's id, in hexadecimal */

/* One row of `scan`. Instants in ms. */
struct store_scan {
    int64_t number; /* given by the database */
    char id[STORE_SCAN_ID_CHARS + 1];
    uint8_t digest[STORE_DIGEST_BYTES]; /* over the scan's content */
    int64_t device;                     /* 0: a user at the console */
    uint64_t serial;                    /* 0: no readable badge, or let in by name */
    int64_t person;                     /* 0: unknown */
    bool leaving;
    int64_t occurred_at, received_at;
    char status[24];
    int64_t first_at; /* 'already in': the first arrival; 0: none */
    char first_place[STORE_PLACE_CHARS];
    bool moved;                            /* its person */
    enum check_in_presence before;         /* the person's presence before, if it moved */
    int64_t annulled_at;                   /* 0: in force */
    int64_t effective_at;                  /* see check_in_effective_at */
    int64_t device_at;                     /* by the device's own clock; 0: not sent */
    char journal[STORE_JOURNAL_CHARS + 1]; /* "" : of none */
    int64_t device_seq;                    /* its number in the journal */
    char said[24];                         /* what the kiosk answered alone; "": it asked */
};

/* A person's presence. Of a person never scanned: CHECK_IN_EXPECTED, scan 0. */
struct store_presence {
    enum check_in_presence state;
    int64_t first_at;
    char place[STORE_PLACE_CHARS]; /* of the first arrival */
    int64_t at;
    int64_t scan; /* number of the scan that set it */
};

/* The scan with this id. PARVIS_NOT_FOUND: none. */
enum parvis_status store_scan_find(struct store *store, const char *id,
                                   struct store_scan *ret_scan) PARVIS_MUST_CHECK;
/* Adds a scan and sets scan->number. PARVIS_CONFLICT, nothing written: its id, or its number in the
 * device's journal, is in use. */
enum parvis_status store_scan_add(struct store *store, struct store_scan *scan) PARVIS_MUST_CHECK;
/* The id of the scan with number `seq` in a device's journal. PARVIS_NOT_FOUND: none yet. */
enum parvis_status store_scan_of_journal(struct store *store, int64_t device, const char *journal,
                                         int64_t seq,
                                         char ret_id[STORE_SCAN_ID_CHARS + 1]) PARVIS_MUST_CHECK;
/* Adds to a stored scan what the kiosk had answered alone. */
enum parvis_status store_scan_said(struct store *store, int64_t number,
                                   const char *said) PARVIS_MUST_CHECK;

/* A scan that let its person through: the door was green, and it was not annulled. */
struct store_event {
    int64_t number, effective_at;
    bool leaving;
};
/* A person's events by time. A malloc'd array, the caller's; NULL: none. */
enum parvis_status store_scan_events(struct store *store, int64_t person,
                                     struct store_event **ret_events,
                                     size_t *ret_count) PARVIS_MUST_CHECK;
enum parvis_status store_scan_annul(struct store *store, int64_t number,
                                    int64_t at) PARVIS_MUST_CHECK;

/* All that a scan's judgement needs to know of a person, in one query. */
struct store_standing {
    int64_t person;
    bool revoked; /* the badge */
    struct store_presence presence;
    int64_t last_at; /* the instant of the person's latest scan; 0: none */
};
/* Of the badge with this serial. PARVIS_NOT_FOUND: no such badge, or its person was erased. */
enum parvis_status store_standing_by_badge(struct store *store, uint64_t serial,
                                           struct store_standing *ret_standing) PARVIS_MUST_CHECK;
/* Of a person without a badge. PARVIS_NOT_FOUND: no such person, or erased. */
enum parvis_status store_standing_by_person(struct store *store, int64_t person,
                                            struct store_standing *ret_standing) PARVIS_MUST_CHECK;
/* PARVIS_NOT_FOUND: no such person, or erased. */
enum parvis_status store_person_look(struct store *store, int64_t person) PARVIS_MUST_CHECK;

enum parvis_status store_presence_get(struct store *store, int64_t person,
                                      struct store_presence *ret_presence) PARVIS_MUST_CHECK;
enum parvis_status store_presence_put(struct store *store, int64_t person,
                                      const struct store_presence *presence) PARVIS_MUST_CHECK;

#endif
