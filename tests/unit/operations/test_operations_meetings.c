/* SPDX-License-Identifier: EUPL-1.2 */
/* Adding, moving, holding and advancing a meeting. */
#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"
#include "hall.h"
#include "harness.h"
#include "meeting_operations.h"

static int64_t add(int64_t buyer, int64_t company, int64_t slot)
{
    struct meeting_add order = {.buyer = buyer, .company = company, .slot = slot};
    ck_assert_int_eq(hall_perform(&meeting_add_form, &order), PARVIS_OK);
    ck_assert_int_gt(order.meeting, 0);
    return order.meeting;
}

static void refuse_add(int64_t buyer, int64_t company, int64_t slot, enum parvis_status status,
                       const char *key)
{
    struct meeting_add order = {.buyer = buyer, .company = company, .slot = slot};
    ck_assert_int_eq(hall_perform(&meeting_add_form, &order), status);
    ck_assert_str_eq(hall_refusal(), key);
    ck_assert_int_eq(hall_changes(), 0);
}

static enum parvis_status advance(int64_t meeting, enum meeting_state to)
{
    struct meeting_advance order = {.meeting = meeting, .to = to};
    return hall_perform(&meeting_advance_form, &order);
}

static enum parvis_status move(int64_t meeting, int64_t slot)
{
    struct meeting_move order = {.meeting = meeting, .slot = slot};
    return hall_perform(&meeting_move_form, &order);
}

START_TEST(a_meeting_is_planned_at_the_companys_stand_and_noted)
{
    add(HALL_BUYER, HALL_GAMMA, 1);
    ck_assert_int_eq(hall_changes(), 2); /* the meeting, and the note */
    ck_assert_str_eq(hall_text("SELECT state || ' ' || place FROM meeting"), "planned A1");
    ck_assert_int_eq(hall_number("SELECT weight FROM meeting"), 1);
    ck_assert_int_eq(hall_number("SELECT subject FROM audit WHERE action = 'meeting.add'"
                                 " AND kind = 'meeting' AND user_id = 1"),
                     hall_number("SELECT id FROM meeting"));
}
END_TEST

