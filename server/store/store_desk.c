/* SPDX-License-Identifier: EUPL-1.2 */
/* Statements of the desk. */
#include "store_desk.h"

#include <stdio.h>

#include "person_sql.h"
#include "store_erase.h"
#include "store_person.h"
#include "store_statement.h"

/* ---- a profile ---- */

/* The person, and its meetings: what is told of these names its organisation. */
static enum parvis_status record_person(struct store *store, int64_t person,
                                        struct store_change_list *changes)
{
    int64_t meeting = 0;
    enum parvis_status status = store_record(store, "person", person, changes);
    while (status == PARVIS_OK) {
        sqlite3_stmt *row =
            store_statement(store, "SELECT id FROM meeting WHERE buyer_id = :person AND id > :after"
                                   " ORDER BY id LIMIT 1");
        store_bind_integer(row, ":person", person);
        store_bind_integer(row, ":after", meeting);
        status = store_step_integer(store, row, &meeting);
        if (status == PARVIS_OK)
            status = store_record(store, "meeting", meeting, changes);
    }
    return status == PARVIS_NOT_FOUND ? PARVIS_OK : status;
}

enum parvis_status store_person_correct(struct store *store, int64_t person,
                                        const struct person_entry *profile,
                                        struct store_change_list *changes)
{
    int64_t organisation = 0;
    sqlite3_stmt *row =
        store_statement(store, "SELECT role FROM person WHERE id = :id AND erased_at IS NULL");
    store_bind_integer(row, ":id", person);
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status;
    char role[16];
    snprintf(role, sizeof role, "%s", store_column_text(row, 0));
    sqlite3_reset(row);
    if (profile->organisation)
        status =
            store_organisation_find(store, profile->organisation, role, changes, &organisation);
    if (status != PARVIS_OK)
        return status;
    row = person_statement(store, PERSON_SQL_CORRECT);
    person_bind(row, PERSON_SQL_CORRECT, profile);
    store_bind_integer(row, ":has_organisation", profile->organisation != NULL);
    store_bind_integer(row, ":organisation", organisation);
    store_bind_integer(row, ":id", person);
    status = store_run(store, row);
    if (status != PARVIS_OK)
        return status;
    return profile->organisation ? record_person(store, person, changes)
                                 : store_record(store, "person", person, changes);
}

/* ---- two rows, one person ---- */

/* One kind of rows to take over: `find` gives a row without a clash, one at a time, until none is
 * left. */
struct step {
    const char *kind; /* NULL: the change log does not have these rows */
    const char *find, *change;
};

static const struct step rows_of_both[] = {
    {"wish",
     "SELECT id FROM wish WHERE buyer_id = :from AND NOT EXISTS (SELECT 1 FROM wish AS other"
     " WHERE other.buyer_id = :into AND other.company_id = wish.company_id"
     " AND other.by_company = wish.by_company) LIMIT 1",
     "UPDATE wish SET buyer_id = :into WHERE id = :id"},
    {"meeting",
     "SELECT id FROM meeting WHERE buyer_id = :from AND state <> 'cancelled' AND NOT EXISTS"
     " (SELECT 1 FROM meeting AS other WHERE other.buyer_id = :into AND other.state <> 'cancelled'"
     " AND (other.slot_id = meeting.slot_id OR other.company_id = meeting.company_id))"
     " AND NOT EXISTS (SELECT 1 FROM slot JOIN person ON person.id = :into AND person.jury"
     " JOIN pitch ON slot.from_at < planned_to_at AND planned_from_at < slot.to_at"
     " WHERE slot.id = meeting.slot_id) LIMIT 1",
     "UPDATE meeting SET buyer_id = :into WHERE id = :id"},
    {"contact",
     "SELECT id FROM contact WHERE person_id = :from AND NOT EXISTS (SELECT 1 FROM contact AS other"
     " WHERE other.person_id = :into AND other.meeting_id = contact.meeting_id) LIMIT 1",
     "UPDATE contact SET person_id = :into WHERE id = :id"},
    {"lead",
     "SELECT id FROM lead WHERE person_id = :from AND NOT EXISTS (SELECT 1 FROM lead AS other"
     " WHERE other.person_id = :into AND other.company_id = lead.company_id) LIMIT 1",
     "UPDATE lead SET person_id = :into WHERE id = :id"},
    {"badge",
     "SELECT id FROM badge WHERE person_id = :from AND revoked_at IS NULL AND NOT EXISTS"
     " (SELECT 1 FROM badge AS other WHERE other.person_id = :into AND other.revoked_at IS NULL)"
     " LIMIT 1",
     "UPDATE badge SET person_id = :into WHERE id = :id"},
};
/* The log has scans that moved nobody one by one, and the others as changes of presence. */
static const struct step scans[] = {
    {"scan",
     "SELECT number FROM scan WHERE person_id = :from AND before_state IS NULL AND :into = :into"
     " LIMIT 1",
     "UPDATE scan SET person_id = :into WHERE number = :id"},
    {NULL, "SELECT number FROM scan WHERE person_id = :from AND :into = :into LIMIT 1",
     "UPDATE scan SET person_id = :into WHERE number = :id"},
};

static enum parvis_status take_over(struct store *store, const struct step *step, int64_t from,
                                    int64_t into, struct store_change_list *changes)
{
    enum parvis_status status;
    for (;;) {
        sqlite3_stmt *row = store_statement(store, step->find);
        store_bind_integer(row, ":from", from);
        store_bind_integer(row, ":into", into);
        int64_t id;
        status = store_step_integer(store, row, &id);
        if (status != PARVIS_OK)
            return status == PARVIS_NOT_FOUND ? PARVIS_OK : status;
        row = store_statement(store, step->change);
        store_bind_integer(row, ":into", into);
        store_bind_integer(row, ":id", id);
        status = store_run(store, row);
        if (status == PARVIS_OK && step->kind)
            status = store_record(store, step->kind, id, changes);
        if (status != PARVIS_OK)
            return status;
    }
}

