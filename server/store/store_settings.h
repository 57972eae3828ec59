/* SPDX-License-Identifier: EUPL-1.2 */
/* Changes to a living edition, a row at a time: sessions, demonstrations, two settings.
 * store_programme.h writes the edition's row whole. */
#ifndef PARVIS_STORE_SETTINGS_H
#define PARVIS_STORE_SETTINGS_H

#include "store_day.h"

#define STORE_ROOM_BYTES 256

/* A session with its room. `seats` 0: its kind has none. */
struct store_room_session {
    int64_t id, from_at, to_at;
    char kind[16], room[STORE_ROOM_BYTES], title[512];
    int seats;
};
/* By time; malloc'd. */
enum parvis_status store_room_sessions(struct store *store, struct store_room_session **ret_rows,
                                       size_t *ret_count) PARVIS_MUST_CHECK;
/* Writes all columns of a session but its kind. PARVIS_CONFLICT: another session of its kind begins
 * in that room at that time. PARVIS_NOT_FOUND: no such session. */
enum parvis_status store_room_session_put(struct store *store,
                                          const struct store_room_session *session,
                                          struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Sets whether guests may ask one another for meetings. */
enum parvis_status store_booking_set(struct store *store, bool open,
                                     struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Sets who sees which organisations meet in called meetings: everybody, or the hall's own screens
 * alone. */
enum parvis_status store_called_names_set(struct store *store, bool everybody,
                                          struct store_change_list *changes) PARVIS_MUST_CHECK;
/* Writes all columns of a demonstration. PARVIS_CONFLICT: another one has its slot.
 * PARVIS_NOT_FOUND: no such demonstration. */
enum parvis_status store_demonstration_put(struct store *store,
                                           const struct store_demonstration *demonstration,
                                           struct store_change_list *changes) PARVIS_MUST_CHECK;

#endif
