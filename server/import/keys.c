/* SPDX-License-Identifier: EUPL-1.2 */
/* Open addressing with FNV-1a; keys are few and short. */
#include "keys.h"

#include <stdlib.h>
#include <string.h>

struct keys_entry {
    char *key; /* owned; NULL: free */
    int64_t number;
};

static uint64_t hash(const char *key)
{
    uint64_t value = 14695981039346656037u;
    for (; *key; key++)
        value = (value ^ (unsigned char)*key) * 1099511628211u;
    return value ^ value >> 29;
}

/* The entry of `key`, or the free one where it belongs. */
static struct keys_entry *place(const struct keys *keys, const char *key)
{
    size_t at = hash(key) % keys->capacity;
    while (keys->entries[at].key && strcmp(keys->entries[at].key, key) != 0)
        at = (at + 1) % keys->capacity;
    return &keys->entries[at];
}

static void grow(struct keys *keys)
{
    struct keys grown = {.capacity = keys->capacity ? 2 * keys->capacity : 256,
                         .count = keys->count};
    grown.entries = calloc(grown.capacity, sizeof *grown.entries);
    if (!grown.entries)
        abort();
    for (size_t i = 0; i < keys->capacity; i++)
        if (keys->entries[i].key)
            *place(&grown, keys->entries[i].key) = keys->entries[i];
    free(keys->entries);
    *keys = grown;
}

int64_t keys_find(const struct keys *keys, const char *key)
{
    if (keys->capacity == 0)
        return 0;
    const struct keys_entry *entry = place(keys, key);
    return entry->key ? entry->number : 0;
}

int64_t keys_add(struct keys *keys, const char *key, int64_t number)
{
    if (2 * (keys->count + 1) > keys->capacity)
        grow(keys);
    struct keys_entry *entry = place(keys, key);
    if (entry->key)
        return entry->number;
    entry->key = strdup(key);
    if (!entry->key)
        abort();
    entry->number = number;
    keys->count++;
    return 0;
}

void keys_clear(struct keys *keys)
{
    for (size_t i = 0; i < keys->capacity; i++)
        free(keys->entries[i].key);
    free(keys->entries);
    *keys = (struct keys){0};
}
