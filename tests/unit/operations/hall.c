/* SPDX-License-Identifier: EUPL-1.2 */
/* A small event, and operations performed on it. */
#include "hall.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "fixture.h"
#include "store_statement.h"
#include "store_verify.h"

static struct store *store;
static int64_t clock_ms;
static struct operation last;
static size_t last_changes;

/* The fixture has Mairie with buyers 1 and 2, visitor 3, and a day from 09:00 to 17:00. */
static const char programme[] =
    "INSERT INTO session (id, kind, room, from_at, to_at, slots, pitch_min, questions_min,"
    " changeover_min) VALUES (1, 'pitch', 'Scène', 1511164800000, 1511166600000, 2, 8, 5, 2);"
    "INSERT INTO slot (id, from_at, to_at) VALUES (0, 1511168400000, 1511169600000),"
    " (1, 1511170200000, 1511171400000), (2, 1511172000000, 1511173200000),"
    " (3, 1511173800000, 1511175000000);"
    "INSERT INTO user (id, name, role, password_hash, created_at)"
    " VALUES (1, 'claire', 'organiser', 'x', 0);";
static const char companies[] =
    "INSERT INTO organisation (id, name, folded, kind) VALUES (11, 'Alpha', 'alpha', 'company'),"
    " (12, 'Béta', 'beta', 'company'), (13, 'Gamma', 'gamma', 'company');"
    "INSERT INTO application (organisation_id, received_at, solution, marketable, public_fit, mark,"
    " decision, need_screen) VALUES (11, 0, 's', 1, 1, 180, 'pitch', 0),"
    " (12, 0, 's', 1, 1, 170, 'pitch', 0), (13, 0, 's', 1, 1, 160, 'stand', 1);"
    "INSERT INTO stand (id, code, zone, x_cm, y_cm, screen, company_id) VALUES"
    " (1, 'A1', 'Nef', 0, 0, 1, 13), (2, 'A2', 'Nef', 300, 0, 0, NULL),"
    " (3, 'A3', 'Nef', 600, 0, 1, NULL);"
    "INSERT INTO pitch (id, company_id, session_id, position, planned_from_at, planned_to_at,"
    " projected_from_at, projected_to_at, pitch_ms, questions_ms) VALUES"
    " (1, 11, 1, 1, 1511164800000, 1511165580000, 1511164800000, 1511165580000, 480000, 300000),"
    " (2, 12, 1, 2, 1511165700000, 1511166480000, 1511165700000, 1511166480000, 480000, 300000);";

static void record(const char *kind, int64_t from, int64_t to)
{
    for (int64_t id = from; id <= to; id++)
        ck_assert_int_eq(store_record(store, kind, id, NULL), PARVIS_OK);
}

void hall_open(void)
{
    store = fixture_open();
    clock_ms = HALL_OPENS_AT;
    fixture_sql(store, programme);
    fixture_sql(store, companies);
    ck_assert_int_eq(store_begin(store), PARVIS_OK);
    record("session", 1, 1);
    record("slot", 0, 3);
    record("user", 1, 1);
    record("organisation", 11, 13);
    record("application", 11, 13);
    record("stand", 1, 3);
    record("pitch", 1, 2);
    ck_assert_int_eq(store_commit(store), PARVIS_OK);
}

void hall_close(void)
{
    store_close(store);
    fixture_remove();
}

struct store *hall_store(void)
{
    return store;
}

void hall_set_clock(int64_t now)
{
    clock_ms = now;
}

static void name_finding(const struct store_finding *finding, void *data)
{
    (void)data;
    ck_abort_msg("broken: %s %s", finding->rule, finding->detail);
}

static void verify(void)
{
    int checks = 0;
    ck_assert_int_eq(store_verify(store, name_finding, NULL, &checks), PARVIS_OK);
}

static enum parvis_status perform(const struct operation_actor *actor,
                                  const struct operation_once *once,
                                  const struct operation_form *form, void *order)
{
    struct store_change_list changes = {0};
    last = (struct operation){
        .store = store, .changes = &changes, .now = clock_ms, .actor = *actor, .once = *once};
    ck_assert_int_eq(store_begin(store), PARVIS_OK);
    enum parvis_status status = operation_perform(form, &last, order);
    if (status == PARVIS_OK)
        ck_assert_int_eq(store_commit(store), PARVIS_OK);
    else
        store_rollback(store);
    last_changes = changes.count;
    store_changes_clear(&changes);
    return status;
}

enum parvis_status hall_perform_as(const struct operation_actor *actor,
                                   const struct operation_once *once,
                                   const struct operation_form *form, void *order)
{
    enum parvis_status status = perform(actor, once, form, order);
    verify();
    return status;
}

enum parvis_status hall_perform_unverified(const struct operation_actor *actor,
                                           const struct operation_form *form, void *order)
{
    const struct operation_once once = {.id = ""};
    return perform(actor, &once, form, order);
}

enum parvis_status hall_perform(const struct operation_form *form, void *order)
{
    const struct operation_actor claire = {.user = 1, .name = "claire"};
    const struct operation_once once = {.id = ""};
    return hall_perform_as(&claire, &once, form, order);
}

const char *hall_refusal(void)
{
    return last.refusal.reason.key ? last.refusal.reason.key : "";
}

const char *hall_refused_field(void)
{
    return last.refusal.field;
}

size_t hall_changes(void)
{
    return last_changes;
}

static sqlite3_stmt *one_row(const char *sql)
{
    sqlite3_stmt *row = NULL;
    sqlite3 *database = sqlite3_db_handle(store_statement(store, "SELECT 1"));
    ck_assert_msg(sqlite3_prepare_v2(database, sql, -1, &row, NULL) == SQLITE_OK, "%s: %s", sql,
                  sqlite3_errmsg(database));
    ck_assert_msg(sqlite3_step(row) == SQLITE_ROW, "%s: no row", sql);
    return row;
}

int64_t hall_number(const char *sql)
{
    sqlite3_stmt *row = one_row(sql);
    int64_t number = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return number;
}

const char *hall_text(const char *sql)
{
    static char text[256];
    sqlite3_stmt *row = one_row(sql);
    const unsigned char *value = sqlite3_column_text(row, 0);
    snprintf(text, sizeof text, "%s", value ? (const char *)value : "");
    sqlite3_finalize(row);
    return text;
}
