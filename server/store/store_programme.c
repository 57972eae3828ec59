/* SPDX-License-Identifier: EUPL-1.2 */
/* Writes the edition, its sessions and its slots. Sessions and slots are few: each list is read
 * whole, matched in memory, and written in two steps, so that rows can exchange times without two
 * rows having the same time in between. */
#include "store_programme.h"

#include <stdlib.h>
#include <string.h>

#include "parvis/clock.h"
#include "parvis/limits.h"
#include "store_statement.h"
#include "store_talk.h"

static void bind_edition(sqlite3_stmt *write, const struct store_edition *edition)
{
    store_bind_text(write, ":name", edition->name);
    store_bind_text(write, ":date", edition->date);
    store_bind_text(write, ":timezone", edition->timezone);
    store_bind_integer(write, ":opens_at", edition->opens_at);
    store_bind_integer(write, ":closes_at", edition->closes_at);
    store_bind_integer(write, ":doors_min", edition->doors_min);
    store_bind_text(write, ":venue", edition->venue);
    store_bind_text(write, ":languages", edition->languages);
    store_bind_text(write, ":region", edition->region);
    store_bind_integer(write, ":pitches", edition->pitches);
    store_bind_integer(write, ":kept_min", edition->kept_min);
    store_bind_integer(write, ":kept_max", edition->kept_max);
    store_bind_integer(write, ":slot_min", edition->slot_min);
    store_bind_integer(write, ":gap_min", edition->gap_min);
    store_bind_integer(write, ":call_min", edition->call_min);
    store_bind_integer(write, ":annul_min", edition->annul_min);
}

#define EDITION_COLUMNS                                                                            \
    "name, date, timezone, opens_at, closes_at, doors_min, venue, languages, region, pitches,"     \
    " kept_min, kept_max, slot_min, gap_min, call_min, annul_min"
#define EDITION_VALUES                                                                             \
    ":name, :date, :timezone, :opens_at, :closes_at, :doors_min, :venue, :languages, :region,"     \
    " :pitches, :kept_min, :kept_max, :slot_min, :gap_min, :call_min, :annul_min"

enum parvis_status store_edition_put(struct store *store, const struct store_edition *edition,
                                     bool create, struct store_change_list *changes,
                                     enum store_outcome *ret_outcome)
{
    enum store_outcome outcome = STORE_ADDED;
    sqlite3_stmt *write =
        create
            ? store_statement(store, "INSERT INTO edition (id, public_key, tag, " EDITION_COLUMNS
                                     ") VALUES (1, :public_key, :tag, " EDITION_VALUES ")")
            : store_statement(store, "UPDATE edition SET (" EDITION_COLUMNS ") = (" EDITION_VALUES
                                     ") WHERE id = 1 AND (" EDITION_COLUMNS
                                     ") IS NOT (" EDITION_VALUES ")");
    bind_edition(write, edition);
    if (create) {
        store_bind_blob(write, ":public_key", edition->public_key, sizeof edition->public_key);
        store_bind_integer(write, ":tag", edition->tag);
    }
    enum parvis_status status = store_run(store, write);
    if (!create)
        outcome = store_rows_changed(store) > 0 ? STORE_CHANGED : STORE_UNCHANGED;
    if (status == PARVIS_OK && outcome != STORE_UNCHANGED)
        status = store_record(store, "edition", 1, changes);
    if (status == PARVIS_OK)
        *ret_outcome = outcome;
    return status;
}

/* ---- sessions ---- */

/* A session that is in the database. */
struct stored_session {
    int64_t id, from_at;
    char *kind, *room; /* owned */
    bool held;         /* pitches or demonstrations refer to it */
    bool used;         /* matched with a session of the programme */
};

struct stored_sessions {
    struct stored_session *items; /* owned */
    size_t count;
};

static void clear_sessions(struct stored_sessions *stored)
{
    for (size_t i = 0; i < stored->count; i++) {
        free(stored->items[i].kind);
        free(stored->items[i].room);
    }
    free(stored->items);
}

