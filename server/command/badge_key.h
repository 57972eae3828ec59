/* SPDX-License-Identifier: EUPL-1.2 */
/* The edition's secret key, badge.key beside the database: signs badges, its owner's alone. */
#ifndef PARVIS_BADGE_KEY_H
#define PARVIS_BADGE_KEY_H

#include <stdbool.h>

#include "parvis/badge.h"
#include "store.h"

/* Reads and judges the key. PARVIS_NOT_FOUND, PARVIS_FORBIDDEN (not ours to read), PARVIS_CORRUPT
 * (not a key), PARVIS_CONFLICT (another edition's: its badges would be forgeries here).
 * *ret_exposed: others than its owner may read the file. Wipe the key after use. */
enum parvis_status badge_key_read(const char *directory, const struct store_edition *edition,
                                  uint8_t ret_key[BADGE_SECRET_KEY_BYTES],
                                  bool *ret_exposed) PARVIS_MUST_CHECK;

/* The key for a command's work: what is wrong with it was told on standard error when this is
 * false; that others may read it is told too, and no reason to stop. */
bool badge_key_load(const char *directory, const struct store_edition *edition,
                    uint8_t ret_key[BADGE_SECRET_KEY_BYTES]);

/* The catalogue's key of what is wrong, by badge_key_read's status. */
const char *badge_key_fault(enum parvis_status status);

#endif
