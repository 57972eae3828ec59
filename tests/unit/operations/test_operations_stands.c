/* SPDX-License-Identifier: EUPL-1.2 */
/* Giving, freeing and swapping stands. */
#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"
#include "hall.h"
#include "harness.h"
#include "meeting_operations.h"
#include "stand_operations.h"

static const char who_has[] = "SELECT group_concat(coalesce(company_id, 0), ' ') FROM"
                              " (SELECT company_id FROM stand ORDER BY id)";

START_TEST(a_company_leaves_its_stand_for_another_and_its_meetings_follow)
{
    struct meeting_add meeting = {.buyer = HALL_BUYER, .company = HALL_GAMMA, .slot = 1};
    struct stand_company_set order = {.stand = HALL_A3, .company = HALL_GAMMA};
    ck_assert_int_eq(hall_perform(&meeting_add_form, &meeting), PARVIS_OK);
    ck_assert_int_eq(hall_perform(&stand_company_set_form, &order), PARVIS_OK);
    ck_assert_str_eq(hall_text(who_has), "0 0 13");
    ck_assert_str_eq(hall_text("SELECT place FROM meeting"), "A3");
    ck_assert_int_eq(hall_perform(&stand_company_set_form, &order), PARVIS_OK);
    ck_assert_int_eq(hall_changes(), 0); /* it has it already */
}
END_TEST

START_TEST(a_need_gives_way_to_a_motive_alone)
{
    struct stand_company_set order = {.stand = HALL_A2, .company = HALL_GAMMA};
    ck_assert_int_eq(hall_perform(&stand_company_set_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "stands.needs_screen");
    snprintf(order.motive, sizeof order.motive, "%s", "Elle apporte son écran.");
    ck_assert_int_eq(hall_perform(&stand_company_set_form, &order), PARVIS_OK);
    ck_assert_str_eq(hall_text("SELECT rule || ' ' || subject || ' ' || by_user FROM override"),
                     "stand.needs 13 claire");
}
END_TEST

START_TEST(a_stand_that_is_taken_is_not_given_again)
{
    struct stand_company_set order = {.stand = HALL_A1, .company = HALL_ALPHA};
    ck_assert_int_eq(hall_perform(&stand_company_set_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "stands.taken");
    order.company = 99;
    ck_assert_int_eq(hall_perform(&stand_company_set_form, &order), PARVIS_INVALID);
    ck_assert_str_eq(hall_refused_field(), "company");
    order.stand = 99;
    ck_assert_int_eq(hall_perform(&stand_company_set_form, &order), PARVIS_NOT_FOUND);
}
END_TEST

START_TEST(who_does_not_pitch_keeps_a_stand)
{
    struct stand_company_set order = {.stand = HALL_A1};
    ck_assert_int_eq(hall_perform(&stand_company_set_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "stands.left_without");
    order.stand = HALL_A2;
    ck_assert_int_eq(hall_perform(&stand_company_set_form, &order), PARVIS_OK); /* free already */
}
END_TEST

START_TEST(two_stands_change_companies)
{
    struct stand_company_set give = {.stand = HALL_A3, .company = HALL_ALPHA};
    struct stand_swap order = {.a = HALL_A1, .b = HALL_A3};
    ck_assert_int_eq(hall_perform(&stand_company_set_form, &give), PARVIS_OK);
    ck_assert_int_eq(hall_perform(&stand_swap_form, &order), PARVIS_OK);
    ck_assert_str_eq(hall_text(who_has), "11 0 13");
    order.b = HALL_A2; /* free, and Alpha needs nothing */
    ck_assert_int_eq(hall_perform(&stand_swap_form, &order), PARVIS_OK);
    ck_assert_str_eq(hall_text(who_has), "0 11 13");
    order.b = order.a;
    ck_assert_int_eq(hall_perform(&stand_swap_form, &order), PARVIS_INVALID);
    ck_assert_str_eq(hall_refused_field(), "b");
}
END_TEST

START_TEST(an_allocation_is_put_as_it_was_looked_at_or_not_at_all)
{
    struct stand_allocate order = {
        .moves = {{HALL_A1, HALL_GAMMA, HALL_ALPHA}, {HALL_A3, 0, HALL_GAMMA}}, .moves_count = 2};
    ck_assert_int_eq(hall_perform(&stand_allocate_form, &order), PARVIS_OK);
    ck_assert_str_eq(hall_text(who_has), "11 0 13");
    ck_assert_int_eq(hall_number("SELECT subject FROM audit WHERE action = 'stand.allocate'"),
                     HALL_A1);
    ck_assert_int_eq(hall_perform(&stand_allocate_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "stands.moved_on");
    struct stand_allocate twice = {.moves = {{HALL_A2, 0, HALL_BETA}, {HALL_A2, 0, HALL_BETA}},
                                   .moves_count = 2};
    ck_assert_int_eq(hall_perform(&stand_allocate_form, &twice), PARVIS_INVALID);
    ck_assert_str_eq(hall_refused_field(), "moves");
    struct stand_allocate unlisted = {.moves = {{HALL_A2, 0, HALL_GAMMA}}, .moves_count = 1};
    ck_assert_int_eq(hall_perform(&stand_allocate_form, &unlisted), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_text(who_has), "11 0 13");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("operations on stands");
    TCase *cases = tcase_create("stands");
    tcase_add_checked_fixture(cases, hall_open, hall_close);
    tcase_add_test(cases, a_company_leaves_its_stand_for_another_and_its_meetings_follow);
    tcase_add_test(cases, a_need_gives_way_to_a_motive_alone);
    tcase_add_test(cases, a_stand_that_is_taken_is_not_given_again);
    tcase_add_test(cases, who_does_not_pitch_keeps_a_stand);
    tcase_add_test(cases, two_stands_change_companies);
    tcase_add_test(cases, an_allocation_is_put_as_it_was_looked_at_or_not_at_all);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
