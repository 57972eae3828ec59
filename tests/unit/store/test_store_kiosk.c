/* SPDX-License-Identifier: EUPL-1.2 */
/* Kiosks in the database: codes that work once and in time, and revocation. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "harness.h"
#include "store_access.h"
#include "store_kiosk.h"
#include "store_statement.h"

#define NOW 1511165100000

static struct store *store;
static int64_t kiosk;
static const struct store_kiosk door = {.role = DEVICE_DOOR, .shows = SCREEN_AGENDA};
static const uint8_t secret[32] = {1}, nonce[32] = {2}, token[32] = {3}, other[32] = {9};

static void open_fixture(void)
{
    store = fixture_open();
    ck_assert_int_eq(store_begin(store), PARVIS_OK);
    ck_assert_int_eq(store_kiosk_add(store, "Porte B", &door, NOW, NULL, &kiosk), PARVIS_OK);
    ck_assert_int_eq(store_pairing_make(store, kiosk, secret, NOW, NOW + 600000), PARVIS_OK);
}

static void close_fixture(void)
{
    store_rollback(store);
    store_close(store);
    fixture_remove();
}

static enum parvis_status use(const uint8_t *from, const uint8_t *by, int64_t at)
{
    int64_t id = 0;
    enum parvis_status status = store_pairing_use(store, from, by, token, at, NULL, &id);
    if (status == PARVIS_OK)
        ck_assert_int_eq(id, kiosk);
    return status;
}

/* A figure of the database. */
static int64_t figure(const char *sql)
{
    sqlite3 *database = sqlite3_db_handle(store_statement(store, "SELECT 1"));
    sqlite3_stmt *row = NULL;
    ck_assert_int_eq(sqlite3_prepare_v2(database, sql, -1, &row, NULL), SQLITE_OK);
    ck_assert_int_eq(sqlite3_step(row), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(row, 0);
    sqlite3_finalize(row);
    return value;
}

START_TEST(a_code_works_once_and_the_same_box_may_ask_again)
{
    ck_assert_int_eq(use(secret, nonce, NOW + 1), PARVIS_OK);
    ck_assert_int_eq(figure("SELECT hex(token_hash) LIKE '0300%' FROM device WHERE id = 2"), 1);
    int64_t written = store_last_seq(store);
    ck_assert_int_eq(use(secret, nonce, NOW + 2), PARVIS_OK);
    ck_assert_int_eq(store_last_seq(store), written); /* nothing was moved by asking again */
    ck_assert_int_eq(use(secret, other, NOW + 3), PARVIS_CONFLICT);
    ck_assert_int_eq(use(other, nonce, NOW + 3), PARVIS_NOT_FOUND);
}
END_TEST

START_TEST(a_code_is_over_at_its_last_millisecond)
{
    ck_assert_int_eq(use(secret, nonce, NOW + 600000), PARVIS_CANCELLED);
    ck_assert_int_eq(use(secret, nonce, NOW + 599999), PARVIS_OK);
    ck_assert_int_eq(use(secret, nonce, NOW + 700000), PARVIS_OK); /* its answer was lost */
}
END_TEST

START_TEST(a_new_code_takes_the_place_of_the_last)
{
    ck_assert_int_eq(store_pairing_make(store, kiosk, other, NOW + 5, NOW + 600005), PARVIS_OK);
    ck_assert_int_eq(use(secret, nonce, NOW + 6), PARVIS_NOT_FOUND);
    ck_assert_int_eq(use(other, nonce, NOW + 6), PARVIS_OK);
}
END_TEST

START_TEST(revoking_ends_token_and_code_and_a_code_brings_it_back)
{
    ck_assert_int_eq(use(secret, nonce, NOW + 1), PARVIS_OK);
    ck_assert_int_eq(store_pairing_make(store, kiosk, other, NOW, NOW + 600000), PARVIS_OK);
    ck_assert_int_eq(store_kiosk_revoke(store, kiosk, NOW + 2, NULL), PARVIS_OK);
    ck_assert_int_eq(store_kiosk_revoke(store, kiosk, NOW + 3, NULL), PARVIS_CONFLICT);
    ck_assert_int_eq(store_kiosk_revoke(store, 999, NOW + 3, NULL), PARVIS_NOT_FOUND);
    ck_assert_int_eq(use(other, nonce, NOW + 4), PARVIS_NOT_FOUND);
    ck_assert_int_eq(store_pairing_make(store, kiosk, other, NOW + 5, NOW + 600005), PARVIS_OK);
    ck_assert_int_eq(use(other, nonce, NOW + 6), PARVIS_OK);
    ck_assert_int_eq(figure("SELECT revoked_at IS NULL FROM device WHERE id = 2"), 1);
}
END_TEST

START_TEST(a_name_in_use_is_taken_and_a_revoked_one_is_free)
{
    int64_t id = 0;
    ck_assert_int_eq(store_kiosk_add(store, "Porte B", &door, NOW, NULL, &id), PARVIS_CONFLICT);
    ck_assert_int_eq(store_kiosk_revoke(store, kiosk, NOW, NULL), PARVIS_OK);
    ck_assert_int_eq(store_kiosk_add(store, "Porte B", &door, NOW, NULL, &id), PARVIS_OK);
    ck_assert_int_eq(id, kiosk);
    ck_assert_int_eq(figure("SELECT enrolled_at IS NULL FROM device WHERE id = 2"), 1);
}
END_TEST

START_TEST(a_stand_must_exist_and_a_screen_must_be_the_halls)
{
    struct store_kiosk wrong = door;
    wrong.stand = 77;
    ck_assert_int_eq(store_kiosk_set(store, kiosk, &wrong, NULL), PARVIS_INVALID);
    wrong = door;
    wrong.shows = SCREEN_STAGE;
    ck_assert_int_eq(store_kiosk_set(store, kiosk, &wrong, NULL), PARVIS_CONFLICT);
    ck_assert_int_eq(store_kiosk_set(store, 999, &door, NULL), PARVIS_NOT_FOUND);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kiosks");
    TCase *cases = tcase_create("kiosks");
    tcase_add_checked_fixture(cases, open_fixture, close_fixture);
    tcase_add_test(cases, a_code_works_once_and_the_same_box_may_ask_again);
    tcase_add_test(cases, a_code_is_over_at_its_last_millisecond);
    tcase_add_test(cases, a_new_code_takes_the_place_of_the_last);
    tcase_add_test(cases, revoking_ends_token_and_code_and_a_code_brings_it_back);
    tcase_add_test(cases, a_name_in_use_is_taken_and_a_revoked_one_is_free);
    tcase_add_test(cases, a_stand_must_exist_and_a_screen_must_be_the_halls);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
