/* SPDX-License-Identifier: EUPL-1.2 */
/* Erases a person, and collects the data kept of one. */
#include "store_erase.h"

#include <stdlib.h>
#include <string.h>

#include "parvis/clock.h"
#include "store_internal.h"
#include "store_person.h"
#include "store_phone.h"

/* One kind of rows of a person: which, and what becomes of them. `find` gives one id at a time
 * until none is left; each is changed and recorded. :at is the event clock. */
static const struct step {
    const char *kind;
    const char *find;
    const char *change;
} steps[] = {
    {"meeting",
     "SELECT id FROM meeting WHERE buyer_id = :person"
     " AND state IN ('planned','called','running') LIMIT 1",
     "UPDATE meeting SET state = 'cancelled', state_at = :at WHERE id = :id"},
    {"request",
     "SELECT id FROM request WHERE state = 'open' AND (buyer_id = :person OR person_id = :person)"
     " LIMIT 1",
     "UPDATE request SET state = 'withdrawn', state_at = :at WHERE id = :id"},
    {"contact",
     "SELECT id FROM contact WHERE person_id = :person AND taken_back_at IS NULL LIMIT 1",
     "UPDATE contact SET taken_back_at = :at WHERE id = :id"},
    {"lead", "SELECT id FROM lead WHERE person_id = :person LIMIT 1",
     "DELETE FROM lead WHERE id = :id AND :at = :at"},
    {"wish", "SELECT id FROM wish WHERE buyer_id = :person LIMIT 1",
     "DELETE FROM wish WHERE id = :id AND :at = :at"},
    /* The applicant of a company is often of its team: known by the address. */
    {"application",
     "SELECT application.organisation_id FROM application JOIN person"
     " ON person.organisation_id = application.organisation_id WHERE person.id = :person"
     " AND person.email <> '' AND lower(person.email) = lower(application.email) LIMIT 1",
     "UPDATE application SET title = '', first_name = '', last_name = '', email = '', phone = ''"
     " WHERE organisation_id = :id AND :at = :at"},
};

static enum parvis_status find_one(struct store *store, const struct step *step, int64_t person,
                                   int64_t *ret_id)
{
    sqlite3_stmt *row = store_statement(store, step->find);
    store_bind_integer(row, ":person", person);
    return store_step_integer(store, row, ret_id);
}

static enum parvis_status take_step(struct store *store, const struct step *step, int64_t person,
                                    int64_t at, struct store_change_list *changes)
{
    int64_t id;
    enum parvis_status status;
    /* Ends because `find` no longer finds a row that was changed. */
    while ((status = find_one(store, step, person, &id)) == PARVIS_OK) {
        sqlite3_stmt *row = store_statement(store, step->change);
        store_bind_integer(row, ":id", id);
        store_bind_integer(row, ":at", at);
        status = store_run(store, row);
        if (status == PARVIS_OK)
            status = store_record(store, step->kind, id, changes);
        if (status != PARVIS_OK)
            return status;
    }
    return status == PARVIS_NOT_FOUND ? PARVIS_OK : status;
}

/* Rows that nobody follows. */
static enum parvis_status delete_quiet_rows(struct store *store, int64_t person)
{
    sqlite3_stmt *row = store_statement(store, "DELETE FROM phone_order WHERE person_id = :person");
    store_bind_integer(row, ":person", person);
    enum parvis_status status = store_run(store, row);
    if (status != PARVIS_OK)
        return status;
    row = store_statement(store, "DELETE FROM boost WHERE person_id = :person");
    store_bind_integer(row, ":person", person);
    return store_run(store, row);
}

static enum parvis_status blank_person(struct store *store, int64_t person, int64_t at,
                                       struct store_change_list *changes)
{
    sqlite3_stmt *row = person_statement(store, PERSON_SQL_BLANK);
    store_bind_integer(row, ":at", at);
    store_bind_integer(row, ":person", person);
    return store_update(store, row, "person", person, changes);
}

