/* SPDX-License-Identifier: EUPL-1.2 */
/* The edition's row, its sessions and its slots, as edition.json declares them. */
#ifndef PARVIS_STORE_PROGRAMME_H
#define PARVIS_STORE_PROGRAMME_H

#include "store.h"
#include "store_import.h"

/* A session; minutes and counts are -1 where the kind has none. Borrowed texts. */
struct store_session {
    const char *kind, *room, *title;
    int64_t from_at, to_at;
    int64_t slots, pitch_min, questions_min, changeover_min, slot_min, seats;
};

/* A meeting's time; its place in the array is its id. */
struct store_slot {
    int64_t from_at, to_at;
};

/* What became of a list of rows. */
struct store_tally {
    size_t added, changed, unchanged, gone, kept;
};

/* Writes the edition's row. `create`: it must not exist (PARVIS_CONFLICT); else its keys and its
 * publication stay as they are. */
enum parvis_status store_edition_put(struct store *store, const struct store_edition *edition,
                                     bool create, struct store_change_list *changes,
                                     enum store_outcome *ret_outcome) PARVIS_MUST_CHECK;
/* Makes the sessions be these. The same room, kind and start is the same session; then the same
 * room and kind, in order. One that is no more and holds pitches or demonstrations is kept. */
enum parvis_status store_sessions_put(struct store *store, const struct store_session *sessions,
                                      size_t count, struct store_change_list *changes,
                                      struct store_tally *tally) PARVIS_MUST_CHECK;
/* How many meeting slots the edition has: more than SLOTS_MAX in one of an earlier version. */
enum parvis_status store_slots_count(struct store *store, size_t *ret_count) PARVIS_MUST_CHECK;
/* Makes the slots be these, numbered from 0. A meeting that was called off and a request do not
 * keep a slot: they get the last one that stays, and an open request lapses. PARVIS_CONFLICT: a
 * slot that would go has other meetings. PARVIS_INVALID: there are more than SLOTS_MAX; the caller
 * has said so in better words. */
enum parvis_status store_slots_put(struct store *store, const struct store_slot *slots,
                                   size_t count, struct store_change_list *changes,
                                   struct store_tally *tally) PARVIS_MUST_CHECK;

/* Whether pitches or meetings are planned, whose times a new programme may leave behind. */
enum parvis_status store_plan_exists(struct store *store, bool *ret_exists) PARVIS_MUST_CHECK;

#endif
