/* SPDX-License-Identifier: EUPL-1.2 */
/* Words, requests, contacts, outcomes, leads. */
#include "store_talk.h"

#include <stdio.h>

#include "store_rows.h"
#include "store_statement.h"

/* ---- words ---- */

static enum parvis_status find_word(struct store *store, int64_t meeting, bool by_company,
                                    const char *kind, int64_t *ret_id)
{
    sqlite3_stmt *row = store_statement(store, "SELECT id FROM word WHERE meeting_id = :meeting"
                                               " AND by_company = :company AND kind = :kind");
    store_bind_integer(row, ":meeting", meeting);
    store_bind_integer(row, ":company", by_company);
    store_bind_text(row, ":kind", kind);
    return store_step_integer(store, row, ret_id);
}

enum parvis_status store_word_put(struct store *store, const struct store_word *word,
                                  struct store_change_list *changes)
{
    int64_t id = 0;
    sqlite3_stmt *row = store_statement(
        store, "INSERT INTO word (meeting_id, by_company, person_id, kind, minutes, at)"
               " VALUES (:meeting, :company, :person, :kind, nullif(:minutes, 0), :at)"
               " ON CONFLICT (meeting_id, by_company, kind) DO UPDATE SET"
               " person_id = excluded.person_id, minutes = excluded.minutes, at = excluded.at");
    store_bind_integer(row, ":meeting", word->meeting);
    store_bind_integer(row, ":company", word->by_company);
    store_bind_integer(row, ":person", word->person);
    store_bind_text(row, ":kind", word->kind);
    store_bind_integer(row, ":minutes", word->minutes);
    store_bind_integer(row, ":at", word->at);
    enum parvis_status status = store_run(store, row);
    if (status == PARVIS_OK)
        /* An update gives no id: SQLite's last row id is an insertion's alone. */
        status = find_word(store, word->meeting, word->by_company, word->kind, &id);
    return status == PARVIS_OK ? store_record(store, "word", id, changes) : status;
}

static enum parvis_status delete_word(struct store *store, int64_t id,
                                      struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(store, "DELETE FROM word WHERE id = :id");
    store_bind_integer(row, ":id", id);
    return store_write(store, row, "word", id, changes);
}

enum parvis_status store_word_take_back(struct store *store, int64_t meeting, bool by_company,
                                        const char *kind, struct store_change_list *changes)
{
    int64_t id = 0;
    enum parvis_status status = find_word(store, meeting, by_company, kind, &id);
    /* Said twice, or taken back before: nothing to do. */
    if (status == PARVIS_NOT_FOUND)
        return PARVIS_OK;
    return status == PARVIS_OK ? delete_word(store, id, changes) : status;
}

enum parvis_status store_words_delete(struct store *store, int64_t meeting,
                                      struct store_change_list *changes)
{
    for (;;) {
        int64_t id = 0;
        sqlite3_stmt *row =
            store_statement(store, "SELECT id FROM word WHERE meeting_id = :meeting LIMIT 1");
        store_bind_integer(row, ":meeting", meeting);
        enum parvis_status status = store_step_integer(store, row, &id);
        if (status == PARVIS_NOT_FOUND)
            return PARVIS_OK;
        if (status == PARVIS_OK)
            status = delete_word(store, id, changes);
        if (status != PARVIS_OK)
            return status;
    }
}

/* ---- requests ---- */

enum parvis_status store_request_add(struct store *store, const struct store_request *request,
                                     struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(
        store, "INSERT INTO request (buyer_id, company_id, slot_id, by_company, person_id, must,"
               " state, made_at, lapses_at, state_at) VALUES (:buyer, :company, :slot, :by_company,"
               " :person, :must, 'open', :made, :lapses, :made)");
    store_bind_integer(row, ":buyer", request->buyer);
    store_bind_integer(row, ":company", request->company);
    store_bind_integer(row, ":slot", request->slot);
    store_bind_integer(row, ":by_company", request->by_company);
    store_bind_integer(row, ":person", request->person);
    store_bind_integer(row, ":must", request->must);
    store_bind_integer(row, ":made", request->made_at);
    store_bind_integer(row, ":lapses", request->lapses_at);
    enum parvis_status status = store_run(store, row);
    return status == PARVIS_OK ? store_record(store, "request", store_last_rowid(store), changes)
                               : status;
}

enum parvis_status store_request_get(struct store *store, int64_t id,
                                     struct store_request *ret_request)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT id, buyer_id, company_id, slot_id, by_company, person_id, must, state,"
               " made_at, lapses_at, state_at FROM request WHERE id = :id");
    store_bind_integer(row, ":id", id);
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status;
    *ret_request = (struct store_request){.id = sqlite3_column_int64(row, 0),
                                          .buyer = sqlite3_column_int64(row, 1),
                                          .company = sqlite3_column_int64(row, 2),
                                          .slot = sqlite3_column_int64(row, 3),
                                          .by_company = sqlite3_column_int(row, 4) != 0,
                                          .person = sqlite3_column_int64(row, 5),
                                          .must = sqlite3_column_int(row, 6) != 0,
                                          .made_at = sqlite3_column_int64(row, 8),
                                          .lapses_at = sqlite3_column_int64(row, 9),
                                          .state_at = sqlite3_column_int64(row, 10)};
    ret_request->state = REQUEST_LAPSED; /* the table's CHECK lets no other word in */
    (void)request_state_parse(store_column_text(row, 7), &ret_request->state);
    sqlite3_reset(row);
    return PARVIS_OK;
}