START_TEST(a_wish_gives_the_meeting_its_weight)
{
    fixture_sql(hall_store(), "INSERT INTO wish (id, buyer_id, company_id, by_company, priority)"
                              " VALUES (1, 1, 13, 0, 5)");
    ck_assert_int_eq(store_begin(hall_store()), PARVIS_OK);
    ck_assert_int_eq(store_record(hall_store(), "wish", 1, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(hall_store()), PARVIS_OK);
    add(HALL_BUYER, HALL_GAMMA, 1);
    ck_assert_int_gt(hall_number("SELECT weight FROM meeting"), 1);
}
END_TEST

START_TEST(what_does_not_exist_is_named_by_its_member)
{
    refuse_add(99, HALL_GAMMA, 1, PARVIS_INVALID, "steering.unknown");
    ck_assert_str_eq(hall_refused_field(), "buyer");
    refuse_add(3, HALL_GAMMA, 1, PARVIS_INVALID, "steering.unknown"); /* a visitor */
    refuse_add(HALL_BUYER, 1, 1, PARVIS_INVALID, "steering.unknown"); /* a buyer's body */
    ck_assert_str_eq(hall_refused_field(), "company");
    refuse_add(HALL_BUYER, HALL_GAMMA, 9, PARVIS_INVALID, "steering.unknown");
    ck_assert_str_eq(hall_refused_field(), "slot");
}
END_TEST

START_TEST(nobody_is_in_two_places_at_once)
{
    add(HALL_BUYER, HALL_GAMMA, 1);
    refuse_add(HALL_BUYER, HALL_ALPHA, 1, PARVIS_CONFLICT, "meeting.buyer_meets");
    refuse_add(HALL_COLLEAGUE, HALL_GAMMA, 1, PARVIS_CONFLICT, "meeting.company_meets");
    refuse_add(HALL_BUYER, HALL_GAMMA, 2, PARVIS_CONFLICT, "meeting.pair_meets");
    ck_assert_int_eq(hall_number("SELECT count(*) FROM meeting"), 1);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM audit"), 1);
}
END_TEST

START_TEST(a_planned_meeting_moves_and_a_locked_one_stays)
{
    int64_t meeting = add(HALL_BUYER, HALL_GAMMA, 1);
    struct meeting_lock lock = {.meeting = meeting, .locked = true};
    ck_assert_int_eq(move(meeting, 2), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT slot_id FROM meeting"), 2);
    ck_assert_int_eq(hall_perform(&meeting_lock_form, &lock), PARVIS_OK);
    ck_assert_int_eq(move(meeting, 3), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "meeting.locked");
    lock.locked = false;
    ck_assert_int_eq(hall_perform(&meeting_lock_form, &lock), PARVIS_OK);
    ck_assert_int_eq(move(meeting, 3), PARVIS_OK);
    ck_assert_int_eq(move(999, 3), PARVIS_NOT_FOUND);
}
END_TEST

START_TEST(locking_what_is_locked_is_no_deed)
{
    struct meeting_lock lock = {.meeting = add(HALL_BUYER, HALL_GAMMA, 1), .locked = false};
    ck_assert_int_eq(hall_perform(&meeting_lock_form, &lock), PARVIS_OK);
    ck_assert_int_eq(hall_changes(), 0);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM audit WHERE action = 'meeting.lock'"), 0);
}
END_TEST

START_TEST(a_meeting_goes_along_its_life_by_the_table)
{
    int64_t meeting = add(HALL_BUYER, HALL_GAMMA, 1);
    hall_set_clock(HALL_OPENS_AT + 90 * HALL_MINUTE_MS);
    ck_assert_int_eq(advance(meeting, MEETING_CALLED), PARVIS_OK);
    ck_assert_int_eq(advance(meeting, MEETING_RUNNING), PARVIS_OK);
    ck_assert_int_eq(move(meeting, 3), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "meeting.not_planned");
    ck_assert_int_eq(advance(meeting, MEETING_PLANNED), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "meeting.no_such_move");
    ck_assert_int_eq(advance(meeting, MEETING_DONE), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT state_at FROM meeting"),
                     HALL_OPENS_AT + 90 * HALL_MINUTE_MS);
    ck_assert_int_eq(advance(999, MEETING_CALLED), PARVIS_NOT_FOUND);
}
END_TEST

START_TEST(a_cancelled_meeting_comes_back_only_if_its_slot_is_free)
{
    int64_t meeting = add(HALL_BUYER, HALL_GAMMA, 1);
    ck_assert_int_eq(advance(meeting, MEETING_CANCELLED), PARVIS_OK);
    int64_t other = add(HALL_COLLEAGUE, HALL_GAMMA, 1);
    ck_assert_int_eq(advance(meeting, MEETING_PLANNED), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "meeting.company_meets");
    ck_assert_int_eq(advance(other, MEETING_CANCELLED), PARVIS_OK);
    ck_assert_int_eq(advance(meeting, MEETING_PLANNED), PARVIS_OK);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("operations on meetings");
    TCase *cases = tcase_create("meetings");
    tcase_add_checked_fixture(cases, hall_open, hall_close);
    tcase_add_test(cases, a_meeting_is_planned_at_the_companys_stand_and_noted);
    tcase_add_test(cases, a_wish_gives_the_meeting_its_weight);
    tcase_add_test(cases, what_does_not_exist_is_named_by_its_member);
    tcase_add_test(cases, nobody_is_in_two_places_at_once);
    tcase_add_test(cases, a_planned_meeting_moves_and_a_locked_one_stays);
    tcase_add_test(cases, locking_what_is_locked_is_no_deed);
    tcase_add_test(cases, a_meeting_goes_along_its_life_by_the_table);
    tcase_add_test(cases, a_cancelled_meeting_comes_back_only_if_its_slot_is_free);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
