/* SPDX-License-Identifier: EUPL-1.2 */
/* Correcting people's data: a profile, and two rows of one person. */
#ifndef PARVIS_STORE_DESK_H
#define PARVIS_STORE_DESK_H

#include "person_columns.h"
#include "store.h"

/* Writes those columns that a host may correct and `profile` gives (NULL: not given). Adds the
 * organisation if its name is new. PARVIS_NOT_FOUND: no such person, or erased. */
enum parvis_status store_person_correct(struct store *store, int64_t person,
                                        const struct person_entry *profile,
                                        struct store_change_list *changes) PARVIS_MUST_CHECK;

/* Merges two rows of one person: `into` takes over wishes, meetings, arrival, badge and others'
 * notes of `from` where they do not clash with its own (for a member of the jury, meetings during a
 * pitch do), its empty fields are filled, its hours become those of both, and `from` is erased.
 * PARVIS_NOT_FOUND: no such person. PARVIS_CONFLICT: the two have different roles. */
enum parvis_status store_person_merge(struct store *store, int64_t from, int64_t into, int64_t at,
                                      struct store_change_list *changes) PARVIS_MUST_CHECK;

#endif
