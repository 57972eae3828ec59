/* SPDX-License-Identifier: EUPL-1.2 */
/* A person's rights over what is kept of them (GDPR, articles 15 and 17). */
#ifndef PARVIS_STORE_ERASE_H
#define PARVIS_STORE_ERASE_H

#include "store.h"

/* Blanks every personal field of a person and what others noted of them; ends badges, links and
 * phones; calls their meetings and requests off. The row stays, without a name, so that figures and
 * the log hold; the organisers' code stays too, so that a later import does not bring the person
 * back. After the commit nothing of it is left in the file or its write-ahead log.
 * PARVIS_NOT_FOUND: nobody, or erased before. */
enum parvis_status store_person_erase(struct store *store, int64_t person, int64_t at,
                                      struct store_change_list *changes) PARVIS_MUST_CHECK;

/* All that is kept of a person, as JSON text: malloc'd, the caller's. PARVIS_NOT_FOUND. */
enum parvis_status store_person_data(struct store *store, int64_t person,
                                     char **ret_json) PARVIS_MUST_CHECK;

#endif
