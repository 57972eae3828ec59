/* SPDX-License-Identifier: EUPL-1.2 */
/* Putting the rows of organisers' files in place. One pair of statements a kind, INSERT and UPDATE
 * with the same parameters; the UPDATE touches nothing when every column is as it was. */
#include "store_import.h"

#include "person_sql.h"
#include "store_statement.h"

/* 0 for "not said" is NULL in the table. */
static void bind_instant(sqlite3_stmt *statement, const char *name, int64_t at)
{
    if (at)
        store_bind_integer(statement, name, at);
    else
        store_bind_null(statement, name);
}

/* -1 for "not said" is NULL in the table. */
static void bind_known(sqlite3_stmt *statement, const char *name, int64_t value)
{
    if (value >= 0)
        store_bind_integer(statement, name, value);
    else
        store_bind_null(statement, name);
}

/* The first column of a statement's one row; 0: no row. */
static enum parvis_status read_id(struct store *store, sqlite3_stmt *statement, int64_t *ret_id)
{
    enum parvis_status status = store_step(store, statement);
    if (status == PARVIS_NOT_FOUND) {
        *ret_id = 0;
        return PARVIS_OK;
    }
    if (status == PARVIS_OK) {
        *ret_id = sqlite3_column_int64(statement, 0);
        sqlite3_reset(statement);
    }
    return status;
}

/* Runs the INSERT (id 0) or UPDATE and records the row when it changed. */
static enum parvis_status write_row(struct store *store, sqlite3_stmt *statement, const char *kind,
                                    int64_t id, struct store_change_list *changes, int64_t *ret_id,
                                    enum store_outcome *ret_outcome)
{
    enum store_outcome outcome = STORE_ADDED;
    enum parvis_status status = store_run(store, statement);
    if (status != PARVIS_OK)
        return status;
    if (id)
        outcome = store_rows_changed(store) > 0 ? STORE_CHANGED : STORE_UNCHANGED;
    else
        id = store_last_rowid(store);
    if (outcome != STORE_UNCHANGED)
        status = store_record(store, kind, id, changes);
    if (status == PARVIS_OK) {
        *ret_id = id;
        *ret_outcome = outcome;
    }
    return status;
}

/* ---- organisations ---- */

static enum parvis_status find_folded(struct store *store, const char *folded, int64_t *ret_id)
{
    sqlite3_stmt *row =
        store_statement(store, "SELECT id FROM organisation WHERE folded = :folded");
    store_bind_text(row, ":folded", folded);
    return read_id(store, row, ret_id);
}

static enum parvis_status find_siret(struct store *store, const char *siret, int64_t *ret_id)
{
    sqlite3_stmt *row = store_statement(store, "SELECT id FROM organisation WHERE siret = :siret");
    store_bind_text(row, ":siret", siret);
    return read_id(store, row, ret_id);
}

static enum parvis_status has_siret(struct store *store, int64_t id, bool *ret_has)
{
    int64_t found = 0;
    sqlite3_stmt *row =
        store_statement(store, "SELECT id FROM organisation WHERE id = :id AND siret IS NOT NULL");
    store_bind_integer(row, ":id", id);
    enum parvis_status status = read_id(store, row, &found);
    *ret_has = found != 0;
    return status;
}

enum parvis_status store_release_company_name(struct store *store, const char *siret,
                                              const char *folded)
{
    /* No folded name has a '~': nothing else can be called that. The row's own put follows. */
    sqlite3_stmt *row = store_statement(store, "UPDATE organisation SET folded = '~' || id"
                                               " WHERE siret = :siret AND folded <> :folded");
    store_bind_text(row, ":siret", siret);
    store_bind_text(row, ":folded", folded);
    return store_run(store, row);
}

/* Moves one kind of rows from an organisation to another, each with its change. */
static enum parvis_status move_rows(struct store *store, const char *kind, const char *select,
                                    const char *update, int64_t from, int64_t to,
                                    struct store_change_list *changes)
{
    for (;;) {
        int64_t id = 0;
        sqlite3_stmt *row = store_statement(store, select);
        store_bind_integer(row, ":from", from);
        enum parvis_status status = read_id(store, row, &id);
        if (status != PARVIS_OK || id == 0)
            return status;
        row = store_statement(store, update);
        store_bind_integer(row, ":id", id);
        store_bind_integer(row, ":to", to);
        status = store_run(store, row);
        if (status == PARVIS_OK)
            status = store_record(store, kind, id, changes);
        if (status != PARVIS_OK)
            return status;
    }
}

