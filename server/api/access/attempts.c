/* Failed sign-ins of the last minute: a ring of hashes, so no name or address is kept as text. */
#include "attempts.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/units.h"

#define ATTEMPTS_KEPT 1024 /* failures of a minute that are remembered */
#define ATTEMPTS_MAX 5     /* of one name or address in a minute */
#define WINDOW_MS MINUTE_MS

struct attempt {
    uint64_t name, address; /* keyed hashes */
    int64_t at;             /* monotonic ms; 0: empty */
};

struct api_attempts {
    uint8_t key[crypto_shorthash_KEYBYTES];
    struct attempt kept[ATTEMPTS_KEPT];
    size_t next;
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

bool attempts_allowed(const struct api_attempts *attempts, const char *name, const char *address,
                      int64_t now)
{
    uint64_t name_hash = hash(attempts, name), address_hash = hash(attempts, address);
    int by_name = 0, by_address = 0;
    for (size_t i = 0; i < ATTEMPTS_KEPT; i++) {
        const struct attempt *attempt = &attempts->kept[i];
        if (!attempt->at || now - attempt->at >= WINDOW_MS)
            continue;
        by_name += attempt->name == name_hash;
        by_address += attempt->address == address_hash;
    }
    return by_name < ATTEMPTS_MAX && by_address < ATTEMPTS_MAX;
}

void attempts_note(struct api_attempts *attempts, const char *name, const char *address,
                   int64_t now)
{
    attempts->kept[attempts->next] = (struct attempt){
        .name = hash(attempts, name), .address = hash(attempts, address), .at = now};
    attempts->next = (attempts->next + 1) % ATTEMPTS_KEPT;
}
