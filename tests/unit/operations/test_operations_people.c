/* SPDX-License-Identifier: EUPL-1.2 */
/* What attendees do from their phones, what the desk does to people's rows, who may sign in. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attendee_operations.h"
#include "fixture.h"
#include "hall.h"
#include "harness.h"
#include "meeting_operations.h"
#include "people_operations.h"
#include "store_access.h"
#include "user_operations.h"

static const struct operation_actor buyer = {.person = HALL_BUYER};
static const struct operation_actor colleague = {.person = HALL_COLLEAGUE};
static const struct operation_actor team = {.person = 3, .company = HALL_GAMMA};

static enum parvis_status by(const struct operation_actor *actor, const struct operation_form *form,
                             void *order)
{
    struct operation_once once = {.id = ""};
    return hall_perform_as(actor, &once, form, order);
}

static int64_t add_meeting(void)
{
    struct meeting_add order = {.buyer = HALL_BUYER, .company = HALL_GAMMA, .slot = 1};
    ck_assert_int_eq(hall_perform(&meeting_add_form, &order), PARVIS_OK);
    return order.meeting;
}

/* ---- words ---- */

START_TEST(a_word_is_said_by_a_side_and_moves_the_meeting)
{
    struct word_say late = {.meeting = add_meeting(), .kind = TALK_LATE, .minutes = 10};
    ck_assert_int_eq(by(&buyer, &word_say_form, &late), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT minutes FROM word"), 10);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM audit"), 1); /* the host's alone */
    ck_assert_int_eq(by(&colleague, &word_say_form, &late), PARVIS_NOT_FOUND); /* not theirs */
    struct word_say held = {.meeting = late.meeting, .kind = TALK_HELD};
    ck_assert_int_eq(by(&buyer, &word_say_form, &held), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "mine.not_now");
    struct word_say cannot = {.meeting = late.meeting, .kind = TALK_CANNOT};
    ck_assert_int_eq(by(&team, &word_say_form, &cannot), PARVIS_OK);
    ck_assert_str_eq(hall_text("SELECT state FROM meeting"), "cancelled");
}
END_TEST