/* A namesake without SIRET and the company are one: the namesake's rows become the company's. */
static enum parvis_status merge(struct store *store, int64_t from, int64_t to,
                                struct store_change_list *changes)
{
    enum parvis_status status =
        move_rows(store, "person", "SELECT id FROM person WHERE organisation_id = :from LIMIT 1",
                  "UPDATE person SET organisation_id = :to WHERE id = :id", from, to, changes);
    if (status == PARVIS_OK)
        status =
            move_rows(store, "need", "SELECT id FROM need WHERE organisation_id = :from LIMIT 1",
                      "UPDATE need SET organisation_id = :to WHERE id = :id", from, to, changes);
    if (status == PARVIS_OK)
        status = move_rows(store, "wish", "SELECT id FROM wish WHERE company_id = :from LIMIT 1",
                           "UPDATE wish SET company_id = :to WHERE id = :id", from, to, changes);
    if (status != PARVIS_OK)
        return status;
    sqlite3_stmt *row = store_statement(store, "DELETE FROM organisation WHERE id = :id");
    store_bind_integer(row, ":id", from);
    return store_write(store, row, "organisation", from, changes);
}

/* Which organisation a company's row is about: 0 for a new one. */
static enum parvis_status settle_company(struct store *store, const struct store_company *row,
                                         struct store_change_list *changes, int64_t *ret_id)
{
    int64_t id = 0, namesake = 0;
    bool taken = false;
    enum parvis_status status = find_siret(store, row->siret, &id);
    if (status == PARVIS_OK)
        status = find_folded(store, row->folded, &namesake);
    if (status == PARVIS_OK && namesake && namesake != id)
        status = has_siret(store, namesake, &taken);
    if (status != PARVIS_OK)
        return status;
    if (taken)
        return PARVIS_CONFLICT;
    if (id && namesake && namesake != id)
        status = merge(store, namesake, id, changes);
    *ret_id = id ? id : namesake;
    return status;
}

enum parvis_status store_put_company(struct store *store, const struct store_company *row,
                                     struct store_change_list *changes, int64_t *ret_id,
                                     enum store_outcome *ret_outcome)
{
    int64_t id = 0;
    enum parvis_status status = settle_company(store, row, changes, &id);
    if (status != PARVIS_OK)
        return status;
    sqlite3_stmt *write =
        id ? store_statement(
                 store,
                 "UPDATE organisation SET name = :name, folded = :folded, kind = 'company',"
                 " siret = :siret, segment = :segment, town = :town, postcode = :postcode,"
                 " region = :region WHERE id = :id AND (name, folded, kind, siret, segment, town,"
                 " postcode, region) IS NOT (:name, :folded, 'company', :siret, :segment, :town,"
                 " :postcode, :region)")
           : store_statement(store,
                             "INSERT INTO organisation (name, folded, kind, siret, segment, town,"
                             " postcode, region) VALUES (:name, :folded, 'company', :siret,"
                             " :segment, :town, :postcode, :region)");
    if (id)
        store_bind_integer(write, ":id", id);
    store_bind_text(write, ":name", row->name);
    store_bind_text(write, ":folded", row->folded);
    store_bind_text(write, ":siret", row->siret);
    store_bind_text(write, ":segment", row->segment);
    store_bind_text(write, ":town", row->town);
    store_bind_text(write, ":postcode", row->postcode);
    store_bind_text(write, ":region", row->region);
    return write_row(store, write, "organisation", id, changes, ret_id, ret_outcome);
}

enum parvis_status store_put_organisation(struct store *store, const struct store_mention *row,
                                          struct store_change_list *changes, int64_t *ret_id,
                                          enum store_outcome *ret_outcome)
{
    int64_t id = 0;
    enum parvis_status status = find_folded(store, row->folded, &id);
    if (status != PARVIS_OK)
        return status;
    sqlite3_stmt *write =
        id ? store_statement(store, "UPDATE organisation SET name = iif(:rename, :name, name),"
                                    " kind = iif(kind = 'other', :kind, kind),"
                                    " buyer_type = iif(:buyer_type = '', buyer_type, :buyer_type)"
                                    " WHERE id = :id AND ((:rename AND name <> :name)"
                                    " OR (kind = 'other' AND :kind <> 'other')"
                                    " OR (:buyer_type <> '' AND buyer_type <> :buyer_type))")
           : store_statement(store, "INSERT INTO organisation (name, folded, kind, buyer_type)"
                                    " VALUES (:name, :folded, :kind, :buyer_type)");
    if (id) {
        store_bind_integer(write, ":id", id);
        store_bind_integer(write, ":rename", row->rename);
    } else {
        store_bind_text(write, ":folded", row->folded);
    }
    store_bind_text(write, ":name", row->name);
    store_bind_text(write, ":kind", row->kind);
    store_bind_text(write, ":buyer_type", row->buyer_type);
    return write_row(store, write, "organisation", id, changes, ret_id, ret_outcome);
}

