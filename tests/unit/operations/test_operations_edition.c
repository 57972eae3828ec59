/* SPDX-License-Identifier: EUPL-1.2 */
/* Settings, sessions, the grid, demonstrations. */
#include <stdio.h>
#include <stdlib.h>

#include "demonstration_operations.h"
#include "edition_operations.h"
#include "fixture.h"
#include "hall.h"
#include "harness.h"
#include "meeting_operations.h"

START_TEST(what_is_not_given_stays)
{
    struct settings_change order = {
        .given = {.call_min = true, .languages = true},
        .call_min = 7,
        .languages = {TEXT_FR, TEXT_NL},
        .languages_count = 2,
    };
    ck_assert_int_eq(hall_perform(&settings_change_form, &order), PARVIS_OK);
    ck_assert_str_eq(hall_text("SELECT name || call_min || languages FROM edition"),
                     "Essai7[\"fr\",\"nl\"]");
    ck_assert_int_eq(hall_number("SELECT opens_at FROM edition"), HALL_OPENS_AT);
    ck_assert_str_eq(hall_text("SELECT kind || subject FROM audit WHERE action = 'settings'"),
                     "edition1");
}
END_TEST

START_TEST(hours_that_leave_something_outside_are_refused)
{
    struct settings_change order = {.given = {.opens_at = true},
                                    .opens_at = HALL_OPENS_AT + HALL_MINUTE_MS};
    ck_assert_int_eq(hall_perform(&settings_change_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "settings.outside");
    order.opens_at = INT64_C(1511193600000);
    ck_assert_int_eq(hall_perform(&settings_change_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "settings.hours");
    order = (struct settings_change){.given = {.closes_at = true},
                                     .closes_at = HALL_OPENS_AT + 120 * HALL_MINUTE_MS};
    ck_assert_int_eq(hall_perform(&settings_change_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "settings.slots_outside");
    order = (struct settings_change){.given = {.kept_min = true}, .kept_min = 10000};
    ck_assert_int_eq(hall_perform(&settings_change_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "settings.numbers");
}
END_TEST

START_TEST(booking_is_noted_by_what_it_does)
{
    struct booking_set order = {.open = false};
    ck_assert_int_eq(hall_perform(&booking_set_form, &order), PARVIS_OK);
    order.open = true;
    ck_assert_int_eq(hall_perform(&booking_set_form, &order), PARVIS_OK);
    ck_assert_str_eq(hall_text("SELECT group_concat(action, ' ') FROM audit"),
                     "booking.close booking.open");
}
END_TEST

START_TEST(a_session_whose_times_are_planned_from_does_not_move)
{
    struct session_change order = {
        .session = 1, .given = {.from_at = true}, .from_at = HALL_OPENS_AT + 1};
    ck_assert_int_eq(hall_perform(&session_change_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "settings.planned_from");
    order = (struct session_change){.session = 1, .given = {.seats = true}, .seats = 4};
    ck_assert_int_eq(hall_perform(&session_change_form, &order), PARVIS_INVALID);
    ck_assert_str_eq(hall_refused_field(), "seats");
    order = (struct session_change){
        .session = 1, .given = {.room = true, .title = true}, .room = "Amphithéâtre"};
    ck_assert_int_eq(hall_perform(&session_change_form, &order), PARVIS_OK);
    ck_assert_str_eq(hall_text("SELECT room || title FROM session"), "Amphithéâtre");
    order.session = 99;
    ck_assert_int_eq(hall_perform(&session_change_form, &order), PARVIS_NOT_FOUND);
}
END_TEST

static struct grid_make grid(int64_t from_min, int64_t to_min)
{
    return (struct grid_make){.slot_min = 20,
                              .gap_min = 10,
                              .windows = {{HALL_OPENS_AT + from_min * HALL_MINUTE_MS,
                                           HALL_OPENS_AT + to_min * HALL_MINUTE_MS}},
                              .windows_count = 1};
}

START_TEST(a_grid_is_cut_and_keeps_the_slots_that_have_meetings)
{
    struct meeting_add meeting = {.buyer = HALL_BUYER, .company = HALL_GAMMA, .slot = 1};
    ck_assert_int_eq(hall_perform(&meeting_add_form, &meeting), PARVIS_OK);
    struct grid_make order = grid(60, 240);
    ck_assert_int_eq(hall_perform(&grid_make_form, &order), PARVIS_OK);
    ck_assert_uint_eq(order.slots, 6);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM slot"), 6);
    order = grid(70, 240);
    ck_assert_int_eq(hall_perform(&grid_make_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "grid.held");
    order = grid(60, 70);
    ck_assert_int_eq(hall_perform(&grid_make_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "grid.none");
    order = grid(-60, 70);
    ck_assert_int_eq(hall_perform(&grid_make_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "grid.windows");
    order = grid(0, 480);
    order.slot_min = 5;
    order.gap_min = 0;
    ck_assert_int_eq(hall_perform(&grid_make_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "grid.many");
    ck_assert_int_eq(hall_number("SELECT count(*) FROM slot"), 6);
}
END_TEST

/* A demonstration room from 10:00, half an hour each. */
static void open_room(void)
{
    fixture_sql(hall_store(),
                "INSERT INTO session (id, kind, room, from_at, to_at, slot_min, seats) VALUES"
                " (2, 'demonstration', 'Salle 1', 1511168400000, 1511175600000, 30, 25)");
    ck_assert_int_eq(store_begin(hall_store()), PARVIS_OK);
    ck_assert_int_eq(store_record(hall_store(), "session", 2, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(hall_store()), PARVIS_OK);
}

START_TEST(a_demonstration_is_placed_moved_and_taken_off)
{
    open_room();
    struct demonstration_place order = {
        .company = HALL_GAMMA, .session = 2, .from_at = INT64_C(1511168400000)};
    ck_assert_int_eq(hall_perform(&demonstration_place_form, &order), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT seats FROM demonstration"), 25);
    struct demonstration_seats seats = {.demonstration = order.demonstration, .seats = 12};
    ck_assert_int_eq(hall_perform(&demonstration_seats_form, &seats), PARVIS_OK);
    ck_assert_int_eq(hall_perform(&demonstration_seats_form, &seats), PARVIS_OK);
    ck_assert_int_eq(hall_changes(), 0);
    order.from_at += 30 * HALL_MINUTE_MS;
    ck_assert_int_eq(hall_perform(&demonstration_place_form, &order), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM demonstration"), 1);
    ck_assert_int_eq(hall_number("SELECT seats FROM demonstration"), 12);
    struct demonstration_cancel cancel = {.demonstration = order.demonstration};
    ck_assert_int_eq(hall_perform(&demonstration_cancel_form, &cancel), PARVIS_OK);
    ck_assert_int_eq(hall_perform(&demonstration_cancel_form, &cancel), PARVIS_NOT_FOUND);
    ck_assert_int_eq(hall_perform(&demonstration_seats_form, &seats), PARVIS_NOT_FOUND);
}
END_TEST

START_TEST(a_demonstration_meets_neither_anothers_slot_nor_a_meeting)
{
    open_room();
    struct demonstration_place order = {
        .company = HALL_GAMMA, .session = 2, .from_at = INT64_C(1511168400000)};
    ck_assert_int_eq(hall_perform(&demonstration_place_form, &order), PARVIS_OK);
    order.company = HALL_ALPHA;
    ck_assert_int_eq(hall_perform(&demonstration_place_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "demonstration.taken");
    order.from_at += 1;
    ck_assert_int_eq(hall_perform(&demonstration_place_form, &order), PARVIS_INVALID);
    ck_assert_str_eq(hall_refused_field(), "from_at");
    struct meeting_add meeting = {.buyer = HALL_BUYER, .company = HALL_ALPHA, .slot = 1};
    ck_assert_int_eq(hall_perform(&meeting_add_form, &meeting), PARVIS_OK);
    order.from_at = INT64_C(1511170200000);
    ck_assert_int_eq(hall_perform(&demonstration_place_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "demonstration.meets");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("operations on the edition");
    TCase *cases = tcase_create("edition");
    tcase_add_checked_fixture(cases, hall_open, hall_close);
    tcase_add_test(cases, what_is_not_given_stays);
    tcase_add_test(cases, hours_that_leave_something_outside_are_refused);
    tcase_add_test(cases, booking_is_noted_by_what_it_does);
    tcase_add_test(cases, a_session_whose_times_are_planned_from_does_not_move);
    tcase_add_test(cases, a_grid_is_cut_and_keeps_the_slots_that_have_meetings);
    tcase_add_test(cases, a_demonstration_is_placed_moved_and_taken_off);
    tcase_add_test(cases, a_demonstration_meets_neither_anothers_slot_nor_a_meeting);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
