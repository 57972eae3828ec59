/* SPDX-License-Identifier: EUPL-1.2 */
/* Making an edition: its directory, keys and database, all or nothing. */
#ifndef PARVIS_IMPORT_INIT_H
#define PARVIS_IMPORT_INIT_H

#include "programme.h"

/* Makes `directory` (0700) when it is not there, badge.key (0600, the Ed25519 secret key, 64 bytes)
 * and parvis.db (0600) with the programme and the public key. PARVIS_CONFLICT: an edition is there;
 * it was not touched. PARVIS_FORBIDDEN: the directory is not ours to
 * make or write; PARVIS_IO, PARVIS_FULL. On failure what was made is taken
 * away again. */
enum parvis_status init_edition(const struct programme *programme,
                                const char *directory) PARVIS_MUST_CHECK;

#endif
