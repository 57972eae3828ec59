/* SPDX-License-Identifier: EUPL-1.2 */
/* The edition's row, its sessions and its slots, as edition.json declares them. */
#ifndef PARVIS_STORE_PROGRAMME_H
#define PARVIS_STORE_PROGRAMME_H

#include "store.h"
#include "store_import.h"

/* A session. Minutes and counts that its kind does not have are -1. Texts are borrowed. */
struct store_session {
    const char *kind, *room, *title;
    int64_t from_at, to_at;
    int64_t slots, pitch_min, questions_min, changeover_min, slot_min, seats;
};

/* A slot for meetings; its index in the array is its id. */
struct store_slot {
    int64_t from_at, to_at;
};

/* How many rows of a list had each outcome. */
struct store_tally {
    size_t added, changed, unchanged, gone, kept;
};

/* Writes the edition's row. `create`: the row must not exist (else PARVIS_CONFLICT). Otherwise its
 * keys and its publication stay as they are. */
enum parvis_status store_edition_put(struct store *store, const struct store_edition *edition,
                                     bool create, struct store_change_list *changes,
                                     enum store_outcome *ret_outcome) PARVIS_MUST_CHECK;
/* Replaces the sessions by these. A row with the same room, kind and start is the same session; the
 * rest are matched by room and kind, in order. A session that is not among them is deleted, unless
 * it has pitches or demonstrations. */
enum parvis_status store_sessions_put(struct store *store, const struct store_session *sessions,
                                      size_t count, struct store_change_list *changes,
                                      struct store_tally *tally) PARVIS_MUST_CHECK;
/* How many meeting slots the edition has. One made by an earlier version may have more than
 * SLOTS_MAX. */
enum parvis_status store_slots_count(struct store *store, size_t *ret_count) PARVIS_MUST_CHECK;
/* Replaces the slots by these, numbered from 0. When a slot is deleted, its cancelled meetings and
 * its requests get the last slot that stays, and open requests lapse. PARVIS_CONFLICT: a slot to
 * delete has other meetings. PARVIS_INVALID: more than SLOTS_MAX, which the caller should have
 * refused. */
enum parvis_status store_slots_put(struct store *store, const struct store_slot *slots,
                                   size_t count, struct store_change_list *changes,
                                   struct store_tally *tally) PARVIS_MUST_CHECK;

/* Whether pitches or meetings are planned: a new programme may make their times wrong. */
enum parvis_status store_plan_exists(struct store *store, bool *ret_exists) PARVIS_MUST_CHECK;

#endif