static enum parvis_status take_over_all(struct store *store, const struct step *steps, size_t count,
                                        int64_t from, int64_t into,
                                        struct store_change_list *changes)
{
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < count && status == PARVIS_OK; i++)
        status = take_over(store, &steps[i], from, into, changes);
    return status;
}

static enum parvis_status has_come(struct store *store, int64_t person, bool *ret_come)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT 1 FROM presence WHERE person_id = :person AND state <> 'expected'");
    store_bind_integer(row, ":person", person);
    enum parvis_status status = store_step(store, row);
    if (status == PARVIS_OK)
        sqlite3_reset(row);
    *ret_come = status == PARVIS_OK;
    return status == PARVIS_NOT_FOUND ? PARVIS_OK : status;
}

static enum parvis_status run_on(struct store *store, const char *sql, int64_t from, int64_t into,
                                 int64_t at)
{
    sqlite3_stmt *row = store_statement(store, sql);
    store_bind_integer(row, ":from", from);
    store_bind_integer(row, ":into", into);
    store_bind_integer(row, ":at", at);
    return store_run(store, row);
}

/* `into` takes over the arrival if it has none; otherwise that is annulled: a person arrives
 * once. */
static enum parvis_status merge_arrival(struct store *store, int64_t from, int64_t into, int64_t at,
                                        struct store_change_list *changes)
{
    bool from_came, into_came;
    enum parvis_status status = has_come(store, from, &from_came);
    if (status == PARVIS_OK)
        status = has_come(store, into, &into_came);
    if (status != PARVIS_OK || !from_came)
        return status;
    if (into_came) {
        status = run_on(store,
                        "UPDATE scan SET annulled_at = :at WHERE person_id = :from"
                        " AND annulled_at IS NULL AND before_state IS NOT NULL AND :into = :into",
                        from, into, at);
        if (status == PARVIS_OK)
            status = run_on(store,
                            "UPDATE presence SET state = 'expected', at = :at"
                            " WHERE person_id = :from AND :into = :into",
                            from, into, at);
        return status == PARVIS_OK ? store_record(store, "presence", from, changes) : status;
    }
    status = take_over_all(store, scans, sizeof scans / sizeof *scans, from, into, changes);
    if (status == PARVIS_OK)
        status = run_on(store,
                        "DELETE FROM presence WHERE person_id = :into AND :from = :from"
                        " AND :at = :at",
                        from, into, at);
    if (status == PARVIS_OK)
        status = run_on(store,
                        "UPDATE presence SET person_id = :into WHERE person_id = :from"
                        " AND :at = :at",
                        from, into, at);
    if (status == PARVIS_OK)
        status = store_record(store, "presence", from, changes);
    return status == PARVIS_OK ? store_record(store, "presence", into, changes) : status;
}

static enum parvis_status check_roles(struct store *store, int64_t from, int64_t into)
{
    sqlite3_stmt *row = store_statement(
        store, "SELECT a.role = b.role FROM person AS a JOIN person AS b ON b.id = :into"
               " WHERE a.id = :from AND a.id <> b.id AND a.erased_at IS NULL"
               " AND b.erased_at IS NULL");
    store_bind_integer(row, ":from", from);
    store_bind_integer(row, ":into", into);
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status;
    bool same = sqlite3_column_int(row, 0) != 0;
    sqlite3_reset(row);
    return same ? PARVIS_OK : PARVIS_CONFLICT;
}

/* Fills empty columns from the other row; joins the hours of both, since the meetings of both
 * stay. */
static enum parvis_status fill_gaps(struct store *store, int64_t from, int64_t into, int64_t at,
                                    struct store_change_list *changes)
{
    sqlite3_stmt *row = person_statement(store, PERSON_SQL_FILL);
    store_bind_integer(row, ":from", from);
    store_bind_integer(row, ":into", into);
    enum parvis_status status = store_run(store, row);
    if (status != PARVIS_OK)
        return status;
    status =
        run_on(store,
               "UPDATE person SET organisation_id = coalesce(person.organisation_id, "
               "other.organisation_id),"
               " arrives_at = iif(person.arrives_at < other.arrives_at, person.arrives_at,"
               " iif(person.arrives_at IS NULL, NULL, other.arrives_at)),"
               " leaves_at = iif(person.leaves_at > other.leaves_at, person.leaves_at,"
               " iif(person.leaves_at IS NULL, NULL, other.leaves_at))"
               " FROM person AS other WHERE person.id = :into AND other.id = :from AND :at = :at",
               from, into, at);
    return status == PARVIS_OK ? record_person(store, into, changes) : status;
}

enum parvis_status store_person_merge(struct store *store, int64_t from, int64_t into, int64_t at,
                                      struct store_change_list *changes)
{
    enum parvis_status status = check_roles(store, from, into);
    if (status == PARVIS_OK)
        status = take_over_all(store, rows_of_both, sizeof rows_of_both / sizeof *rows_of_both,
                               from, into, changes);
    if (status == PARVIS_OK)
        status = merge_arrival(store, from, into, at, changes);
    if (status == PARVIS_OK)
        status = fill_gaps(store, from, into, at, changes);
    return status == PARVIS_OK ? store_person_erase(store, from, at, changes) : status;
}
