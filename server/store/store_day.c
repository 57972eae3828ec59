/* SPDX-License-Identifier: EUPL-1.2 */
/* The programme's statements: what the rules of the day read, and the stands. */
#include "store_day.h"

#include <stdio.h>

#include "store_rows.h"
#include "store_statement.h"

static void read_session(sqlite3_stmt *row, void *target)
{
    struct store_day_session *session = target;
    session->id = sqlite3_column_int64(row, 0);
    session->from_at = sqlite3_column_int64(row, 1);
    session->to_at = sqlite3_column_int64(row, 2);
    STORE_COPY(session->kind, row, 3);
    session->slots = sqlite3_column_int(row, 4);
    session->pitch_min = sqlite3_column_int(row, 5);
    session->questions_min = sqlite3_column_int(row, 6);
    session->changeover_min = sqlite3_column_int(row, 7);
    session->slot_min = sqlite3_column_int(row, 8);
    session->seats = sqlite3_column_int(row, 9);
}

enum parvis_status store_day_sessions(struct store *store, struct store_day_session **ret_rows,
                                      size_t *ret_count)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT id, from_at, to_at, kind, slots, pitch_min, questions_min,"
               " changeover_min, slot_min, seats FROM session ORDER BY from_at, id");
    return store_rows(store, row, sizeof **ret_rows, read_session, (void **)ret_rows, ret_count);
}

static void read_slot(sqlite3_stmt *row, void *target)
{
    *(struct store_day_slot *)target = (struct store_day_slot){
        sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1), sqlite3_column_int64(row, 2)};
}

enum parvis_status store_day_slots(struct store *store, struct store_day_slot **ret_rows,
                                   size_t *ret_count)
{
    sqlite3_stmt *row = store_statement(store, "SELECT id, from_at, to_at FROM slot ORDER BY id");
    return store_rows(store, row, sizeof **ret_rows, read_slot, (void **)ret_rows, ret_count);
}

static void read_kept(sqlite3_stmt *row, void *target)
{
    struct store_kept *kept = target;
    kept->id = sqlite3_column_int64(row, 0);
    STORE_COPY(kept->name, row, 1);
    STORE_COPY(kept->segment, row, 2);
    kept->pitches = sqlite3_column_int(row, 3) != 0;
    kept->wants_demonstration = sqlite3_column_int(row, 4) != 0;
    kept->wants_stand = sqlite3_column_int(row, 5) != 0;
    kept->need_screen = sqlite3_column_int(row, 6) != 0;
    kept->need_step_free = sqlite3_column_int(row, 7) != 0;
    kept->mark = sqlite3_column_int(row, 8);
    kept->need_amperes = sqlite3_column_int(row, 9);
    kept->arrives_at = sqlite3_column_int64(row, 10);
    kept->leaves_at = sqlite3_column_int64(row, 11);
    kept->not_before_at = sqlite3_column_int64(row, 12);
}

enum parvis_status store_kept_companies(struct store *store, struct store_kept **ret_rows,
                                        size_t *ret_count)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT organisation_id, name, segment, decision = 'pitch', wants_demonstration,"
               " wants_stand, need_screen, need_step_free, coalesce(mark, 0), need_amperes,"
               " arrives_at, leaves_at, pitch_not_before_at FROM application"
               " JOIN organisation ON id = organisation_id WHERE decision IS NOT NULL"
               " ORDER BY coalesce(mark, 0) DESC, folded");
    return store_rows(store, row, sizeof **ret_rows, read_kept, (void **)ret_rows, ret_count);
}

static void read_place(sqlite3_stmt *row, void *target)
{
    struct store_place *place = target;
    place->id = sqlite3_column_int64(row, 0);
    STORE_COPY(place->code, row, 1);
    STORE_COPY(place->zone, row, 2);
    place->x_cm = sqlite3_column_int64(row, 3);
    place->y_cm = sqlite3_column_int64(row, 4);
    place->amperes = sqlite3_column_int(row, 5);
    place->screen = sqlite3_column_int(row, 6) != 0;
    place->step_free = sqlite3_column_int(row, 7) != 0;
    place->company = sqlite3_column_int64(row, 8);
}

