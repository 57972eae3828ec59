/* SPDX-License-Identifier: EUPL-1.2 */
/* Attempts of the last minute: two rings of hashes, so no name is kept as text. */
#include "attempts.h"

#include <sodium.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/units.h"

#define ATTEMPTS_KEPT 1024 /* of a minute: five of two hundred accounts and their browsers */
#define ATTEMPTS_MAX 5     /* of one account in a minute */
#define WINDOW_MS MINUTE_MS

struct attempt {
    uint64_t who; /* keyed hash */
    int64_t at;   /* monotonic ms; 0: empty */
};

struct ring {
    struct attempt kept[ATTEMPTS_KEPT];
    size_t next;
};

struct api_attempts {
    uint8_t key[crypto_shorthash_KEYBYTES];
    struct ring accounts, nobodies;
};

static uint64_t hash(const struct api_attempts *attempts, const char *text)
{
    uint8_t bytes[crypto_shorthash_BYTES];
    uint64_t value;
    crypto_shorthash(bytes, (const unsigned char *)text, strlen(text), attempts->key);
    memcpy(&value, bytes, sizeof value);
    return value;
}

struct api_attempts *attempts_new(void)
{
    struct api_attempts *attempts = calloc(1, sizeof *attempts);
    if (attempts)
        randombytes_buf(attempts->key, sizeof attempts->key);
    return attempts;
}

void attempts_free(struct api_attempts *attempts)
{
    free(attempts);
}

bool attempts_enter(struct api_attempts *attempts, bool account, const char *who, int64_t now)
{
    struct ring *ring = account ? &attempts->accounts : &attempts->nobodies;
    uint64_t wanted = hash(attempts, who);
    int count = 0;
    for (size_t i = 0; i < ATTEMPTS_KEPT; i++) {
        const struct attempt *attempt = &ring->kept[i];
        count += attempt->at && attempt->who == wanted && now - attempt->at < WINDOW_MS;
    }
    if (count >= ATTEMPTS_MAX)
        return false;
    ring->kept[ring->next] = (struct attempt){.who = wanted, .at = now};
    ring->next = (ring->next + 1) % ATTEMPTS_KEPT;
    return true;
}

void attempts_forgive(struct api_attempts *attempts, const char *who)
{
    uint64_t wanted = hash(attempts, who);
    for (size_t i = 0; i < ATTEMPTS_KEPT; i++)
        if (attempts->accounts.kept[i].who == wanted)
            attempts->accounts.kept[i].at = 0;
}
