/* SPDX-License-Identifier: EUPL-1.2 */
/* What goes to the server, and when. */
#include "outbox.h"

#define PAUSE_MS_MIN 250
#define PAUSE_MS_MAX 5000
#define REJECTED_MS 15000 /* the server may come to accept the token again */

size_t outbox_next(struct outbox *outbox, const struct journal *journal, uint64_t except,
                   int64_t now, const struct journal_scan **ret_scans)
{
    if (outbox->under_way || now < outbox->not_before)
        return 0;
    size_t count = journal_open_scans(journal, except, ret_scans,
                                      outbox->singly_left > 0 ? 1 : OUTBOX_BATCH_MAX);
    for (size_t i = 0; i < count; i++)
        outbox->sent[i] = ret_scans[i]->seq;
    outbox->sent_count = count;
    outbox->under_way = count > 0;
    return count;
}

static enum outbox_verdict again(struct outbox *outbox, int64_t now)
{
    int64_t pause_ms = outbox->pause_ms ? outbox->pause_ms : PAUSE_MS_MIN;
    outbox->not_before = now + pause_ms;
    outbox->pause_ms = 2 * pause_ms < PAUSE_MS_MAX ? 2 * pause_ms : PAUSE_MS_MAX;
    return OUTBOX_AGAIN;
}

enum outbox_verdict outbox_ended(struct outbox *outbox, long status, int64_t now)
{
    outbox->under_way = false;
    if (status == 200) {
        outbox->singly_left -= outbox->singly_left > 0;
        outbox->pause_ms = 0;
        outbox->not_before = now;
        return OUTBOX_TAKEN;
    }
    if (status == 401 || status == 403) {
        outbox->not_before = now + REJECTED_MS;
        return OUTBOX_REJECTED;
    }
    bool ours = status >= 400 && status < 500 && status != 404 && status != 408 && status != 429;
    if (!ours)
        return again(outbox, now);
    outbox->not_before = now;
    if (outbox->sent_count > 1) {
        outbox->singly_left = outbox->sent_count;
        return OUTBOX_AGAIN;
    }
    outbox->singly_left -= outbox->singly_left > 0;
    return OUTBOX_PARK;
}

void outbox_wake(struct outbox *outbox)
{
    if (!outbox->under_way)
        outbox->not_before = 0;
    outbox->pause_ms = 0;
}
