/* SPDX-License-Identifier: EUPL-1.2 */
/* The codes that were in view lately, so that a code that stays before the camera, or that camera
 * and scanner both read, is one scan. It keeps keyed hashes alone, which do not tell whose badge
 * was seen. */
#ifndef PARVIS_KIOSK_RECENT_H
#define PARVIS_KIOSK_RECENT_H

#include <stdbool.h>
#include <stdint.h>

#define RECENT_CODES 4      /* as many badges as a hand holds up together */
#define RECENT_GONE_MS 3000 /* a code that was out of view for so long is a new scan */

/* The caller's; call recent_init first. */
struct recent {
    uint8_t key[16];
    struct {
        uint64_t hash; /* 0: none */
        int64_t seen_at;
    } codes[RECENT_CODES];
};

void recent_init(struct recent *recent);
/* Notes that a code is in view at `now` (monotonic ms). True: this is a new scan. */
bool recent_note(struct recent *recent, const char *text, int64_t now);

#endif
