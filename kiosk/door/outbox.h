/* SPDX-License-Identifier: EUPL-1.2 */
/* When which open scans of the journal go to the server. Pure: the time is given.
 *
 * They go in the order of the journal, some at a time, one request under way at once. No answer:
 * the same again after a pause. A request that the server refuses as a whole is cut down to one
 * scan at a time; the one that it still refuses is parked, and the next one goes. */
#ifndef PARVIS_KIOSK_OUTBOX_H
#define PARVIS_KIOSK_OUTBOX_H

#include "journal.h"

#define OUTBOX_BATCH_MAX 32 /* some 20 kB; the server opens each in 0.1 ms */

struct outbox {
    bool under_way;
    size_t singly_left; /* a request was refused as a whole: so many go one at a time */
    int64_t not_before; /* monotonic ms */
    int64_t pause_ms;   /* the next pause; 0: the shortest */
    uint64_t sent[OUTBOX_BATCH_MAX]; /* sequences of the request under way */
    size_t sent_count;
};

/* The scans to send now, none that is asked about elsewhere (`except`, 0: none); 0: nothing is due.
 * They count as under way. */
size_t outbox_next(struct outbox *outbox, const struct journal *journal, uint64_t except,
                   int64_t now, const struct journal_scan **ret_scans);

enum outbox_verdict {
    OUTBOX_TAKEN,   /* every scan has its answer: settle each */
    OUTBOX_AGAIN,   /* not now: nothing to do, it comes again */
    OUTBOX_PARK,    /* the one scan that was sent is refused: park it */
    OUTBOX_REJECTED /* this kiosk may not speak any more: it comes again, slowly */
};
/* The request ended with this HTTP status (0: the server was not reached). */
enum outbox_verdict outbox_ended(struct outbox *outbox, long status, int64_t now);
/* The server is there again: no need to wait. */
void outbox_wake(struct outbox *outbox);

#endif