/* ---- applications ---- */

static void bind_application(sqlite3_stmt *write, const struct store_application *row)
{
    store_bind_integer(write, ":id", row->organisation);
    store_bind_integer(write, ":received_at", row->received_at);
    store_bind_text(write, ":solution", row->solution);
    store_bind_text(write, ":keywords", row->keywords);
    store_bind_integer(write, ":marketable", row->marketable);
    store_bind_integer(write, ":public_fit", row->public_fit);
    bind_known(write, ":mark", row->mark);
    store_bind_integer(write, ":wants_demonstration", row->wants_demonstration);
    store_bind_integer(write, ":wants_stand", row->wants_stand);
    store_bind_text(write, ":constraints", row->constraints);
    store_bind_integer(write, ":need_amperes", row->need_amperes);
    store_bind_integer(write, ":need_screen", row->need_screen);
    store_bind_integer(write, ":need_step_free", row->need_step_free);
    bind_instant(write, ":arrives_at", row->arrives_at);
    bind_instant(write, ":leaves_at", row->leaves_at);
    bind_instant(write, ":pitch_not_before_at", row->pitch_not_before_at);
    store_bind_text(write, ":unrecognised", row->unrecognised);
    store_bind_text(write, ":title", row->title);
    store_bind_text(write, ":first_name", row->first_name);
    store_bind_text(write, ":last_name", row->last_name);
    store_bind_text(write, ":email", row->email);
    store_bind_text(write, ":phone", row->phone);
}

#define APPLICATION_COLUMNS                                                                        \
    "received_at, solution, keywords, marketable, public_fit, mark, wants_demonstration,"          \
    " wants_stand, constraints, need_amperes, need_screen, need_step_free, arrives_at, leaves_at," \
    " pitch_not_before_at, unrecognised, title, first_name, last_name, email, phone"
#define APPLICATION_VALUES                                                                         \
    ":received_at, :solution, :keywords, :marketable, :public_fit, :mark, :wants_demonstration,"   \
    " :wants_stand, :constraints, :need_amperes, :need_screen, :need_step_free, :arrives_at,"      \
    " :leaves_at, :pitch_not_before_at, :unrecognised, :title, :first_name, :last_name, :email,"   \
    " :phone"

enum parvis_status store_put_application(struct store *store, const struct store_application *row,
                                         struct store_change_list *changes,
                                         enum store_outcome *ret_outcome)
{
    int64_t id = 0;
    sqlite3_stmt *look = store_statement(
        store, "SELECT organisation_id FROM application WHERE organisation_id = :id");
    store_bind_integer(look, ":id", row->organisation);
    enum parvis_status status = read_id(store, look, &id);
    if (status != PARVIS_OK)
        return status;
    sqlite3_stmt *write =
        id ? store_statement(store,
                             "UPDATE application SET (" APPLICATION_COLUMNS
                             ") = (" APPLICATION_VALUES ") WHERE organisation_id = :id"
                             " AND (" APPLICATION_COLUMNS ") IS NOT (" APPLICATION_VALUES ")")
           : store_statement(store, "INSERT INTO application (organisation_id, " APPLICATION_COLUMNS
                                    ") VALUES (:id, " APPLICATION_VALUES ")");
    bind_application(write, row);
    return write_row(store, write, "application", id, changes, &id, ret_outcome);
}

/* ---- needs, people, wishes, stands ---- */

enum parvis_status store_put_need(struct store *store, const struct store_need *row,
                                  struct store_change_list *changes, int64_t *ret_id,
                                  enum store_outcome *ret_outcome)
{
    int64_t id = 0;
    sqlite3_stmt *look = store_statement(
        store, "SELECT id FROM need WHERE organisation_id = :organisation AND text = :text");
    store_bind_integer(look, ":organisation", row->organisation);
    store_bind_text(look, ":text", row->text);
    enum parvis_status status = read_id(store, look, &id);
    if (status != PARVIS_OK)
        return status;
    sqlite3_stmt *write =
        id ? store_statement(store,
                             "UPDATE need SET (segment, due, budget_cents) = (:segment, :due,"
                             " :budget) WHERE organisation_id = :organisation AND text = :text"
                             " AND (segment, due, budget_cents) IS NOT (:segment, :due, :budget)")
           : store_statement(store,
                             "INSERT INTO need (organisation_id, segment, text, due, budget_cents)"
                             " VALUES (:organisation, :segment, :text, :due, :budget)");
    store_bind_integer(write, ":organisation", row->organisation);
    store_bind_text(write, ":segment", row->segment);
    store_bind_text(write, ":text", row->text);
    store_bind_text(write, ":due", row->due);
    bind_known(write, ":budget", row->budget_cents);
    return write_row(store, write, "need", id, changes, ret_id, ret_outcome);
}

