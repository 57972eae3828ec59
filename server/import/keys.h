/* SPDX-License-Identifier: EUPL-1.2 */
/* A set of texts, each with a number: the SIRETs, codes or pairs seen, with their lines. */
#ifndef PARVIS_IMPORT_KEYS_H
#define PARVIS_IMPORT_KEYS_H

#include <stddef.h>
#include <stdint.h>

/* Starts zeroed. */
struct keys {
    struct keys_entry *entries; /* owned; open addressing */
    size_t count, capacity;
};

/* The number of `key`; 0: it is not in the set. */
int64_t keys_find(const struct keys *keys, const char *key);
/* Adds `key` (copied) with `number`, which must not be 0; returns 0. A key that is in the set stays
 * as it is, and its number is returned. Aborts on lack of memory. */
int64_t keys_add(struct keys *keys, const char *key, int64_t number);
void keys_clear(struct keys *keys);

#endif
