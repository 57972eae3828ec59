/* SPDX-License-Identifier: EUPL-1.2 */
/* Decides when which open scans of the journal go to the server. Pure: the caller gives the time.
 *
 * Scans go in the order of the journal, up to OUTBOX_BATCH_MAX a request, one request at a time.
 * Without an answer the same scans go again after a pause. When the server refuses a request as a
 * whole, its scans go one at a time; the one that the server still refuses is parked, and the next
 * one goes. */
#ifndef PARVIS_KIOSK_OUTBOX_H
#define PARVIS_KIOSK_OUTBOX_H

#include "journal.h"

#define OUTBOX_BATCH_MAX 32 /* some 20 kB; the server opens each in 0.1 ms */

struct outbox {
    bool under_way;
    size_t singly_left; /* after a refused request: how many scans still go one at a time */
    int64_t not_before; /* monotonic ms */
    int64_t pause_ms;   /* the next pause; 0: the shortest */
    uint64_t sent[OUTBOX_BATCH_MAX]; /* sequences of the request under way */
    size_t sent_count;
};

/* Fills ret_scans with the scans to send now, and counts them as under way; returns how many, 0:
 * nothing is due. `except`: the scan about which the server is asked on its own; 0: none. `now`:
 * monotonic ms. */
size_t outbox_next(struct outbox *outbox, const struct journal *journal, uint64_t except,
                   int64_t now, const struct journal_scan **ret_scans);

enum outbox_verdict {
    OUTBOX_TAKEN,   /* every scan has its answer: the caller settles each */
    OUTBOX_AGAIN,   /* the server could not take them: they go again after the pause */
    OUTBOX_PARK,    /* the server refused the one scan that was sent: the caller parks it */
    OUTBOX_REJECTED /* the server no longer admits this kiosk: they go again, at long pauses */
};
/* The request ended with this HTTP status (0: the server was not reached); says what to do. */
enum outbox_verdict outbox_ended(struct outbox *outbox, long status, int64_t now);
/* The server is there again: ends the pause. */
void outbox_wake(struct outbox *outbox);

#endif