enum parvis_status store_person_erase(struct store *store, int64_t person, int64_t at,
                                      struct store_change_list *changes)
{
    int64_t ids[1];
    size_t count = 0;
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && status == PARVIS_OK; i++)
        status = take_step(store, &steps[i], person, at, changes);
    if (status == PARVIS_OK)
        status = blank_person(store, person, at, changes);
    if (status == PARVIS_OK)
        status = store_badges_revoke_of(store, person, at, changes, ids, 0, &count);
    if (status == PARVIS_OK)
        status = store_links_end(store, person, clock_real_ms(), changes);
    if (status == PARVIS_OK)
        status = delete_quiet_rows(store, person);
    if (status == PARVIS_OK)
        store->erased = true; /* the commit empties the write-ahead log */
    return status;
}

/* The person's own columns come from their table; a new table of personal data must be thought of
 * here. */
enum parvis_status store_person_data(struct store *store, int64_t person, char **ret_json)
{
    sqlite3_stmt *row = store_statement(
        store,
        "SELECT json_object("
        "'person', json((SELECT body FROM person_own WHERE person_own.id = person.id)),"
        " 'badges', (SELECT json_group_array(json_object('serial', printf('%016x', serial),"
        " 'issued_at', issued_at, 'revoked_at', revoked_at)) FROM badge WHERE person_id = :person),"
        " 'scans', (SELECT json_group_array(json_object('direction', direction, 'occurred_at',"
        " occurred_at, 'received_at', received_at, 'status', status)) FROM scan"
        " WHERE person_id = :person),"
        " 'wishes', (SELECT json_group_array(json_object('company', name, 'priority', priority,"
        " 'by_company', json(iif(by_company,'true','false')))) FROM wish"
        " JOIN organisation ON organisation.id = company_id WHERE buyer_id = :person),"
        " 'meetings', (SELECT json_group_array(json_object('company', name, 'from_at', from_at,"
        " 'place', place, 'state', state)) FROM meeting JOIN slot ON slot.id = slot_id"
        " JOIN organisation ON organisation.id = company_id WHERE buyer_id = :person),"
        " 'words', (SELECT json_group_array(json_object('meeting', meeting_id, 'kind', kind,"
        " 'minutes', minutes, 'at', at)) FROM word WHERE person_id = :person),"
        " 'requests', (SELECT json_group_array(json_object('company', name, 'state', state,"
        " 'must', json(iif(must,'true','false')), 'made_at', made_at)) FROM request"
        " JOIN organisation ON organisation.id = company_id"
        " WHERE buyer_id = :person OR person_id = :person),"
        " 'contacts', (SELECT json_group_array(json_object('meeting', meeting_id, 'given_at',"
        " given_at, 'taken_back_at', taken_back_at)) FROM contact WHERE person_id = :person),"
        " 'outcomes', (SELECT json_group_array(json_object('meeting', meeting_id, 'useful', useful,"
        " 'follow_up', follow_up, 'at', outcome.at)) FROM outcome JOIN meeting"
        " ON meeting.id = meeting_id WHERE buyer_id = :person AND by_company = 0),"
        " 'stands_visited', (SELECT json_group_array(json_object('company', name, 'at', lead.at,"
        " 'interest', interest, 'note', note)) FROM lead"
        " JOIN organisation ON organisation.id = company_id WHERE person_id = :person),"
        " 'links', (SELECT json_group_array(json_object('purpose', purpose, 'created_at',"
        " created_at, 'revoked_at', revoked_at)) FROM link WHERE person_id = :person),"
        " 'phones', (SELECT json_group_array(json_object('created_at', created_at, 'revoked_at',"
        " revoked_at)) FROM phone WHERE person_id = :person))"
        " FROM person WHERE id = :person AND erased_at IS NULL");
    store_bind_integer(row, ":person", person);
    enum parvis_status status = store_step(store, row);
    if (status != PARVIS_OK)
        return status;
    char *json = strdup(store_column_text(row, 0));
    sqlite3_reset(row);
    if (!json)
        return PARVIS_NO_MEMORY;
    *ret_json = json;
    return PARVIS_OK;
}
