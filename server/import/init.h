/* SPDX-License-Identifier: EUPL-1.2 */
/* Makes an edition: its directory, keys and database, all or nothing. */
#ifndef PARVIS_IMPORT_INIT_H
#define PARVIS_IMPORT_INIT_H

#include "programme.h"

/* Makes `directory` (0700) when it is not there, badge.key (0600, the Ed25519 secret key, 64 bytes)
 * and parvis.db (0600) with the programme and the public key. PARVIS_CONFLICT: the directory has an
 * edition, which was not changed. PARVIS_FORBIDDEN: no permission to make the directory or write in
 * it. PARVIS_IO, PARVIS_FULL. A failure leaves no new file behind. */
enum parvis_status init_edition(const struct programme *programme,
                                const char *directory) PARVIS_MUST_CHECK;

#endif