static enum parvis_status append_session(struct stored_sessions *stored, sqlite3_stmt *row)
{
    struct stored_session *items =
        realloc(stored->items, (stored->count + 1) * sizeof *stored->items);
    if (!items)
        return PARVIS_NO_MEMORY;
    stored->items = items;
    struct stored_session *item = &items[stored->count++];
    *item = (struct stored_session){
        .id = sqlite3_column_int64(row, 0),
        .kind = strdup(store_column_text(row, 1)),
        .room = strdup(store_column_text(row, 2)),
        .from_at = sqlite3_column_int64(row, 3),
        .held = sqlite3_column_int(row, 4) != 0,
    };
    return item->kind && item->room ? PARVIS_OK : PARVIS_NO_MEMORY;
}

static enum parvis_status read_sessions(struct store *store, struct stored_sessions *stored)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT id, kind, room, from_at, id IN (SELECT session_id FROM pitch)"
               " OR id IN (SELECT session_id FROM demonstration) FROM session ORDER BY from_at");
    enum parvis_status status;
    while ((status = store_step(store, row)) == PARVIS_OK) {
        status = append_session(stored, row);
        if (status != PARVIS_OK) {
            sqlite3_reset(row);
            return status;
        }
    }
    return status == PARVIS_NOT_FOUND ? PARVIS_OK : status;
}

/* The stored session that `session` is; `exact`: at the same time too. */
static struct stored_session *match_session(const struct stored_sessions *stored,
                                            const struct store_session *session, bool exact)
{
    for (size_t i = 0; i < stored->count; i++) {
        struct stored_session *item = &stored->items[i];
        if (!item->used && strcmp(item->kind, session->kind) == 0 &&
            strcmp(item->room, session->room) == 0 &&
            (!exact || item->from_at == session->from_at)) {
            item->used = true;
            return item;
        }
    }
    return NULL;
}

static void bind_optional(sqlite3_stmt *write, const char *name, int64_t value)
{
    if (value >= 0)
        store_bind_integer(write, name, value);
    else
        store_bind_null(write, name);
}

#define SESSION_COLUMNS                                                                            \
    "kind, room, from_at, to_at, title, slots, pitch_min, questions_min, changeover_min,"          \
    " slot_min, seats"
#define SESSION_VALUES                                                                             \
    ":kind, :room, :from_at, :to_at, :title, :slots, :pitch_min, :questions_min,"                  \
    " :changeover_min, :slot_min, :seats"

static enum parvis_status put_session(struct store *store, const struct store_session *session,
                                      int64_t id, bool moved, struct store_change_list *changes,
                                      struct store_tally *tally)
{
    sqlite3_stmt *write =
        id ? store_statement(store, "UPDATE session SET (" SESSION_COLUMNS ") = (" SESSION_VALUES
                                    ") WHERE id = :id AND (" SESSION_COLUMNS
                                    ") IS NOT (" SESSION_VALUES ")")
           : store_statement(store, "INSERT INTO session (" SESSION_COLUMNS
                                    ") VALUES (" SESSION_VALUES ")");
    if (id)
        store_bind_integer(write, ":id", id);
    store_bind_text(write, ":kind", session->kind);
    store_bind_text(write, ":room", session->room);
    store_bind_integer(write, ":from_at", session->from_at);
    store_bind_integer(write, ":to_at", session->to_at);
    store_bind_text(write, ":title", session->title);
    bind_optional(write, ":slots", session->slots);
    bind_optional(write, ":pitch_min", session->pitch_min);
    bind_optional(write, ":questions_min", session->questions_min);
    bind_optional(write, ":changeover_min", session->changeover_min);
    bind_optional(write, ":slot_min", session->slot_min);
    bind_optional(write, ":seats", session->seats);
    enum parvis_status status = store_run(store, write);
    if (status != PARVIS_OK)
        return status;
    bool changed = moved || store_rows_changed(store) > 0;
    *(id == 0 ? &tally->added : changed ? &tally->changed : &tally->unchanged) += 1;
    return id && !changed
               ? PARVIS_OK
               : store_record(store, "session", id ? id : store_last_rowid(store), changes);
}

static enum parvis_status drop_sessions(struct store *store, const struct stored_sessions *stored,
                                        struct store_change_list *changes,
                                        struct store_tally *tally)
{
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < stored->count && status == PARVIS_OK; i++) {
        const struct stored_session *item = &stored->items[i];
        if (item->used)
            continue;
        if (item->held) {
            tally->kept++;
            continue;
        }
        sqlite3_stmt *write = store_statement(store, "DELETE FROM session WHERE id = :id");
        store_bind_integer(write, ":id", item->id);
        status = store_run(store, write);
        if (status == PARVIS_OK)
            status = store_record(store, "session", item->id, changes);
        tally->gone++;
    }
    return status;
}

