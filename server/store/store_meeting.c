/* SPDX-License-Identifier: EUPL-1.2 */
/* The meetings' statements. */
#include "store_meeting.h"

#include <stdio.h>

#include "store_rows.h"
#include "store_statement.h"
#include "store_talk.h"

static void read_meeting(sqlite3_stmt *row, void *target)
{
    struct store_meeting *meeting = target;
    meeting->id = sqlite3_column_int64(row, 0);
    meeting->buyer = sqlite3_column_int64(row, 1);
    meeting->company = sqlite3_column_int64(row, 2);
    meeting->slot = sqlite3_column_int64(row, 3);
    meeting->weight = sqlite3_column_int64(row, 4);
    STORE_COPY(meeting->place, row, 5);
    meeting->state = MEETING_CANCELLED; /* the table's CHECK lets no other word in */
    (void)meeting_state_parse(store_column_text(row, 6), &meeting->state);
    meeting->state_at = sqlite3_column_int64(row, 7);
    meeting->locked = sqlite3_column_int(row, 8) != 0;
}

#define MEETING_COLUMNS "id, buyer_id, company_id, slot_id, weight, place, state, state_at, locked"

enum parvis_status store_meetings(struct store *store, struct store_meeting **ret_rows,
                                  size_t *ret_count)
{
    sqlite3_stmt *row =
        store_statement(store, "SELECT " MEETING_COLUMNS " FROM meeting ORDER BY slot_id, id");
    return store_rows(store, row, sizeof **ret_rows, read_meeting, (void **)ret_rows, ret_count);
}

enum parvis_status store_meeting_get(struct store *store, int64_t id,
                                     struct store_meeting *ret_meeting)
{
    sqlite3_stmt *row =
        store_statement(store, "SELECT " MEETING_COLUMNS " FROM meeting WHERE id = :id");
    store_bind_integer(row, ":id", id);
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status;
    read_meeting(row, ret_meeting);
    sqlite3_reset(row);
    return PARVIS_OK;
}

static void bind_meeting(sqlite3_stmt *row, const struct store_meeting *meeting)
{
    store_bind_integer(row, ":buyer", meeting->buyer);
    store_bind_integer(row, ":company", meeting->company);
    store_bind_integer(row, ":slot", meeting->slot);
    store_bind_integer(row, ":weight", meeting->weight);
    store_bind_text(row, ":place", meeting->place);
    store_bind_text(row, ":state", meeting_state_name(meeting->state));
    store_bind_integer(row, ":state_at", meeting->state_at);
    store_bind_integer(row, ":locked", meeting->locked);
}

/* Under its own number: the trail, guests' words and calendars know the meeting by it, and it may
 * have been deleted since. */
enum parvis_status store_meeting_restore(struct store *store, const struct store_meeting *meeting,
                                         struct store_change_list *changes)
{
    sqlite3_stmt *row = store_statement(
        store, "INSERT INTO meeting (id, buyer_id, company_id, slot_id, weight, place, state,"
               " state_at, locked) VALUES (:id, :buyer, :company, :slot, :weight, :place, :state,"
               " :state_at, :locked) ON CONFLICT (id) DO UPDATE SET"
               " buyer_id = :buyer, company_id = :company, slot_id = :slot, weight = :weight, "
               "place = :place, state = :state, state_at = :state_at,"
               " locked = :locked");
    bind_meeting(row, meeting);
    store_bind_integer(row, ":id", meeting->id);
    return store_write(store, row, "meeting", meeting->id, changes);
}

enum parvis_status store_meeting_put(struct store *store, struct store_meeting *meeting,
                                     struct store_change_list *changes)
{
    sqlite3_stmt *row;
    if (meeting->id) {
        row = store_statement(store, "UPDATE meeting SET buyer_id = :buyer, company_id = :company,"
                                     " slot_id = :slot, weight = :weight, place = :place,"
                                     " state = :state, state_at = :state_at, locked = :locked"
                                     " WHERE id = :id");
        store_bind_integer(row, ":id", meeting->id);
    } else {
        row = store_statement(store, "INSERT INTO meeting (buyer_id, company_id, slot_id, weight,"
                                     " place, state, state_at, locked) VALUES (:buyer, :company,"
                                     " :slot, :weight, :place, :state, :state_at, :locked)");
    }
    bind_meeting(row, meeting);
    enum parvis_status status = store_run(store, row);
    if (status != PARVIS_OK)
        return status;
    if (!meeting->id)
        meeting->id = store_last_rowid(store);
    return store_record(store, "meeting", meeting->id, changes);
}

