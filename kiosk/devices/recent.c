/* SPDX-License-Identifier: EUPL-1.2 */
/* The codes in view of late. */
#include "recent.h"

#include <sodium.h>
#include <string.h>

_Static_assert(sizeof((struct recent *)0)->key == crypto_shorthash_KEYBYTES, "SipHash's key");

void recent_init(struct recent *recent)
{
    *recent = (struct recent){0};
    randombytes_buf(recent->key, sizeof recent->key);
}

bool recent_note(struct recent *recent, const char *text, int64_t now)
{
    uint64_t hash;
    crypto_shorthash((unsigned char *)&hash, (const unsigned char *)text, strlen(text),
                     recent->key);
    hash |= 1; /* never the empty place's 0 */
    size_t oldest = 0;
    for (size_t i = 0; i < RECENT_CODES; i++) {
        if (recent->codes[i].hash == hash) {
            bool again = now - recent->codes[i].seen_at < RECENT_GONE_MS;
            recent->codes[i].seen_at = now;
            return !again;
        }
        if (recent->codes[i].seen_at < recent->codes[oldest].seen_at)
            oldest = i;
    }
    recent->codes[oldest].hash = hash;
    recent->codes[oldest].seen_at = now;
    return true;
}
