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

/* A scan from the reader to the screen. The badge's secret part is wiped when it is answered. */
struct door_scan {
    uint64_t seq; /* in the journal; 0: it is not there (yet) */
    uint8_t id_bytes[JOURNAL_SCAN_ID_BYTES];
    char id[SCAN_ID_CHARS + 1]; /* these, as they are sent */
    int64_t at, device_at;
    enum badge_verdict verdict;
    int64_t person; /* let in by name; 0: by a badge */
    cJSON *about;   /* owned: who that is */
    uint64_t serial;
    uint8_t signature[BADGE_SIGNATURE_BYTES];
    uint8_t key[SEAL_ROW_KEY_BYTES];
    struct roster_row row; /* of a genuine badge; zeros: the roster does not know it */
    bool known;
    bool asking;      /* the server is asked */
    int64_t asked_at; /* monotonic; 0: it was not */
};

struct door {
    struct agenda *agenda; /* borrowed */
    struct link *link;     /* borrowed */
    bool leaving, scans;
    char place[128];
    struct journal_file file;
    struct roster *roster; /* NULL: nothing is kept */
    struct roster_sync sync;
    struct timekeeper keeper;
    struct outbox outbox;
    bool sent_said[OUTBOX_BATCH_MAX]; /* whether the request said what the person was told */
    bool online;
    bool trusted;  /* the server answered the last question in time */
    bool rejected; /* it said that this kiosk may not ask */
    bool full;
    int64_t offline_at, heard_at;
    int64_t flush_at; /* monotonic */
    bool agenda_moved, heard;
    struct door_scan scan; /* under way, or shown last */
    char *day;             /* owned; wiped with the next scan */
};

/* ---- door_send.c ---- */
/* Appends to the journal; `full` follows. */
enum parvis_status door_append(struct door *door, const struct journal_record *record,
                               bool durable) PARVIS_MUST_CHECK;
/* What a scan amounts to later: said, told, settled. */
enum parvis_status door_note(struct door *door, enum journal_kind kind, uint64_t seq,
                             uint8_t status, bool durable) PARVIS_MUST_CHECK;
/* The server refuses this scan, and why. */
void door_park(struct door *door, uint64_t seq, const char *reason);
/* A scan as the API takes it, but for its text. */
cJSON *door_item(const struct door *door, const struct journal_scan *scan);
/* Its text, as it was sealed when it was kept. */
void door_add_sealed(cJSON *item, const struct journal_scan *scan);
/* Notes that the server has taken (or refused) the scans that were sent. */
void door_settle(struct door *door, long status, const char *body);
/* The scans that are due, as a request; NULL: none. malloc'd. */
char *door_batch(struct door *door, int64_t now);

/* door.c: sends, asks for the roster, keeps: whatever is due. */
void door_work(struct door *door);

/* The edition's public key. False: not known. */
bool door_public_key(const struct door *door, uint8_t ret_key[BADGE_PUBLIC_KEY_BYTES]);

#endif