START_TEST(a_colleague_takes_a_meeting_over_if_they_are_free)
{
    struct word_say order = {
        .meeting = add_meeting(), .kind = TALK_COLLEAGUE, .person = HALL_COLLEAGUE};
    struct meeting_add other = {.buyer = HALL_COLLEAGUE, .company = HALL_ALPHA, .slot = 1};
    ck_assert_int_eq(hall_perform(&meeting_add_form, &other), PARVIS_OK);
    ck_assert_int_eq(by(&buyer, &word_say_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "mine.colleague_busy");
    struct meeting_advance cancel = {.meeting = other.meeting, .to = MEETING_CANCELLED};
    ck_assert_int_eq(hall_perform(&meeting_advance_form, &cancel), PARVIS_OK);
    ck_assert_int_eq(by(&buyer, &word_say_form, &order), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT buyer_id FROM meeting WHERE company_id = 13"),
                     HALL_COLLEAGUE);
    struct word_say stranger = {.meeting = order.meeting, .kind = TALK_COLLEAGUE, .person = 3};
    ck_assert_int_eq(by(&colleague, &word_say_form, &stranger), PARVIS_INVALID);
    ck_assert_str_eq(hall_refused_field(), "person");
}
END_TEST

START_TEST(an_outcome_waits_for_the_meeting_and_an_address_may_be_taken_back)
{
    struct outcome_tell outcome = {
        .meeting = add_meeting(), .useful = 2, .follow_up = FOLLOW_UP_QUOTE};
    struct contact_give contact = {.meeting = outcome.meeting, .give = true};
    ck_assert_int_eq(by(&buyer, &outcome_tell_form, &outcome), PARVIS_CONFLICT);
    ck_assert_int_eq(by(&buyer, &contact_give_form, &contact), PARVIS_CONFLICT);
    struct meeting_advance run = {.meeting = outcome.meeting, .to = MEETING_RUNNING};
    ck_assert_int_eq(hall_perform(&meeting_advance_form, &run), PARVIS_OK);
    ck_assert_int_eq(by(&buyer, &outcome_tell_form, &outcome), PARVIS_OK);
    ck_assert_str_eq(hall_text("SELECT follow_up FROM outcome"), "quote");
    ck_assert_int_eq(by(&buyer, &contact_give_form, &contact), PARVIS_OK);
    struct meeting_advance missed = {.meeting = outcome.meeting, .to = MEETING_NO_SHOW};
    ck_assert_int_eq(hall_perform(&meeting_advance_form, &missed), PARVIS_OK);
    contact.give = false;
    ck_assert_int_eq(by(&buyer, &contact_give_form, &contact), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM contact WHERE taken_back_at IS NULL"), 0);
}
END_TEST

START_TEST(the_same_order_again_counts_once_and_its_id_stands_for_it_alone)
{
    struct operation_once once = {.id = "018f3c2a-7b1e", .digest = {1}};
    struct word_say late = {.meeting = add_meeting(), .kind = TALK_LATE, .minutes = 10};
    ck_assert_int_eq(hall_perform_as(&buyer, &once, &word_say_form, &late), PARVIS_OK);
    ck_assert_uint_gt(hall_changes(), 0);
    ck_assert_int_eq(hall_perform_as(&buyer, &once, &word_say_form, &late), PARVIS_OK);
    ck_assert_uint_eq(hall_changes(), 0);
    once.digest[0] = 2;
    ck_assert_int_eq(hall_perform_as(&buyer, &once, &word_say_form, &late), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "mine.order_reused");
}
END_TEST

/* ---- requests ---- */

static void open_booking(bool open)
{
    char sql[64];
    snprintf(sql, sizeof sql, "UPDATE edition SET booking_open = %d", open);
    fixture_sql(hall_store(), sql);
    ck_assert_int_eq(store_begin(hall_store()), PARVIS_OK);
    ck_assert_int_eq(store_record(hall_store(), "edition", 1, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(hall_store()), PARVIS_OK);
}

static struct meeting_ask ask(int64_t slot)
{
    return (struct meeting_ask){
        .with = HALL_GAMMA, .buyer = HALL_BUYER, .company = HALL_GAMMA, .slot = slot};
}

START_TEST(a_request_that_is_accepted_becomes_a_meeting)
{
    struct meeting_ask order = ask(1);
    open_booking(true);
    ck_assert_int_eq(by(&buyer, &meeting_ask_form, &order), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT lapses_at - made_at FROM request"), 30 * HALL_MINUTE_MS);
    ck_assert_int_eq(by(&buyer, &meeting_ask_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "mine.request_open");
    struct request_settle answer = {.request = hall_number("SELECT id FROM request")};
    ck_assert_int_eq(by(&buyer, &request_settle_form, &answer), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "mine.not_yours");
    ck_assert_int_eq(by(&colleague, &request_settle_form, &answer), PARVIS_NOT_FOUND);
    ck_assert_int_eq(by(&team, &request_settle_form, &answer), PARVIS_OK);
    ck_assert_str_eq(hall_text("SELECT state FROM request"), "accepted");
    ck_assert_int_eq(hall_number("SELECT slot_id FROM meeting"), 1);
    ck_assert_int_eq(by(&team, &request_settle_form, &answer), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "mine.request_over");
}
END_TEST

START_TEST(a_request_is_refused_without_a_third_partys_name)
{
    struct meeting_ask order = ask(1);
    open_booking(false);
    ck_assert_int_eq(by(&buyer, &meeting_ask_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "mine.booking_closed");
    open_booking(true);
    struct meeting_add taken = {.buyer = HALL_COLLEAGUE, .company = HALL_GAMMA, .slot = 1};
    ck_assert_int_eq(hall_perform(&meeting_add_form, &taken), PARVIS_OK);
    ck_assert_int_eq(by(&buyer, &meeting_ask_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "mine.slot_taken");
    order = ask(2);
    hall_set_clock(HALL_OPENS_AT + 120 * HALL_MINUTE_MS);
    ck_assert_int_eq(by(&buyer, &meeting_ask_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "mine.too_late");
}
END_TEST

START_TEST(nobody_floods_the_hall_with_requests)
{
    char sql[600];
    open_booking(true);
    for (int i = 0; i < REQUESTS_OPEN_MAX; i++) {
        snprintf(
            sql, sizeof sql,
            "INSERT INTO organisation (id, name, folded, kind) VALUES (%d, 'C%d', 'c%d',"
            " 'company');"
            "INSERT INTO application (organisation_id, received_at, solution, marketable,"
            " public_fit) VALUES (%d, 0, 's', 1, 1);"
            "INSERT INTO request (buyer_id, company_id, slot_id, by_company, person_id, must,"
            " state, made_at, lapses_at, state_at) VALUES (1, %d, 1, 0, 1, 0, 'open', 1, 2, 1)",
            100 + i, i, i, 100 + i, 100 + i);
        fixture_sql(hall_store(), sql);
    }
    struct meeting_ask order = ask(1);
    ck_assert_int_eq(hall_perform_unverified(&buyer, &meeting_ask_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "mine.too_many_requests");
}
END_TEST

/* ---- visitors ---- */

START_TEST(a_stands_team_notes_its_visitors)
{
    struct lead_scan scan = {.person = HALL_BUYER, .at = HALL_OPENS_AT - HALL_MINUTE_MS};
    ck_assert_int_eq(by(&buyer, &lead_scan_form, &scan), PARVIS_FORBIDDEN);
    ck_assert_str_eq(hall_refusal(), "mine.no_stand");
    ck_assert_int_eq(by(&team, &lead_scan_form, &scan), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT at FROM lead"), HALL_OPENS_AT - HALL_MINUTE_MS);
    struct lead_note note = {.lead = scan.lead, .interest = 3, .note = "Veut un devis."};
    ck_assert_int_eq(by(&team, &lead_note_form, &note), PARVIS_OK);
    ck_assert_str_eq(hall_text("SELECT note FROM lead"), "Veut un devis.");
    note.lead = 99;
    ck_assert_int_eq(by(&team, &lead_note_form, &note), PARVIS_NOT_FOUND);
    scan = (struct lead_scan){.person = HALL_COLLEAGUE, .at = 1}; /* not believed */
    ck_assert_int_eq(by(&team, &lead_scan_form, &scan), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT at FROM lead WHERE person_id = 2"), HALL_OPENS_AT);
}
END_TEST

/* ---- people's rows ---- */

START_TEST(a_profile_is_corrected_as_far_as_it_is_said)
{
    struct person_correct order = {.person = HALL_BUYER};
    snprintf(order.said.texts[PERSON_POSITION], PERSON_TEXT_BYTES, "Acheteuse");
    person_set_text(&order.said.entry, &person_columns[PERSON_POSITION],
                    order.said.texts[PERSON_POSITION]);
    ck_assert_int_eq(hall_perform(&person_correct_form, &order), PARVIS_OK);
    ck_assert_str_eq(hall_text("SELECT first_name || ' ' || position FROM person WHERE id = 1"),
                     "Éloïse Acheteuse");
    order.person = 99;
    ck_assert_int_eq(hall_perform(&person_correct_form, &order), PARVIS_NOT_FOUND);
}
END_TEST

START_TEST(two_rows_become_one_and_a_person_is_erased)
{
    struct person_merge merge = {.person = HALL_BUYER, .duplicate = 3};
    ck_assert_int_eq(hall_perform(&person_merge_form, &merge), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "person.other_role");
    merge.duplicate = HALL_COLLEAGUE;
    ck_assert_int_eq(hall_perform(&person_merge_form, &merge), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT erased_at IS NOT NULL FROM person WHERE id = 2"), 1);
    struct person_erase erase = {.person = HALL_BUYER, .confirm = true};
    ck_assert_int_eq(hall_perform(&person_erase_form, &erase), PARVIS_OK);
    ck_assert_int_eq(erase.at, HALL_OPENS_AT);
    ck_assert_str_eq(hall_text("SELECT group_concat(action, ' ') FROM audit"),
                     "person.merge person.erase");
    ck_assert_int_eq(hall_perform(&person_erase_form, &erase), PARVIS_NOT_FOUND);
}
END_TEST

/* ---- accounts ---- */

static int64_t add_user(const char *name, enum user_role role)
{
    struct user_add order = {.role = role, .hash = "x"};
    snprintf(order.name, sizeof order.name, "%s", name);
    ck_assert_int_eq(hall_perform(&user_add_form, &order), PARVIS_OK);
    return order.user;
}

START_TEST(a_name_is_taken_once_and_comes_back_after_it_was_revoked)
{
    struct user_add again = {.name = "marie", .role = USER_VIEWER, .hash = "y"};
    struct user_revoke revoke = {.user = add_user("marie", USER_HOST)};
    ck_assert_int_eq(hall_perform(&user_add_form, &again), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "user.name_taken");
    ck_assert_int_eq(hall_perform(&user_revoke_form, &revoke), PARVIS_OK);
    ck_assert_int_eq(hall_perform(&user_revoke_form, &revoke), PARVIS_NOT_FOUND);
    struct user_password password = {.user = revoke.user, .hash = "z"};
    ck_assert_int_eq(hall_perform(&user_password_form, &password), PARVIS_NOT_FOUND);
    ck_assert_int_eq(hall_perform(&user_add_form, &again), PARVIS_OK);
    ck_assert_int_eq(again.user, revoke.user);
    ck_assert_int_eq(hall_perform(&user_password_form, &password), PARVIS_OK);
    again.replace = true; /* at the machine itself */
    ck_assert_int_eq(hall_perform(&user_add_form, &again), PARVIS_OK);
}
END_TEST

START_TEST(an_organiser_is_left_and_nobody_ends_oneself)
{
    struct user_revoke oneself = {.user = 1};
    ck_assert_int_eq(hall_perform(&user_revoke_form, &oneself), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "user.oneself");
    int64_t other = add_user("marie", USER_ORGANISER);
    const struct operation_actor marie = {.user = other, .name = "marie"};
    struct user_role_set demote = {.user = 1, .role = USER_VIEWER};
    ck_assert_int_eq(by(&marie, &user_role_set_form, &demote), PARVIS_OK);
    const struct operation_actor claire = {.user = 1, .name = "claire"};
    struct user_revoke last = {.user = other};
    ck_assert_int_eq(by(&claire, &user_revoke_form, &last), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "user.last_organiser");
    const struct operation_actor nobody = {.user = 0}; /* at the machine itself */
    struct user_revoke by_name = {.name = "marie"};
    ck_assert_int_eq(by(&nobody, &user_revoke_form, &by_name), PARVIS_OK);
    ck_assert_int_eq(by_name.user, other);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("operations of people");
    TCase *cases = tcase_create("people");
    tcase_add_checked_fixture(cases, hall_open, hall_close);
    tcase_add_test(cases, a_word_is_said_by_a_side_and_moves_the_meeting);
    tcase_add_test(cases, a_colleague_takes_a_meeting_over_if_they_are_free);
    tcase_add_test(cases, an_outcome_waits_for_the_meeting_and_an_address_may_be_taken_back);
    tcase_add_test(cases, the_same_order_again_counts_once_and_its_id_stands_for_it_alone);
    tcase_add_test(cases, a_request_that_is_accepted_becomes_a_meeting);
    tcase_add_test(cases, a_request_is_refused_without_a_third_partys_name);
    tcase_add_test(cases, nobody_floods_the_hall_with_requests);
    tcase_add_test(cases, a_stands_team_notes_its_visitors);
    tcase_add_test(cases, a_profile_is_corrected_as_far_as_it_is_said);
    tcase_add_test(cases, two_rows_become_one_and_a_person_is_erased);
    tcase_add_test(cases, a_name_is_taken_once_and_comes_back_after_it_was_revoked);
    tcase_add_test(cases, an_organiser_is_left_and_nobody_ends_oneself);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
