/* SPDX-License-Identifier: EUPL-1.2 */
/* Lines on the screens; and what every operation's note holds to. */
#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"
#include "hall.h"
#include "harness.h"
#include "notice_operations.h"

START_TEST(a_line_is_shown_for_its_minutes_and_taken_off)
{
    struct notice_add order = {.fr = "Le déjeuner est servi.", .en = "Lunch.", .minutes = 15};
    ck_assert_int_eq(hall_perform(&notice_add_form, &order), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT until_at FROM notice WHERE audience = 'all'"),
                     HALL_OPENS_AT + 15 * HALL_MINUTE_MS);
    struct notice_delete off = {.notice = order.notice};
    ck_assert_int_eq(hall_perform(&notice_delete_form, &off), PARVIS_OK);
    ck_assert_int_eq(hall_perform(&notice_delete_form, &off), PARVIS_NOT_FOUND);
    ck_assert_str_eq(hall_text("SELECT group_concat(action, ' ') FROM audit"),
                     "notice.add notice.delete");
}
END_TEST

START_TEST(a_word_to_the_speaker_has_a_name_of_its_own)
{
    struct notice_add order = {.fr = "Micro", .en = "Mike", .minutes = 1, .audience = NOTICE_STAGE};
    ck_assert_int_eq(hall_perform(&notice_add_form, &order), PARVIS_OK);
    ck_assert_str_eq(hall_text("SELECT audience FROM notice"), "stage");
    ck_assert_str_eq(hall_text("SELECT action FROM audit"), "stage.message");
}
END_TEST

/* The day's clock and the commands of the machine have no name to note. */
START_TEST(what_nobody_asked_for_is_not_noted)
{
    struct store *store = hall_store();
    struct store_change_list changes = {0};
    struct operation operation = {.store = store, .changes = &changes, .now = HALL_OPENS_AT};
    struct notice_add order = {.fr = "a", .en = "a", .minutes = 1};
    ck_assert_int_eq(store_begin(store), PARVIS_OK);
    ck_assert_int_eq(operation_perform(&notice_add_form, &operation, &order), PARVIS_OK);
    operation.changes = NULL;
    ck_assert_int_eq(operation_perform(&notice_add_form, &operation, &order), PARVIS_OK);
    ck_assert_int_eq(store_commit(store), PARVIS_OK);
    ck_assert_int_eq(changes.count, 1);
    store_changes_clear(&changes);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM audit"), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("operations on notices");
    TCase *cases = tcase_create("notices");
    tcase_add_checked_fixture(cases, hall_open, hall_close);
    tcase_add_test(cases, a_line_is_shown_for_its_minutes_and_taken_off);
    tcase_add_test(cases, a_word_to_the_speaker_has_a_name_of_its_own);
    tcase_add_test(cases, what_nobody_asked_for_is_not_noted);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
