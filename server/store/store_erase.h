/* SPDX-License-Identifier: EUPL-1.2 */
/* A person's rights over their data (GDPR, articles 15 and 17). */
#ifndef PARVIS_STORE_ERASE_H
#define PARVIS_STORE_ERASE_H

#include "store.h"

/* Blanks every personal field of a person and others' notes on them; ends their badges, links and
 * phones; cancels their meetings and requests. The row stays, without a name, so that figures and
 * the log hold; the organisers' code stays too, so that a later import does not bring the person
 * back. After the commit the database file and its write-ahead log contain none of the data.
 * PARVIS_NOT_FOUND: no such person, or erased before. */
enum parvis_status store_person_erase(struct store *store, int64_t person, int64_t at,
                                      struct store_change_list *changes) PARVIS_MUST_CHECK;

/* All data kept of a person, as JSON text; malloc'd, the caller's. PARVIS_NOT_FOUND. */
enum parvis_status store_person_data(struct store *store, int64_t person,
                                     char **ret_json) PARVIS_MUST_CHECK;

#endif
