/* SPDX-License-Identifier: EUPL-1.2 */
/* Mending people's rows: a profile corrected, two rows that are one person. */
#ifndef PARVIS_STORE_DESK_H
#define PARVIS_STORE_DESK_H

#include "person_columns.h"
#include "store.h"

/* Writes the columns that a host may correct, as far as `profile` says them (NULL: it stays as it
 * is); an organisation that is not known yet is made. PARVIS_NOT_FOUND: nobody, or erased. */
enum parvis_status store_person_correct(struct store *store, int64_t person,
                                        const struct person_entry *profile,
                                        struct store_change_list *changes) PARVIS_MUST_CHECK;

/* `from` was `into` all along: wishes, meetings, arrival, badge and what others noted go over where
 * there is room for them (a jury's seat leaves none), empty fields are filled, the hours are those
 * of both, and `from` is erased. PARVIS_NOT_FOUND: nobody. PARVIS_CONFLICT: the two have different
 * roles. */
enum parvis_status store_person_merge(struct store *store, int64_t from, int64_t into, int64_t at,
                                      struct store_change_list *changes) PARVIS_MUST_CHECK;

#endif