enum parvis_status store_places(struct store *store, struct store_place **ret_rows,
                                size_t *ret_count)
{
    sqlite3_stmt *row =
        /* By length first: A2 comes before A10. */
        store_statement(store, "SELECT id, code, zone, x_cm, y_cm, amperes, screen, step_free,"
                               " company_id FROM stand ORDER BY length(code), code");
    return store_rows(store, row, sizeof **ret_rows, read_place, (void **)ret_rows, ret_count);
}

enum parvis_status store_place_give(struct store *store, int64_t id, int64_t company,
                                    struct store_change_list *changes)
{
    sqlite3_stmt *row =
        store_statement(store, "UPDATE stand SET company_id = nullif(:company, 0) WHERE id = :id");
    store_bind_integer(row, ":id", id);
    store_bind_integer(row, ":company", company);
    return store_update(store, row, "stand", id, changes);
}

/* ---- demonstrations ---- */

static void read_demonstration(sqlite3_stmt *row, void *target)
{
    struct store_demonstration *demonstration = target;
    demonstration->id = sqlite3_column_int64(row, 0);
    demonstration->company = sqlite3_column_int64(row, 1);
    demonstration->session = sqlite3_column_int64(row, 2);
    demonstration->from_at = sqlite3_column_int64(row, 3);
    demonstration->to_at = sqlite3_column_int64(row, 4);
    demonstration->seats = sqlite3_column_int(row, 5);
}

enum parvis_status store_demonstrations(struct store *store, struct store_demonstration **ret_rows,
                                        size_t *ret_count)
{
    sqlite3_stmt *row = store_statement(store, "SELECT id, company_id, session_id, from_at, to_at,"
                                               " seats FROM demonstration ORDER BY from_at, id");
    return store_rows(store, row, sizeof **ret_rows, read_demonstration, (void **)ret_rows,
                      ret_count);
}

enum parvis_status store_demonstration_add(struct store *store,
                                           struct store_demonstration *demonstration,
                                           struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(
        store, "INSERT INTO demonstration (company_id, session_id, from_at, to_at, seats)"
               " VALUES (:company, :session, :from_at, :to_at, :seats)");
    store_bind_integer(row, ":company", demonstration->company);
    store_bind_integer(row, ":session", demonstration->session);
    store_bind_integer(row, ":from_at", demonstration->from_at);
    store_bind_integer(row, ":to_at", demonstration->to_at);
    store_bind_integer(row, ":seats", demonstration->seats);
    enum parvis_status status = store_run(store, row);
    if (status != PARVIS_OK)
        return status;
    demonstration->id = store_last_rowid(store);
    return store_record(store, "demonstration", demonstration->id, changes);
}

enum parvis_status store_demonstration_delete(struct store *store, int64_t id,
                                              struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(store, "DELETE FROM demonstration WHERE id = :id");
    store_bind_integer(row, ":id", id);
    return store_write(store, row, "demonstration", id, changes);
}

/* ---- notices ---- */

enum parvis_status store_notice_add(struct store *store, const char *fr, const char *en,
                                    const char *audience, int64_t until_at,
                                    struct store_change_list *changes, int64_t *ret_id)
{
    sqlite3_stmt *row =
        store_statement(store, "INSERT INTO notice (text_fr, text_en, until_at, audience)"
                               " VALUES (:fr, :en, :until_at, :audience)");
    store_bind_text(row, ":fr", fr);
    store_bind_text(row, ":en", en);
    store_bind_text(row, ":audience", audience);
    store_bind_integer(row, ":until_at", until_at);
    enum parvis_status status = store_run(store, row);
    if (status != PARVIS_OK)
        return status;
    *ret_id = store_last_rowid(store);
    return store_record(store, "notice", *ret_id, changes);
}

enum parvis_status store_notice_delete(struct store *store, int64_t id,
                                       struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(store, "DELETE FROM notice WHERE id = :id");
    store_bind_integer(row, ":id", id);
    return store_update(store, row, "notice", id, changes);
}