enum parvis_status store_request_end(struct store *store, int64_t id, enum request_state state,
                                     int64_t at, struct store_change_list *changes)
{
    sqlite3_stmt *row =
        store_statement(store, "UPDATE request SET state = :state, state_at = :at WHERE id = :id");
    store_bind_text(row, ":state", request_state_name(state));
    store_bind_integer(row, ":at", at);
    store_bind_integer(row, ":id", id);
    return store_write(store, row, "request", id, changes);
}

enum parvis_status store_requests_open(struct store *store, int64_t person, int64_t *ret_count)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT count(*) FROM request WHERE person_id = :person AND state = 'open'");
    store_bind_integer(row, ":person", person);
    return store_step_integer(store, row, ret_count);
}

enum parvis_status store_requests_lapse(struct store *store, int64_t now,
                                        struct store_change_list *changes, size_t *ret_count)
{
    size_t count = 0;
    for (;;) {
        int64_t id = 0;
        sqlite3_stmt *row = store_statement(
            store, "SELECT id FROM request WHERE state = 'open' AND lapses_at <= :now LIMIT 1");
        store_bind_integer(row, ":now", now);
        enum parvis_status status = store_step_integer(store, row, &id);
        if (status == PARVIS_NOT_FOUND)
            break;
        if (status == PARVIS_OK)
            status = store_request_end(store, id, REQUEST_LAPSED, now, changes);
        if (status != PARVIS_OK)
            return status;
        count++;
    }
    *ret_count = count;
    return PARVIS_OK;
}

/* ---- contacts and outcomes ---- */

enum parvis_status store_contact_put(struct store *store, int64_t meeting, int64_t person,
                                     bool given, int64_t at, struct store_change_list *changes)
{
    int64_t id = 0;
    sqlite3_stmt *row = store_statement(
        store, given ? "INSERT INTO contact (meeting_id, person_id, given_at)"
                       " VALUES (:meeting, :person, :at) ON CONFLICT (meeting_id, person_id)"
                       " DO UPDATE SET given_at = excluded.given_at, taken_back_at = NULL"
                     : "UPDATE contact SET taken_back_at = :at WHERE meeting_id = :meeting"
                       " AND person_id = :person AND taken_back_at IS NULL");
    store_bind_integer(row, ":meeting", meeting);
    store_bind_integer(row, ":person", person);
    store_bind_integer(row, ":at", at);
    enum parvis_status status = store_run(store, row);
    if (status != PARVIS_OK || store_rows_changed(store) == 0)
        return status;
    row = store_statement(
        store, "SELECT id FROM contact WHERE meeting_id = :meeting AND person_id = :person");
    store_bind_integer(row, ":meeting", meeting);
    store_bind_integer(row, ":person", person);
    status = store_step_integer(store, row, &id);
    return status == PARVIS_OK ? store_record(store, "contact", id, changes) : status;
}

enum parvis_status store_outcome_put(struct store *store, int64_t meeting, bool by_company,
                                     int64_t useful, const char *follow_up, int64_t at,
                                     struct store_change_list *changes)
{
    int64_t id = 0;
    sqlite3_stmt *row = store_statement(
        store, "INSERT INTO outcome (meeting_id, by_company, useful, follow_up, at)"
               " VALUES (:meeting, :company, :useful, :follow_up, :at)"
               " ON CONFLICT (meeting_id, by_company) DO UPDATE SET useful = excluded.useful,"
               " follow_up = excluded.follow_up, at = excluded.at");
    store_bind_integer(row, ":meeting", meeting);
    store_bind_integer(row, ":company", by_company);
    store_bind_integer(row, ":useful", useful);
    store_bind_text(row, ":follow_up", follow_up);
    store_bind_integer(row, ":at", at);
    enum parvis_status status = store_run(store, row);
    if (status != PARVIS_OK)
        return status;
    row = store_statement(
        store, "SELECT id FROM outcome WHERE meeting_id = :meeting AND by_company = :company");
    store_bind_integer(row, ":meeting", meeting);
    store_bind_integer(row, ":company", by_company);
    status = store_step_integer(store, row, &id);
    return status == PARVIS_OK ? store_record(store, "outcome", id, changes) : status;
}

/* ---- leads ---- */

enum parvis_status store_lead_add(struct store *store, int64_t company, int64_t person,
                                  int64_t by_person, int64_t at, struct store_change_list *changes,
                                  int64_t *ret_id)
{
    int64_t id = 0;
    sqlite3_stmt *row =
        store_statement(store, "INSERT INTO lead (company_id, person_id, by_person, at)"
                               " VALUES (:company, :person, :by, :at)"
                               " ON CONFLICT (company_id, person_id) DO NOTHING");
    store_bind_integer(row, ":company", company);
    store_bind_integer(row, ":person", person);
    store_bind_integer(row, ":by", by_person);
    store_bind_integer(row, ":at", at);
    enum parvis_status status = store_run(store, row);
    bool added = store_rows_changed(store) > 0;
    if (status != PARVIS_OK)
        return status;
    row = store_statement(
        store, "SELECT id FROM lead WHERE company_id = :company AND person_id = :person");
    store_bind_integer(row, ":company", company);
    store_bind_integer(row, ":person", person);
    status = store_step_integer(store, row, &id);
    if (status == PARVIS_OK && added)
        status = store_record(store, "lead", id, changes);
    if (status == PARVIS_OK)
        *ret_id = id;
    return status;
}

enum parvis_status store_lead_note(struct store *store, int64_t id, int64_t company,
                                   int64_t interest, const char *note,
                                   struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(store, "UPDATE lead SET interest = :interest, note = :note"
                                               " WHERE id = :id AND company_id = :company");
    store_bind_integer(row, ":interest", interest);
    store_bind_text(row, ":note", note);
    store_bind_integer(row, ":id", id);
    store_bind_integer(row, ":company", company);
    return store_update(store, row, "lead", id, changes);
}
