/* SPDX-License-Identifier: EUPL-1.2 */
/* The edition's secret key, which signs badges: the file badge.key beside the database, readable by
 * its owner alone. */
#ifndef PARVIS_BADGE_KEY_H
#define PARVIS_BADGE_KEY_H

#include <stdbool.h>

#include "parvis/badge.h"
#include "store.h"

/* Reads and checks the key. PARVIS_NOT_FOUND; PARVIS_FORBIDDEN: no permission to read it;
 * PARVIS_CORRUPT: not a key; PARVIS_CONFLICT: another edition's key, whose badges would be
 * forgeries here. *ret_exposed: users other than its owner may read the file. Wipe the key after
 * use. */
enum parvis_status badge_key_read(const char *directory, const struct store_edition *edition,
                                  uint8_t ret_key[BADGE_SECRET_KEY_BYTES],
                                  bool *ret_exposed) PARVIS_MUST_CHECK;

/* Reads the key for a command. False: it cannot be used, and the reason was printed on standard
 * error. If other users may read the file, prints a warning and goes on. */
bool badge_key_load(const char *directory, const struct store_edition *edition,
                    uint8_t ret_key[BADGE_SECRET_KEY_BYTES]);

/* The catalogue key of the message for a status of badge_key_read. */
const char *badge_key_fault(enum parvis_status status);

#endif
