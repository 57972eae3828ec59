/* SPDX-License-Identifier: EUPL-1.2 */
/* What an organiser changes while the edition lives: rooms and sessions one by one, seats of the
 * demonstrations. The edition's own row is store_programme.h's. */
#ifndef PARVIS_STORE_SETTINGS_H
#define PARVIS_STORE_SETTINGS_H

#include "store_day.h"

#define STORE_ROOM_BYTES 256

/* A session with its place. `seats` 0: none. */
struct store_room_session {
    int64_t id, from_at, to_at;
    char kind[16], room[STORE_ROOM_BYTES], title[512];
    int seats;
};
/* By time; malloc'd. */
enum parvis_status store_room_sessions(struct store *store, struct store_room_session **ret_rows,
                                       size_t *ret_count) PARVIS_MUST_CHECK;
/* Writes one whole, but its kind. PARVIS_CONFLICT: another of its kind begins there then;
 * PARVIS_NOT_FOUND. */
enum parvis_status store_room_session_put(struct store *store,
                                          const struct store_room_session *session,
                                          struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Lets guests ask one another for meetings, or not. */
enum parvis_status store_booking_set(struct store *store, bool open,
                                     struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Lets the public see who meets whom of those called, or the hall's own screens alone. */
enum parvis_status store_called_names_set(struct store *store, bool everybody,
                                          struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Moves a demonstration, or changes its seats: one row, written whole. PARVIS_CONFLICT: its slot is
 * another's. PARVIS_NOT_FOUND. */
enum parvis_status store_demonstration_put(struct store *store,
                                           const struct store_demonstration *demonstration,
                                           struct store_change_list *changes) PARVIS_MUST_CHECK;

#endif