enum parvis_status store_put_person(struct store *store, const struct person_entry *row,
                                    int64_t organisation, struct store_change_list *changes,
                                    int64_t *ret_id, enum store_outcome *ret_outcome)
{
    int64_t id = 0;
    bool erased = false;
    sqlite3_stmt *look =
        store_statement(store, "SELECT id, erased_at IS NOT NULL FROM person WHERE code = :code");
    store_bind_text(look, ":code", row->values.code);
    enum parvis_status status = store_step(store, look);
    if (status == PARVIS_OK) {
        id = sqlite3_column_int64(look, 0);
        erased = sqlite3_column_int(look, 1) != 0;
        sqlite3_reset(look);
    } else if (status != PARVIS_NOT_FOUND) {
        return status;
    }
    /* An erasure lasts: an older spreadsheet must not bring the person back. */
    if (erased)
        return PARVIS_FORBIDDEN;
    enum person_sql which = id ? PERSON_SQL_UPDATE : PERSON_SQL_INSERT;
    sqlite3_stmt *write = person_statement(store, which);
    person_bind(write, which, row);
    store_bind_integer(write, ":organisation", organisation);
    if (id)
        store_bind_integer(write, ":id", id);
    else
        store_bind_integer(write, ":walk_in", 0);
    return write_row(store, write, "person", id, changes, ret_id, ret_outcome);
}

enum parvis_status store_put_wish(struct store *store, const struct store_wish *row,
                                  struct store_change_list *changes, int64_t *ret_id,
                                  enum store_outcome *ret_outcome)
{
    int64_t id = 0;
    sqlite3_stmt *look =
        store_statement(store, "SELECT id FROM wish WHERE buyer_id = :buyer"
                               " AND company_id = :company AND by_company = :by_company");
    store_bind_integer(look, ":buyer", row->buyer);
    store_bind_integer(look, ":company", row->company);
    store_bind_integer(look, ":by_company", row->by_company);
    enum parvis_status status = read_id(store, look, &id);
    if (status != PARVIS_OK)
        return status;
    sqlite3_stmt *write =
        id ? store_statement(store, "UPDATE wish SET priority = :priority WHERE buyer_id = :buyer"
                                    " AND company_id = :company AND by_company = :by_company"
                                    " AND priority <> :priority")
           : store_statement(store, "INSERT INTO wish (buyer_id, company_id, by_company, priority)"
                                    " VALUES (:buyer, :company, :by_company, :priority)");
    store_bind_integer(write, ":buyer", row->buyer);
    store_bind_integer(write, ":company", row->company);
    store_bind_integer(write, ":by_company", row->by_company);
    store_bind_integer(write, ":priority", row->priority);
    return write_row(store, write, "wish", id, changes, ret_id, ret_outcome);
}

enum parvis_status store_put_stand(struct store *store, const struct store_stand *row,
                                   struct store_change_list *changes, int64_t *ret_id,
                                   enum store_outcome *ret_outcome)
{
    int64_t id = 0;
    sqlite3_stmt *look = store_statement(store, "SELECT id FROM stand WHERE code = :code");
    store_bind_text(look, ":code", row->code);
    enum parvis_status status = read_id(store, look, &id);
    if (status != PARVIS_OK)
        return status;
    sqlite3_stmt *write =
        id ? store_statement(
                 store, "UPDATE stand SET (zone, x_cm, y_cm, amperes, screen, step_free) = (:zone,"
                        " :x, :y, :amperes, :screen, :step_free) WHERE code = :code AND (zone,"
                        " x_cm, y_cm, amperes, screen, step_free) IS NOT (:zone, :x, :y, :amperes,"
                        " :screen, :step_free)")
           : store_statement(
                 store, "INSERT INTO stand (code, zone, x_cm, y_cm, amperes, screen, step_free)"
                        " VALUES (:code, :zone, :x, :y, :amperes, :screen, :step_free)");
    store_bind_text(write, ":code", row->code);
    store_bind_text(write, ":zone", row->zone);
    store_bind_integer(write, ":x", row->x_cm);
    store_bind_integer(write, ":y", row->y_cm);
    store_bind_integer(write, ":amperes", row->amperes);
    store_bind_integer(write, ":screen", row->screen);
    store_bind_integer(write, ":step_free", row->step_free);
    return write_row(store, write, "stand", id, changes, ret_id, ret_outcome);
}
