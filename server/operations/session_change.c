/* SPDX-License-Identifier: EUPL-1.2 */
/* Changes a session's room, title, time or number of seats. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "edition_operations.h"
#include "store_settings.h"

/* Every session of the day, the one to change included. */
struct sessions {
    struct store_room_session *rows; /* owned */
    size_t count;
};

static enum parvis_status refuse_room(struct operation *operation, const char *room)
{
    struct reason reason;
    reason_set(&reason, "settings.room_taken");
    reason_add_text(&reason, "room", room);
    return operation_refuse(operation, &reason);
}

/* Whether sessions of this kind may get new times: nothing is planned from those. */
static bool moves_freely(const char *kind)
{
    return strcmp(kind, "pitch") != 0 && strcmp(kind, "demonstration") != 0;
}

static enum parvis_status check(struct operation *operation, const struct sessions *sessions,
                                const struct store_room_session *wanted)
{
    struct store_edition edition;
    enum parvis_status status = store_edition_get(operation->store, &edition);
    if (status != PARVIS_OK)
        return status;
    if (wanted->from_at >= wanted->to_at || wanted->from_at < edition.opens_at ||
        wanted->to_at > edition.closes_at)
        return operation_refuse_key(operation, "settings.session_hours");
    for (size_t i = 0; i < sessions->count; i++) {
        const struct store_room_session *other = &sessions->rows[i];
        if (other->id != wanted->id && strcmp(other->room, wanted->room) == 0 &&
            other->from_at < wanted->to_at && wanted->from_at < other->to_at &&
            strcmp(other->kind, wanted->kind) == 0)
            return refuse_room(operation, wanted->room);
    }
    return PARVIS_OK;
}

/* Gives the session's demonstrations its number of seats. */
static enum parvis_status put_seats(struct operation *operation, int64_t session, int seats)
{
    struct store_demonstration *rows = NULL;
    size_t count = 0;
    enum parvis_status status = store_demonstrations(operation->store, &rows, &count);
    for (size_t i = 0; i < count && status == PARVIS_OK; i++) {
        if (rows[i].session != session || rows[i].seats == seats)
            continue;
        rows[i].seats = seats;
        status = store_demonstration_put(operation->store, &rows[i], operation->changes);
    }
    free(rows);
    return status;
}

static bool is_same(const struct store_room_session *a, const struct store_room_session *b)
{
    return a->from_at == b->from_at && a->to_at == b->to_at && a->seats == b->seats &&
           strcmp(a->room, b->room) == 0 && strcmp(a->title, b->title) == 0;
}

/* Renames the room in all sessions but `present`, which has its new name. */
static enum parvis_status rename_room(struct operation *operation, const struct sessions *sessions,
                                      const struct store_room_session *present, const char *to)
{
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < sessions->count && status == PARVIS_OK; i++) {
        struct store_room_session session = sessions->rows[i];
        if (session.id == present->id || strcmp(session.room, present->room) != 0)
            continue;
        snprintf(session.room, sizeof session.room, "%s", to);
        status = store_room_session_put(operation->store, &session, operation->changes);
    }
    return status;
}

static void take(struct store_room_session *wanted, const struct session_change *order)
{
    if (order->given.room)
        snprintf(wanted->room, sizeof wanted->room, "%s", order->room);
    if (order->given.title)
        snprintf(wanted->title, sizeof wanted->title, "%s", order->title);
    if (order->given.from_at)
        wanted->from_at = order->from_at;
    if (order->given.to_at)
        wanted->to_at = order->to_at;
    if (order->given.seats)
        wanted->seats = (int)order->seats;
}

static enum parvis_status put(struct operation *operation, const struct sessions *sessions,
                              const struct store_room_session *present,
                              const struct store_room_session *wanted,
                              const struct session_change *order)
{
    enum parvis_status status = check(operation, sessions, wanted);
    if (status == PARVIS_OK && !is_same(wanted, present))
        status = store_room_session_put(operation->store, wanted, operation->changes);
    if (status == PARVIS_CONFLICT && !operation_is_refused(operation))
        return refuse_room(operation, wanted->room);
    if (status == PARVIS_OK && order->given.seats)
        status = put_seats(operation, wanted->id, wanted->seats);
    if (status == PARVIS_OK && order->everywhere && order->given.room)
        status = rename_room(operation, sessions, present, order->room);
    return status;
}

static enum parvis_status change(struct operation *operation, const struct sessions *sessions,
                                 const struct store_room_session *present,
                                 const struct session_change *order)
{
    struct store_room_session wanted = *present;
    take(&wanted, order);
    bool moved = wanted.from_at != present->from_at || wanted.to_at != present->to_at;
    if (moved && !moves_freely(present->kind))
        return operation_refuse_key(operation, "settings.planned_from");
    if (order->given.seats && strcmp(present->kind, "demonstration") != 0)
        return operation_unknown(operation, "seats");
    return put(operation, sessions, present, &wanted, order);
}

static enum parvis_status run(struct operation *operation, void *data)
{
    const struct session_change *order = data;
    struct sessions sessions = {0};
    size_t index = 0;
    enum parvis_status status =
        store_room_sessions(operation->store, &sessions.rows, &sessions.count);
    while (index < sessions.count && sessions.rows[index].id != order->session)
        index++;
    if (status == PARVIS_OK)
        status = index == sessions.count
                     ? PARVIS_NOT_FOUND
                     : change(operation, &sessions, &sessions.rows[index], order);
    free(sessions.rows);
    return status;
}

const struct operation_form session_change_form = {.action = "settings.session",
                                                   .kind = "session",
                                                   .size = sizeof(struct session_change),
                                                   .run = run};
