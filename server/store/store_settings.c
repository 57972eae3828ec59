/* SPDX-License-Identifier: EUPL-1.2 */
/* Sessions and demonstrations, changed one by one. */
#include "store_settings.h"

#include <stdio.h>

#include "store_rows.h"
#include "store_statement.h"

static void read_session(sqlite3_stmt *row, void *target)
{
    struct store_room_session *session = target;
    session->id = sqlite3_column_int64(row, 0);
    session->from_at = sqlite3_column_int64(row, 1);
    session->to_at = sqlite3_column_int64(row, 2);
    STORE_COPY(session->kind, row, 3);
    STORE_COPY(session->room, row, 4);
    STORE_COPY(session->title, row, 5);
    session->seats = sqlite3_column_int(row, 6);
}

enum parvis_status store_room_sessions(struct store *store, struct store_room_session **ret_rows,
                                       size_t *ret_count)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT id, from_at, to_at, kind, room, title, coalesce(seats, 0) FROM session"
               " ORDER BY from_at, id");
    return store_rows(store, row, sizeof **ret_rows, read_session, (void **)ret_rows, ret_count);
}

enum parvis_status store_room_session_put(struct store *store,
                                          const struct store_room_session *session,
                                          struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(
        store, "UPDATE session SET from_at = :from_at, to_at = :to_at, room = :room,"
               " title = :title, seats = nullif(:seats, 0) WHERE id = :id");
    store_bind_integer(row, ":id", session->id);
    store_bind_integer(row, ":from_at", session->from_at);
    store_bind_integer(row, ":to_at", session->to_at);
    store_bind_text(row, ":room", session->room);
    store_bind_text(row, ":title", session->title);
    store_bind_integer(row, ":seats", session->seats);
    return store_update(store, row, "session", session->id, changes);
}

enum parvis_status store_booking_set(struct store *store, bool open,
                                     struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(
        store, "UPDATE edition SET booking_open = :open WHERE booking_open <> :open");
    store_bind_integer(row, ":open", open);
    enum parvis_status status = store_run(store, row);
    if (status != PARVIS_OK || store_rows_changed(store) == 0)
        return status;
    return store_record(store, "edition", 1, changes);
}

enum parvis_status store_called_names_set(struct store *store, bool everybody,
                                          struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(
        store, "UPDATE edition SET called_names = :names WHERE called_names <> :names");
    store_bind_text(row, ":names", everybody ? "public" : "hall");
    enum parvis_status status = store_run(store, row);
    if (status != PARVIS_OK || store_rows_changed(store) == 0)
        return status;
    return store_record(store, "edition", 1, changes);
}

enum parvis_status store_demonstration_put(struct store *store,
                                           const struct store_demonstration *demonstration,
                                           struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(
        store, "UPDATE demonstration SET session_id = :session, from_at = :from_at, to_at = :to_at,"
               " seats = :seats WHERE id = :id");
    store_bind_integer(row, ":id", demonstration->id);
    store_bind_integer(row, ":session", demonstration->session);
    store_bind_integer(row, ":from_at", demonstration->from_at);
    store_bind_integer(row, ":to_at", demonstration->to_at);
    store_bind_integer(row, ":seats", demonstration->seats);
    return store_update(store, row, "demonstration", demonstration->id, changes);
}
