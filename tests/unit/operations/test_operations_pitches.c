/* SPDX-License-Identifier: EUPL-1.2 */
/* Steering the running order. */
#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"
#include "hall.h"
#include "harness.h"
#include "meeting_operations.h"
#include "pitch_operations.h"

static enum parvis_status next(int64_t *ret_pitch)
{
    struct pitch_next order = {0};
    enum parvis_status status = hall_perform(&pitch_next_form, &order);
    *ret_pitch = order.pitch;
    return status;
}

START_TEST(the_big_button_goes_through_the_running_order)
{
    int64_t pitch = 0;
    static const char state[] = "SELECT group_concat(state, ' ') FROM (SELECT state FROM pitch"
                                " ORDER BY position)";
    ck_assert_int_eq(next(&pitch), PARVIS_OK);
    ck_assert_int_eq(pitch, HALL_PITCH_ALPHA);
    ck_assert_str_eq(hall_text(state), "on_stage ready");
    hall_set_clock(HALL_OPENS_AT + 10 * HALL_MINUTE_MS);
    ck_assert_int_eq(next(&pitch), PARVIS_OK);
    ck_assert_str_eq(hall_text(state), "questions ready");
    ck_assert_int_eq(next(&pitch), PARVIS_OK);
    ck_assert_int_eq(next(&pitch), PARVIS_OK);
    ck_assert_int_eq(pitch, HALL_PITCH_BETA);
    ck_assert_str_eq(hall_text(state), "done on_stage");
    ck_assert_int_eq(next(&pitch), PARVIS_OK);
    ck_assert_int_eq(next(&pitch), PARVIS_OK);
    ck_assert_int_eq(next(&pitch), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "pitch.none_left");
    ck_assert_int_eq(hall_number("SELECT count(*) FROM audit WHERE action = 'pitch.next'"), 6);
}
END_TEST

START_TEST(a_move_that_is_not_declared_is_refused)
{
    struct pitch_advance order = {.pitch = HALL_PITCH_ALPHA, .to = PITCH_QUESTIONS};
    ck_assert_int_eq(hall_perform(&pitch_advance_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "pitch.no_such_move");
    order.to = PITCH_ON_STAGE;
    ck_assert_int_eq(hall_perform(&pitch_advance_form, &order), PARVIS_OK);
    order.pitch = HALL_PITCH_BETA;
    ck_assert_int_eq(hall_perform(&pitch_advance_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "pitch.stage_taken");
    order.pitch = 99;
    ck_assert_int_eq(hall_perform(&pitch_advance_form, &order), PARVIS_NOT_FOUND);
}
END_TEST

START_TEST(minutes_that_are_given_push_the_others_on)
{
    int64_t pitch = 0;
    struct pitch_time order = {.pitch = HALL_PITCH_ALPHA, .minutes = 5};
    ck_assert_int_eq(hall_perform(&pitch_time_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "pitch.not_running");
    ck_assert_int_eq(next(&pitch), PARVIS_OK);
    int64_t before = hall_number("SELECT projected_from_at FROM pitch WHERE id = 2");
    ck_assert_int_eq(hall_perform(&pitch_time_form, &order), PARVIS_OK);
    ck_assert_int_gt(hall_number("SELECT projected_from_at FROM pitch WHERE id = 2"), before);
    order.minutes = -5;
    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(hall_perform(&pitch_time_form, &order), PARVIS_OK);
    ck_assert_int_eq(hall_perform(&pitch_time_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "pitch.no_minute_left");
}
END_TEST

START_TEST(a_pause_gives_its_time_back)
{
    int64_t pitch = 0;
    struct pitch_pause order = {.pitch = HALL_PITCH_ALPHA, .paused = true};
    ck_assert_int_eq(hall_perform(&pitch_pause_form, &order), PARVIS_CONFLICT);
    ck_assert_int_eq(next(&pitch), PARVIS_OK);
    ck_assert_int_eq(hall_perform(&pitch_pause_form, &order), PARVIS_OK);
    hall_set_clock(HALL_OPENS_AT + 2 * HALL_MINUTE_MS);
    order.paused = false;
    ck_assert_int_eq(hall_perform(&pitch_pause_form, &order), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT pitch_ms FROM pitch WHERE id = 1"), 10 * HALL_MINUTE_MS);
}
END_TEST

START_TEST(two_ready_pitches_change_places)
{
    struct pitch_swap order = {.a = HALL_PITCH_ALPHA, .b = HALL_PITCH_BETA};
    ck_assert_int_eq(hall_perform(&pitch_swap_form, &order), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT position FROM pitch WHERE id = 1"), 2);
    order.b = order.a;
    ck_assert_int_eq(hall_perform(&pitch_swap_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "pitch.same");
    order.b = 99;
    ck_assert_int_eq(hall_perform(&pitch_swap_form, &order), PARVIS_NOT_FOUND);
}
END_TEST

START_TEST(a_company_that_comes_late_does_not_pitch_before)
{
    fixture_sql(hall_store(), "UPDATE application SET arrives_at = 1511165700000"
                              " WHERE organisation_id = 12");
    ck_assert_int_eq(store_begin(hall_store()), PARVIS_OK);
    ck_assert_int_eq(store_record(hall_store(), "application", 12, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(hall_store()), PARVIS_OK);
    struct pitch_swap order = {.a = HALL_PITCH_ALPHA, .b = HALL_PITCH_BETA};
    ck_assert_int_eq(hall_perform(&pitch_swap_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "pitch.not_arrived");
    ck_assert_int_eq(hall_number("SELECT position FROM pitch WHERE id = 1"), 1);
}
END_TEST

/* The second pitch goes on until 10:08, into slot 0. */
START_TEST(a_planned_meeting_makes_room_for_the_pitch)
{
    fixture_sql(hall_store(),
                "UPDATE pitch SET planned_from_at = 1511168400000, planned_to_at = 1511169180000,"
                " projected_from_at = 1511168400000, projected_to_at = 1511169180000 WHERE id = 2");
    ck_assert_int_eq(store_begin(hall_store()), PARVIS_OK);
    ck_assert_int_eq(store_record(hall_store(), "pitch", 2, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(hall_store()), PARVIS_OK);
    struct meeting_add meeting = {.buyer = HALL_BUYER, .company = HALL_ALPHA, .slot = 0};
    ck_assert_int_eq(hall_perform(&meeting_add_form, &meeting), PARVIS_OK);
    struct pitch_swap order = {.a = HALL_PITCH_ALPHA, .b = HALL_PITCH_BETA};
    ck_assert_int_eq(hall_perform(&pitch_swap_form, &order), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT slot_id FROM meeting"), 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("operations on pitches");
    TCase *cases = tcase_create("pitches");
    tcase_add_checked_fixture(cases, hall_open, hall_close);
    tcase_add_test(cases, the_big_button_goes_through_the_running_order);
    tcase_add_test(cases, a_move_that_is_not_declared_is_refused);
    tcase_add_test(cases, minutes_that_are_given_push_the_others_on);
    tcase_add_test(cases, a_pause_gives_its_time_back);
    tcase_add_test(cases, two_ready_pitches_change_places);
    tcase_add_test(cases, a_company_that_comes_late_does_not_pitch_before);
    tcase_add_test(cases, a_planned_meeting_makes_room_for_the_pitch);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
