/* SPDX-License-Identifier: EUPL-1.2 */
/* Walk-ins, and people's badges. */
#ifndef PARVIS_STORE_PERSON_H
#define PARVIS_STORE_PERSON_H

#include "person_columns.h"
#include "store.h"

/* Adds a walk-in and records it. `walk_in` must give names, role, language and organisation ("":
 * none). An organisation with a new name is added too, of the kind that the role asks for. */
enum parvis_status store_walk_in_add(struct store *store, const struct person_entry *walk_in,
                                     struct store_change_list *changes,
                                     int64_t *ret_person) PARVIS_MUST_CHECK;

/* The organisation with this name. A new one is added, of the kind that the role asks for. *ret_id
 * 0: `name` is empty. */
enum parvis_status store_organisation_find(struct store *store, const char *name, const char *role,
                                           struct store_change_list *changes,
                                           int64_t *ret_id) PARVIS_MUST_CHECK;

/* Issues a badge with a new serial under `tag`, signs and records it. */
enum parvis_status store_badge_issue(struct store *store, int64_t person, uint32_t tag,
                                     const uint8_t secret_key[64], int64_t at,
                                     struct store_change_list *changes, uint64_t *ret_serial,
                                     uint8_t ret_signature[64]) PARVIS_MUST_CHECK;

/* Revokes every valid badge of a person; writes at most `max` of their ids. */
enum parvis_status store_badges_revoke_of(struct store *store, int64_t person, int64_t at,
                                          struct store_change_list *changes, int64_t *ret_ids,
                                          size_t max, size_t *ret_count) PARVIS_MUST_CHECK;

/* PARVIS_NOT_FOUND: no such badge. PARVIS_CONFLICT: revoked before. */
enum parvis_status store_badge_revoke(struct store *store, int64_t id, int64_t at,
                                      struct store_change_list *changes) PARVIS_MUST_CHECK;

#endif
