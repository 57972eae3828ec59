/* SPDX-License-Identifier: EUPL-1.2 */
/* A set of texts with a number each: which SIRET, code or pair was seen, and on what line. */
#ifndef PARVIS_IMPORT_KEYS_H
#define PARVIS_IMPORT_KEYS_H

#include <stddef.h>
#include <stdint.h>

/* Starts zeroed. */
struct keys {
    struct keys_entry *entries; /* owned; open addressing */
    size_t count, capacity;
};

/* The number that `key` was added with; 0: it never was. */
int64_t keys_find(const struct keys *keys, const char *key);
/* Adds `key` (copied) with a number that is not 0, or leaves it as it is; returns the number that
 * it had before, 0 when it is new. Aborts on lack of memory. */
int64_t keys_add(struct keys *keys, const char *key, int64_t number);
void keys_clear(struct keys *keys);

#endif
