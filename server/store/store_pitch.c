/* SPDX-License-Identifier: EUPL-1.2 */
/* The running order's statements. */
#include <stdio.h>

#include "store_day.h"
#include "store_rows.h"
#include "store_statement.h"

static void read_pitch(sqlite3_stmt *row, void *target)
{
    struct store_pitch *pitch = target;
    pitch->id = sqlite3_column_int64(row, 0);
    pitch->company = sqlite3_column_int64(row, 1);
    pitch->session = sqlite3_column_int64(row, 2);
    pitch->position = sqlite3_column_int64(row, 3);
    pitch->state = PITCH_SKIPPED; /* the table's CHECK lets no other word in */
    (void)pitch_state_parse(store_column_text(row, 4), &pitch->state);
    pitch->planned_from_at = sqlite3_column_int64(row, 5);
    pitch->planned_to_at = sqlite3_column_int64(row, 6);
    pitch->projected_from_at = sqlite3_column_int64(row, 7);
    pitch->projected_to_at = sqlite3_column_int64(row, 8);
    pitch->started_at = sqlite3_column_int64(row, 9);
    pitch->questions_at = sqlite3_column_int64(row, 10);
    pitch->ended_at = sqlite3_column_int64(row, 11);
    pitch->pitch_ms = sqlite3_column_int64(row, 12);
    pitch->questions_ms = sqlite3_column_int64(row, 13);
    pitch->paused_at = sqlite3_column_int64(row, 14);
}

enum parvis_status store_pitches(struct store *store, struct store_pitch **ret_rows,
                                 size_t *ret_count)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT id, company_id, session_id, position, state, planned_from_at,"
               " planned_to_at, projected_from_at, projected_to_at, started_at, questions_at,"
               " ended_at, pitch_ms, questions_ms, paused_at FROM pitch ORDER BY position, id");
    return store_rows(store, row, sizeof **ret_rows, read_pitch, (void **)ret_rows, ret_count);
}

static void bind_pitch(sqlite3_stmt *row, const struct store_pitch *pitch)
{
    store_bind_integer(row, ":company", pitch->company);
    store_bind_integer(row, ":session", pitch->session);
    store_bind_integer(row, ":position", pitch->position);
    store_bind_text(row, ":state", pitch_state_name(pitch->state));
    store_bind_integer(row, ":planned_from_at", pitch->planned_from_at);
    store_bind_integer(row, ":planned_to_at", pitch->planned_to_at);
    store_bind_integer(row, ":projected_from_at", pitch->projected_from_at);
    store_bind_integer(row, ":projected_to_at", pitch->projected_to_at);
    store_bind_integer(row, ":started_at", pitch->started_at);
    store_bind_integer(row, ":questions_at", pitch->questions_at);
    store_bind_integer(row, ":ended_at", pitch->ended_at);
    store_bind_integer(row, ":pitch_ms", pitch->pitch_ms);
    store_bind_integer(row, ":questions_ms", pitch->questions_ms);
    store_bind_integer(row, ":paused_at", pitch->paused_at);
}

enum parvis_status store_pitch_put(struct store *store, struct store_pitch *pitch,
                                   struct store_change_list *changes)
{
    sqlite3_stmt *row;
    if (pitch->id) {
        row = store_statement(
            store, "UPDATE pitch SET company_id = :company, session_id = :session,"
                   " position = :position, state = :state, planned_from_at = :planned_from_at,"
                   " planned_to_at = :planned_to_at, projected_from_at = :projected_from_at,"
                   " projected_to_at = :projected_to_at, started_at = nullif(:started_at, 0),"
                   " questions_at = nullif(:questions_at, 0), ended_at = nullif(:ended_at, 0),"
                   " pitch_ms = :pitch_ms, questions_ms = :questions_ms,"
                   " paused_at = nullif(:paused_at, 0) WHERE id = :id");
        store_bind_integer(row, ":id", pitch->id);
    } else {
        row = store_statement(
            store,
            "INSERT INTO pitch (company_id, session_id, position, state, planned_from_at,"
            " planned_to_at, projected_from_at, projected_to_at, started_at, questions_at,"
            " ended_at, pitch_ms, questions_ms, paused_at) VALUES (:company, :session, :position,"
            " :state, :planned_from_at, :planned_to_at, :projected_from_at,"
            " :projected_to_at, nullif(:started_at, 0), nullif(:questions_at, 0),"
            " nullif(:ended_at, 0), :pitch_ms, :questions_ms, nullif(:paused_at, 0))");
    }
    bind_pitch(row, pitch);
    enum parvis_status status = store_run(store, row);
    if (status != PARVIS_OK)
        return status;
    if (!pitch->id)
        pitch->id = store_last_rowid(store);
    return store_record(store, "pitch", pitch->id, changes);
}

enum parvis_status store_pitch_delete(struct store *store, int64_t id,
                                      struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(store, "DELETE FROM pitch WHERE id = :id");
    store_bind_integer(row, ":id", id);
    return store_write(store, row, "pitch", id, changes);
}

enum parvis_status store_pitches_publish(struct store *store)
{
    return store_run(store, store_statement(store, "UPDATE edition SET pitches_published = 1"));
}