/* Sets a row that will change its time aside, before the first millisecond of 1970. */
static enum parvis_status set_aside(struct store *store, const char *sql, int64_t id)
{
    sqlite3_stmt *write = store_statement(store, sql);
    store_bind_integer(write, ":id", id);
    return store_run(store, write);
}

/* Fills `ids` with each session's row, 0 for a new one. */
static enum parvis_status match_sessions(struct store *store, struct stored_sessions *stored,
                                         const struct store_session *sessions, size_t count,
                                         int64_t *ids, bool *moved)
{
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < count; i++) {
        struct stored_session *item = match_session(stored, &sessions[i], true);
        ids[i] = item ? item->id : 0;
    }
    for (size_t i = 0; i < count && status == PARVIS_OK; i++) {
        struct stored_session *item = ids[i] ? NULL : match_session(stored, &sessions[i], false);
        if (!item)
            continue;
        ids[i] = item->id;
        moved[i] = true;
        status = set_aside(store, "UPDATE session SET from_at = -id WHERE id = :id", item->id);
    }
    return status;
}

enum parvis_status store_sessions_put(struct store *store, const struct store_session *sessions,
                                      size_t count, struct store_change_list *changes,
                                      struct store_tally *tally)
{
    struct stored_sessions stored = {0};
    int64_t *ids = calloc(count + 1, sizeof *ids);
    bool *moved = calloc(count + 1, sizeof *moved);
    enum parvis_status status = ids && moved ? PARVIS_OK : PARVIS_NO_MEMORY;
    if (status == PARVIS_OK)
        status = read_sessions(store, &stored);
    if (status == PARVIS_OK)
        status = match_sessions(store, &stored, sessions, count, ids, moved);
    if (status == PARVIS_OK)
        status = drop_sessions(store, &stored, changes, tally);
    for (size_t i = 0; i < count && status == PARVIS_OK; i++)
        status = put_session(store, &sessions[i], ids[i], moved[i], changes, tally);
    clear_sessions(&stored);
    free(ids);
    free(moved);
    return status;
}

/* ---- slots ---- */

enum parvis_status store_slots_count(struct store *store, size_t *ret_count)
{
    int64_t count = 0;
    enum parvis_status status =
        store_step_integer(store, store_statement(store, "SELECT count(*) FROM slot"), &count);
    if (status == PARVIS_OK)
        *ret_count = (size_t)count;
    return status;
}

/* The next row that `find` gives for the slots from :count on. PARVIS_NOT_FOUND: there is none. */
static enum parvis_status find_in_slots(struct store *store, const char *find, size_t count,
                                        int64_t *ret_id)
{
    sqlite3_stmt *row = store_statement(store, find);
    store_bind_integer(row, ":count", (int64_t)count);
    return store_step_integer(store, row, ret_id);
}

/* Rows that name a slot without needing it get the last slot that stays: `find` gives the next such
 * row of the slots from :count on, `move` puts row :id into slot :last. */
static enum parvis_status move_out(struct store *store, const char *kind, const char *find,
                                   const char *move, size_t count,
                                   struct store_change_list *changes)
{
    int64_t id = 0;
    enum parvis_status status;
    while ((status = find_in_slots(store, find, count, &id)) == PARVIS_OK) {
        sqlite3_stmt *row = store_statement(store, move);
        store_bind_integer(row, ":id", id);
        store_bind_integer(row, ":last", (int64_t)count - 1);
        status = store_run(store, row);
        if (status == PARVIS_OK)
            status = store_record(store, kind, id, changes);
        if (status != PARVIS_OK)
            break;
    }
    return status == PARVIS_NOT_FOUND ? PARVIS_OK : status;
}

/* Before the slots from `count` on go: meetings that were called off and requests, which hold no
 * slot, leave them. A request that is still open asks for a time that is no more: it lapses. */
