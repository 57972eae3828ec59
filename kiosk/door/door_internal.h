/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the door share. */
#ifndef PARVIS_KIOSK_DOOR_INTERNAL_H
#define PARVIS_KIOSK_DOOR_INTERNAL_H

#include "agenda.h"
#include "decide.h"
#include "door.h"
#include "journal_file.h"
#include "link.h"
#include "outbox.h"
#include "roster.h"
#include "roster_sync.h"

#define SCAN_ID_CHARS (2 * JOURNAL_SCAN_ID_BYTES)

/* A scan on its way from the reader to the screen. The door wipes the badge's signature and key
 * once it has the answer. */
struct door_scan {
    uint64_t seq; /* its number in the journal; 0: it is not there (yet) */
    uint8_t id_bytes[JOURNAL_SCAN_ID_BYTES];
    char id[SCAN_ID_CHARS + 1]; /* id_bytes in hexadecimal, as requests have it */
    int64_t at, device_at;
    enum badge_verdict verdict;
    int64_t person; /* whom the staff lets in by name; 0: the scan is of a badge */
    cJSON *about;   /* owned: that person, in an answer's form */
    uint64_t serial;
    uint8_t signature[BADGE_SIGNATURE_BYTES];
    uint8_t key[SEAL_ROW_KEY_BYTES];
    struct roster_row row; /* of a genuine badge; zeros unless `known` */
    bool known;            /* the roster has the badge */
    bool asking;           /* the server was asked and has not answered */
    int64_t asked_at;      /* when, monotonic ms; 0: the server was not asked */
};

struct door {
    struct agenda *agenda; /* borrowed */
    struct link *link;     /* borrowed */
    bool leaving, scans;
    char place[128];
    struct journal_file file;
    struct roster *roster; /* NULL: the kiosk keeps nothing */
    struct roster_sync sync;
    struct timekeeper keeper;
    struct outbox outbox;
    bool sent_said[OUTBOX_BATCH_MAX]; /* per scan sent: with what the person was told */
    bool online;
    bool trusted;                 /* the server answered the last question in time */
    bool rejected;                /* the server said that this kiosk may not ask */
    bool full;                    /* the last record did not fit on the disk */
    int64_t offline_at, heard_at; /* as in struct door_state */
    int64_t flush_at;             /* monotonic ms: when the roster is written next */
    bool agenda_moved, heard;
    struct door_scan scan; /* under way, or shown last */
    char *day;             /* owned: that person's day; the next scan wipes it */
};

/* ---- door_send.c ---- */
/* Appends a record to the journal, and sets door->full as it went. */
enum parvis_status door_append(struct door *door, const struct journal_record *record,
                               bool durable) PARVIS_MUST_CHECK;
/* Appends what became of a scan: JOURNAL_SAID, JOURNAL_TOLD or JOURNAL_SETTLED. */
enum parvis_status door_note(struct door *door, enum journal_kind kind, uint64_t seq,
                             uint8_t status, bool durable) PARVIS_MUST_CHECK;
/* Parks a scan that the server refuses, with its reason. */
void door_park(struct door *door, uint64_t seq, const char *reason);
/* A scan in the form of POST /api/check-ins, without the badge's text. The caller's. */
cJSON *door_item(const struct door *door, const struct journal_scan *scan);
/* Adds the badge's text to it, in the sealed form that the journal has. */
void door_add_sealed(cJSON *item, const struct journal_scan *scan);
/* Takes the server's answer to the batch that was sent: settles or parks its scans. */
void door_settle(struct door *door, long status, const char *body);
/* The body of a request with the scans that are due, malloc'd; NULL: none is. `now`: monotonic
 * ms. */
char *door_batch(struct door *door, int64_t now);

/* ---- door.c ---- */
/* Does what is due: sends scans, asks for the roster, writes to the disk. */
void door_work(struct door *door);

/* The edition's public key. False: the kiosk does not know it yet. */
bool door_public_key(const struct door *door, uint8_t ret_key[BADGE_PUBLIC_KEY_BYTES]);

#endif
