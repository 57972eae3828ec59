/* SPDX-License-Identifier: EUPL-1.2 */
/* The codes in view of late: one that is held up, or read by a camera and a scanner at once, is one
 * scan. Only keyed hashes are kept, so that nothing here tells whose badge was seen. */
#ifndef PARVIS_KIOSK_RECENT_H
#define PARVIS_KIOSK_RECENT_H

#include <stdbool.h>
#include <stdint.h>

#define RECENT_CODES 4      /* as many badges as a hand holds up together */
#define RECENT_GONE_MS 3000 /* unseen for so long, it is shown anew */

/* The caller's; recent_init first. */
struct recent {
    uint8_t key[16];
    struct {
        uint64_t hash; /* 0: none */
        int64_t seen_at;
    } codes[RECENT_CODES];
};

void recent_init(struct recent *recent);
/* Notes that a code is in view at `now` (monotonic ms). True: it was not a moment ago. */
bool recent_note(struct recent *recent, const char *text, int64_t now);

#endif
