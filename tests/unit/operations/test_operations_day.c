/* SPDX-License-Identifier: EUPL-1.2 */
/* The day's own clock, what is taken back, who is kept, a plan that is put in force. */
#include <stdio.h>
#include <stdlib.h>

#include "audit_operations.h"
#include "day_operations.h"
#include "fixture.h"
#include "hall.h"
#include "harness.h"
#include "kinds.h"
#include "meeting_operations.h"
#include "notice_operations.h"
#include "pitch_operations.h"
#include "plan_operations.h"
#include "selection_operations.h"
#include "stand_operations.h"

static int64_t add(int64_t buyer, int64_t company, int64_t slot)
{
    struct meeting_add order = {.buyer = buyer, .company = company, .slot = slot};
    ck_assert_int_eq(hall_perform(&meeting_add_form, &order), PARVIS_OK);
    return order.meeting;
}

static void turn(int64_t now)
{
    struct day_turn order = {0};
    hall_set_clock(now);
    ck_assert_int_eq(hall_perform(&day_turn_form, &order), PARVIS_OK);
}

static void arrive(int64_t person)
{
    char sql[400];
    snprintf(sql, sizeof sql,
             "INSERT INTO scan (number, id, digest, device_id, serial, person_id, direction,"
             " occurred_at, received_at, status, before_state) VALUES (1, 'scan-0001', x'00', 1,"
             " %lld, %lld, 'in', 1511164800000, 1511164800000, 'admitted', 'expected');"
             "INSERT INTO presence (person_id, state, first_at, place, at, scan) VALUES"
             " (%lld, 'in', 1511164800000, 'Porte A', 1511164800000, 1)",
             (long long)person, (long long)person, (long long)person);
    fixture_sql(hall_store(), sql);
    ck_assert_int_eq(store_begin(hall_store()), PARVIS_OK);
    ck_assert_int_eq(store_record(hall_store(), "presence", person, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(hall_store()), PARVIS_OK);
}

static const char states[] = "SELECT group_concat(state, ' ') FROM"
                             " (SELECT state FROM meeting ORDER BY id)";

START_TEST(meetings_are_called_run_and_end_by_the_clock)
{
    arrive(HALL_BUYER);
    add(HALL_BUYER, HALL_GAMMA, 1);     /* 10:30 to 10:50 */
    add(HALL_COLLEAGUE, HALL_ALPHA, 1); /* is not in the house */
    int64_t begin = HALL_OPENS_AT + 90 * HALL_MINUTE_MS;
    turn(begin - 60 * HALL_MINUTE_MS);
    ck_assert_str_eq(hall_text(states), "planned planned");
    turn(begin - HALL_MINUTE_MS);
    ck_assert_str_eq(hall_text(states), "called called");
    turn(begin);
    ck_assert_str_eq(hall_text(states), "running called");
    turn(begin + 20 * HALL_MINUTE_MS);
    ck_assert_str_eq(hall_text(states), "done no_show");
    turn(begin + 20 * HALL_MINUTE_MS);
    ck_assert_int_eq(hall_changes(), 0);                            /* twice changes nothing */
    ck_assert_int_eq(hall_number("SELECT count(*) FROM audit"), 2); /* the host's two */
}
END_TEST

START_TEST(requests_that_nobody_answered_lapse)
{
    fixture_sql(hall_store(),
                "INSERT INTO request (id, buyer_id, company_id, slot_id, by_company, person_id,"
                " must, state, made_at, lapses_at, state_at) VALUES"
                " (1, 1, 13, 1, 0, 1, 0, 'open', 1511164800000, 1511166600000, 1511164800000)");
    ck_assert_int_eq(store_begin(hall_store()), PARVIS_OK);
    ck_assert_int_eq(store_record(hall_store(), "request", 1, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(hall_store()), PARVIS_OK);
    struct requests_lapse order = {0};
    ck_assert_int_eq(hall_perform(&requests_lapse_form, &order), PARVIS_OK);
    ck_assert_str_eq(hall_text("SELECT state FROM request"), "open");
    hall_set_clock(INT64_C(1511166600000));
    ck_assert_int_eq(hall_perform(&requests_lapse_form, &order), PARVIS_OK);
    ck_assert_str_eq(hall_text("SELECT state FROM request"), "lapsed");
}
END_TEST

static enum parvis_status take_back_last(void)
{
    struct undo order = {.entry = hall_number("SELECT max(id) FROM audit")};
    return hall_perform(&undo_form, &order);
}

START_TEST(what_was_done_is_taken_back_and_that_again)
{
    int64_t meeting = add(HALL_BUYER, HALL_GAMMA, 1);
    struct meeting_move move = {.meeting = meeting, .slot = 2};
    ck_assert_int_eq(hall_perform(&meeting_move_form, &move), PARVIS_OK);
    ck_assert_int_eq(take_back_last(), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT slot_id FROM meeting"), 1);
    ck_assert_int_eq(take_back_last(), PARVIS_OK); /* the undoing itself */
    ck_assert_int_eq(hall_number("SELECT slot_id FROM meeting"), 2);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM audit WHERE undoes IS NOT NULL"), 2);
}
END_TEST

START_TEST(an_added_meeting_a_pitch_and_a_stand_go_back)
{
    int64_t pitches_before = hall_number("SELECT position FROM pitch WHERE id = 1");
    struct pitch_swap swap = {.a = HALL_PITCH_ALPHA, .b = HALL_PITCH_BETA};
    struct stand_company_set stand = {.stand = HALL_A3, .company = HALL_GAMMA};
    add(HALL_BUYER, HALL_GAMMA, 1);
    ck_assert_int_eq(take_back_last(), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM meeting"), 0);
    ck_assert_int_eq(hall_perform(&pitch_swap_form, &swap), PARVIS_OK);
    ck_assert_int_eq(take_back_last(), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT position FROM pitch WHERE id = 1"), pitches_before);
    ck_assert_int_eq(hall_perform(&stand_company_set_form, &stand), PARVIS_OK);
    ck_assert_int_eq(take_back_last(), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT company_id FROM stand WHERE id = 1"), HALL_GAMMA);
}
END_TEST

START_TEST(what_somebody_changed_since_stays)
{
    int64_t meeting = add(HALL_BUYER, HALL_GAMMA, 1);
    struct undo order = {.entry = hall_number("SELECT max(id) FROM audit")};
    struct meeting_move move = {.meeting = meeting, .slot = 2};
    ck_assert_int_eq(hall_perform(&meeting_move_form, &move), PARVIS_OK);
    ck_assert_int_eq(hall_perform(&undo_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "undo.moved_on");
    ck_assert_int_eq(take_back_last(), PARVIS_OK);
    order.entry = hall_number("SELECT undoes FROM audit WHERE undoes IS NOT NULL");
    ck_assert_int_eq(hall_perform(&undo_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "undo.done_before");
    struct notice_add notice = {.fr = "a", .en = "a", .minutes = 1};
    ck_assert_int_eq(hall_perform(&notice_add_form, &notice), PARVIS_OK);
    ck_assert_int_eq(take_back_last(), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "undo.cannot");
    order.entry = 999;
    ck_assert_int_eq(hall_perform(&undo_form, &order), PARVIS_NOT_FOUND);
}
END_TEST

START_TEST(what_is_steered_on_the_day_goes_back_and_nothing_else)
{
    char sql[160];
    for (size_t i = 0; i < KIND_COUNT; i++) {
        bool steered = i == KIND_PITCH || i == KIND_MEETING || i == KIND_STAND;
        bool undoing = i == KIND_AUDIT; /* a deed that took another back */
        ck_assert_msg(undo_is_possible(kinds[i].name) == (steered || undoing), "%s", kinds[i].name);
        /* The trail finds what a deed changed by an index over these kinds alone. */
        snprintf(sql, sizeof sql,
                 "SELECT count(*) FROM sqlite_schema WHERE name = 'change_steered'"
                 " AND sql LIKE '%%''%s''%%'",
                 kinds[i].name);
        ck_assert_msg(hall_number(sql) == steered, "change_steered, %s", kinds[i].name);
    }
    ck_assert(undo_is_possible("plan"));
    ck_assert(!undo_is_possible("no such kind"));
}
END_TEST

START_TEST(a_decision_holds_the_rules_or_has_a_motive)
{
    struct selection_decide order = {.decisions = {{HALL_GAMMA, SELECTION_NOT_KEPT}},
                                     .decisions_count = 1};
    fixture_sql(hall_store(), "UPDATE edition SET kept_min = 3, kept_max = 5, pitches = 2");
    ck_assert_int_eq(store_begin(hall_store()), PARVIS_OK);
    ck_assert_int_eq(store_record(hall_store(), "edition", 1, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(hall_store()), PARVIS_OK);
    ck_assert_int_eq(hall_perform(&selection_decide_form, &order), PARVIS_CONFLICT);
    ck_assert_uint_eq(order.report.errors, 3); /* two from elsewhere, too few kept */
    ck_assert_int_eq(hall_number("SELECT decision = 'stand' FROM application WHERE"
                                 " organisation_id = 13"),
                     1);
    snprintf(order.motive, sizeof order.motive, "%s", "Elle se retire.");
    ck_assert_int_eq(hall_perform(&selection_decide_form, &order), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT decision IS NULL FROM application WHERE"
                                 " organisation_id = 13"),
                     1);
    ck_assert_str_eq(hall_text("SELECT by_user || ' ' || motive FROM override LIMIT 1"),
                     "claire Elle se retire.");
    ck_assert_uint_eq(order.report.errors, 0);
    ck_assert_uint_eq(order.report.warnings, 3); /* which rule was broken by the motive */
    order.decisions[0].company = 99;
    ck_assert_int_eq(hall_perform(&selection_decide_form, &order), PARVIS_INVALID);
    ck_assert_str_eq(hall_refused_field(), "decisions");
}
END_TEST

START_TEST(a_company_with_meetings_keeps_its_decision)
{
    add(HALL_BUYER, HALL_GAMMA, 1);
    fixture_sql(hall_store(), "UPDATE organisation SET siret = '13130000000013' WHERE id = 13");
    struct selection_decide order = {.decisions = {{HALL_GAMMA, SELECTION_NOT_KEPT}},
                                     .decisions_count = 1,
                                     .motive = "Elle se retire."};
    ck_assert_int_eq(hall_perform(&selection_decide_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "import.decision.held");
    ck_assert_uint_eq(order.report.count, 1);
    ck_assert_str_eq(order.report.findings[0].value, "13130000000013");
    report_clear(&order.report);
}
END_TEST

static void wish(void)
{
    fixture_sql(hall_store(), "INSERT INTO wish (id, buyer_id, company_id, by_company, priority)"
                              " VALUES (1, 1, 13, 0, 5)");
    ck_assert_int_eq(store_begin(hall_store()), PARVIS_OK);
    ck_assert_int_eq(store_record(hall_store(), "wish", 1, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(hall_store()), PARVIS_OK);
}

START_TEST(a_plan_is_put_in_force_while_it_is_fresh)
{
    struct plan plan;
    wish();
    ck_assert_int_eq(plan_load(hall_store(), &plan), PARVIS_OK);
    ck_assert_int_eq(plan_meetings(&plan, &(struct plan_request){.rounds = 1000}, NULL), PARVIS_OK);
    struct plan_accept order = {.plan = 4, .parts = PLAN_MEETINGS, .proposal = &plan};
    ck_assert_int_eq(hall_perform(&plan_accept_form, &order), PARVIS_OK);
    ck_assert(!order.spoilt);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM meeting WHERE company_id = 13"), 1);
    ck_assert_int_eq(hall_number("SELECT subject FROM audit WHERE action = 'plan.accept'"), 4);
    ck_assert_int_eq(hall_perform(&plan_accept_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "plan.stale");
    plan_clear(&plan);
}
END_TEST

/* The meetings know what they were planned from; the programme is made from the whole day. */
START_TEST(a_whole_day_is_put_in_force_while_nothing_else_was_written)
{
    struct plan plan;
    wish();
    ck_assert_int_eq(plan_load(hall_store(), &plan), PARVIS_OK);
    ck_assert_int_eq(plan_meetings(&plan, &(struct plan_request){.rounds = 1000}, NULL), PARVIS_OK);
    ck_assert_int_eq(store_begin(hall_store()), PARVIS_OK);
    ck_assert_int_eq(store_record(hall_store(), "device", 1, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(hall_store()), PARVIS_OK);
    struct plan_accept order = {.parts = PLAN_ALL, .proposal = &plan};
    ck_assert_int_eq(hall_perform(&plan_accept_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "plan.stale");
    ck_assert(!order.spoilt);
    order.parts = PLAN_MEETINGS;
    ck_assert_int_eq(hall_perform(&plan_accept_form, &order), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM meeting"), 1);
    plan_clear(&plan);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("operations of the day");
    TCase *cases = tcase_create("day");
    tcase_add_checked_fixture(cases, hall_open, hall_close);
    tcase_add_test(cases, meetings_are_called_run_and_end_by_the_clock);
    tcase_add_test(cases, requests_that_nobody_answered_lapse);
    tcase_add_test(cases, what_was_done_is_taken_back_and_that_again);
    tcase_add_test(cases, an_added_meeting_a_pitch_and_a_stand_go_back);
    tcase_add_test(cases, what_somebody_changed_since_stays);
    tcase_add_test(cases, what_is_steered_on_the_day_goes_back_and_nothing_else);
    tcase_add_test(cases, a_decision_holds_the_rules_or_has_a_motive);
    tcase_add_test(cases, a_company_with_meetings_keeps_its_decision);
    tcase_add_test(cases, a_plan_is_put_in_force_while_it_is_fresh);
    tcase_add_test(cases, a_whole_day_is_put_in_force_while_nothing_else_was_written);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