enum parvis_status store_meeting_delete(struct store *store, int64_t id,
                                        struct store_change_list *changes)
{
    /* First: a word names its meeting, and each word's end is a row of the log of its own. */
    enum parvis_status status = store_words_delete(store, id, changes);
    if (status != PARVIS_OK)
        return status;
    sqlite3_stmt *row = store_statement(store, "DELETE FROM meeting WHERE id = :id");
    store_bind_integer(row, ":id", id);
    return store_write(store, row, "meeting", id, changes);
}

enum parvis_status store_plan_changes(struct store *store, int64_t seq, int64_t *ret_count)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT count(*) FROM change WHERE seq > :seq AND (kind IN ('meeting', 'wish',"
               " 'stand', 'session', 'slot', 'application', 'demonstration', 'need', 'edition')"
               " OR (kind = 'person' AND body ->> '$.role' = 'buyer'))");
    store_bind_integer(row, ":seq", seq);
    return store_step_integer(store, row, ret_count);
}

static void read_buyer(sqlite3_stmt *row, void *target)
{
    struct store_buyer *buyer = target;
    buyer->id = sqlite3_column_int64(row, 0);
    buyer->organisation = sqlite3_column_int64(row, 1);
    STORE_COPY(buyer->name, row, 2);
    STORE_COPY(buyer->code, row, 3);
    buyer->jury = sqlite3_column_int(row, 4) != 0;
    buyer->arrives_at = sqlite3_column_int64(row, 5);
    buyer->leaves_at = sqlite3_column_int64(row, 6);
}

enum parvis_status store_buyers(struct store *store, struct store_buyer **ret_rows,
                                size_t *ret_count)
{
    sqlite3_stmt *row =
        store_statement(store, "SELECT id, organisation_id, trim(first_name || ' ' || last_name),"
                               " coalesce(code, ''), jury, arrives_at, leaves_at FROM person"
                               " WHERE role = 'buyer' AND erased_at IS NULL ORDER BY id");
    return store_rows(store, row, sizeof **ret_rows, read_buyer, (void **)ret_rows, ret_count);
}

static void read_pair(sqlite3_stmt *row, void *target)
{
    struct store_pair *pair = target;
    pair->buyer = sqlite3_column_int64(row, 0);
    pair->company = sqlite3_column_int64(row, 1);
    pair->buyer_priority = sqlite3_column_int(row, 2);
    pair->company_priority = sqlite3_column_int(row, 3);
    pair->same_segment = sqlite3_column_int(row, 4) != 0;
    pair->refused = sqlite3_column_int(row, 5) != 0;
    pair->buyer_organisation = sqlite3_column_int64(row, 6);
    pair->boost = sqlite3_column_int(row, 7);
}

enum parvis_status store_pairs(struct store *store, struct store_pair **ret_rows, size_t *ret_count)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT buyer_id, company_id, max(iif(by_company, 0, priority)),"
               " max(iif(by_company, priority, 0)), EXISTS (SELECT 1 FROM need"
               " WHERE need.organisation_id = person.organisation_id"
               " AND need.segment = organisation.segment), min(priority) = 0,"
               " person.organisation_id,"
               " (SELECT coalesce(sum(points), 0) FROM boost WHERE boost.person_id = buyer_id"
               " OR boost.organisation_id IN (company_id, person.organisation_id))"
               " FROM wish JOIN person ON person.id = buyer_id"
               " JOIN organisation ON organisation.id = company_id"
               " JOIN application ON application.organisation_id = company_id"
               " WHERE decision IS NOT NULL AND erased_at IS NULL"
               " GROUP BY buyer_id, company_id ORDER BY buyer_id, company_id");
    return store_rows(store, row, sizeof **ret_rows, read_pair, (void **)ret_rows, ret_count);
}

static void read_speech(sqlite3_stmt *row, void *target)
{
    struct store_speech *speech = target;
    speech->organisation = sqlite3_column_int64(row, 0);
    snprintf(speech->text, sizeof speech->text, "%s", store_column_text(row, 1));
}

enum parvis_status store_needs(struct store *store, struct store_speech **ret_rows,
                               size_t *ret_count)
{
    sqlite3_stmt *row =
        store_statement(store, "SELECT organisation_id, text FROM need ORDER BY id");
    return store_rows(store, row, sizeof **ret_rows, read_speech, (void **)ret_rows, ret_count);
}

enum parvis_status store_offers(struct store *store, struct store_speech **ret_rows,
                                size_t *ret_count)
{
    sqlite3_stmt *row =
        store_statement(store, "SELECT organisation_id, solution || '. ' || keywords"
                               " FROM application WHERE decision IS NOT NULL"
                               " ORDER BY organisation_id");
    return store_rows(store, row, sizeof **ret_rows, read_speech, (void **)ret_rows, ret_count);
}