static enum parvis_status empty_slots(struct store *store, size_t count,
                                      struct store_change_list *changes)
{
    int64_t id = 0;
    enum parvis_status status = PARVIS_OK;
    while (status == PARVIS_OK &&
           (status = find_in_slots(
                store, "SELECT id FROM request WHERE slot_id >= :count AND state = 'open' LIMIT 1",
                count, &id)) == PARVIS_OK)
        status = store_request_end(store, id, REQUEST_LAPSED, clock_event_ms(), changes);
    if (status == PARVIS_NOT_FOUND)
        status =
            move_out(store, "request", "SELECT id FROM request WHERE slot_id >= :count LIMIT 1",
                     "UPDATE request SET slot_id = :last WHERE id = :id", count, changes);
    if (status == PARVIS_OK)
        status = move_out(
            store, "meeting",
            "SELECT id FROM meeting WHERE slot_id >= :count AND state = 'cancelled' LIMIT 1",
            "UPDATE meeting SET slot_id = :last WHERE id = :id", count, changes);
    return status;
}

/* Takes away the slots from `count` on; *ret_before: how many there were. */
static enum parvis_status drop_slots(struct store *store, size_t count,
                                     struct store_change_list *changes, struct store_tally *tally,
                                     size_t *ret_before)
{
    size_t before = 0;
    enum parvis_status status = store_slots_count(store, &before);
    if (status == PARVIS_OK && count > 0 && count < before)
        status = empty_slots(store, count, changes);
    for (size_t id = count; id < before && status == PARVIS_OK; id++) {
        sqlite3_stmt *row =
            store_statement(store, "DELETE FROM slot WHERE id = :id"); /* a meeting may hold it */
        store_bind_integer(row, ":id", (int64_t)id);
        status = store_run(store, row);
        if (status == PARVIS_OK)
            status = store_record(store, "slot", (int64_t)id, changes);
        tally->gone++;
    }
    *ret_before = before;
    return status;
}

static enum parvis_status slot_is(struct store *store, int64_t id, const struct store_slot *slot,
                                  bool *ret_same)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT from_at = :from_at AND to_at = :to_at FROM slot WHERE id = :id");
    store_bind_integer(row, ":id", id);
    store_bind_integer(row, ":from_at", slot->from_at);
    store_bind_integer(row, ":to_at", slot->to_at);
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status;
    *ret_same = sqlite3_column_int(row, 0) != 0;
    sqlite3_reset(row);
    return PARVIS_OK;
}

static enum parvis_status put_slot(struct store *store, int64_t id, const struct store_slot *slot,
                                   struct store_change_list *changes)
{
    sqlite3_stmt *write =
        store_statement(store, "INSERT INTO slot (id, from_at, to_at) VALUES (:id, :from_at,"
                               " :to_at) ON CONFLICT (id) DO UPDATE SET"
                               " from_at = excluded.from_at, to_at = excluded.to_at");
    store_bind_integer(write, ":id", id);
    store_bind_integer(write, ":from_at", slot->from_at);
    store_bind_integer(write, ":to_at", slot->to_at);
    return store_write(store, write, "slot", id, changes);
}

enum parvis_status store_slots_put(struct store *store, const struct store_slot *slots,
                                   size_t count, struct store_change_list *changes,
                                   struct store_tally *tally)
{
    size_t before = 0;
    if (count > SLOTS_MAX)
        return PARVIS_INVALID;
    bool *same = calloc(count + 1, sizeof *same);
    enum parvis_status status =
        same ? drop_slots(store, count, changes, tally, &before) : PARVIS_NO_MEMORY;
    for (size_t i = 0; i < count && i < before && status == PARVIS_OK; i++) {
        status = slot_is(store, (int64_t)i, &slots[i], &same[i]);
        if (status == PARVIS_OK && !same[i])
            status =
                set_aside(store, "UPDATE slot SET from_at = -1 - id WHERE id = :id", (int64_t)i);
    }
    for (size_t i = 0; i < count && status == PARVIS_OK; i++) {
        *(same[i] ? &tally->unchanged : i < before ? &tally->changed : &tally->added) += 1;
        if (!same[i])
            status = put_slot(store, (int64_t)i, &slots[i], changes);
    }
    free(same);
    return status;
}

enum parvis_status store_plan_exists(struct store *store, bool *ret_exists)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT EXISTS (SELECT 1 FROM pitch) OR EXISTS (SELECT 1 FROM meeting)");
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status;
    *ret_exists = sqlite3_column_int(row, 0) != 0;
    sqlite3_reset(row);
    return PARVIS_OK;
}
