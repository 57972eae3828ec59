/* SPDX-License-Identifier: EUPL-1.2 */
/* Scans taken in, taken back and looked at. The rules themselves are tried in tests/unit/lib. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_in_operations.h"
#include "fixture.h"
#include "hall.h"
#include "harness.h"

static const struct operation_actor door = {.device = 1, .name = "Porte A"};
static const struct operation_actor other = {.device = 2, .name = "Porte B"};
static const struct operation_actor claire = {.user = 1, .name = "claire"};
static struct check_in order; /* as the last one ended */

static enum parvis_status by(const struct operation_actor *actor, const struct operation_form *form,
                             void *what)
{
    const struct operation_once once = {.id = ""};
    return hall_perform_as(actor, &once, form, what);
}

static void open_hall(void)
{
    hall_open();
    order = (struct check_in){0};
    fixture_sql(hall_store(), "INSERT INTO device (id, name, role, token_hash, created_at) VALUES"
                              " (2, 'Porte B', 'door', randomblob(32), 0)");
    ck_assert_int_eq(store_begin(hall_store()), PARVIS_OK);
    ck_assert_int_eq(store_record(hall_store(), "device", 2, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(hall_store()), PARVIS_OK);
}

static void close_hall(void)
{
    check_in_form.clear(&order);
    hall_close();
}

/* A scan of the badge with this serial (the fixture's: the person's number) at this minute of the
 * day; `what` makes its digest. */
static struct check_in_scan scan_of(const char *id, uint64_t serial, int64_t minute)
{
    struct check_in_scan scan = {.serial = serial,
                                 .digest = {(uint8_t)serial, (uint8_t)minute},
                                 .facts = {.verdict = BADGE_GENUINE,
                                           .occurred_at = HALL_OPENS_AT + minute * HALL_MINUTE_MS,
                                           .doors_at = HALL_OPENS_AT,
                                           .closes_at = HALL_OPENS_AT + 480 * HALL_MINUTE_MS}};
    snprintf(scan.id, sizeof scan.id, "%s", id);
    return scan;
}

static struct check_in_scan leaving(struct check_in_scan scan)
{
    scan.facts.leaving = true;
    return scan;
}

static struct check_in_scan by_number(const char *id, int64_t person, int64_t minute)
{
    struct check_in_scan scan = scan_of(id, 0, minute);
    scan.by_name = true;
    scan.person = person;
    return scan;
}

/* Takes these in; `order` has what became of each. */
static void take_in(const struct operation_actor *actor, const struct check_in_scan *scans,
                    size_t count)
{
    check_in_form.clear(&order);
    order = (struct check_in){.count = count, .scans = calloc(count, sizeof *scans)};
    ck_assert_ptr_nonnull(order.scans);
    memcpy(order.scans, scans, count * sizeof *scans);
    ck_assert_int_eq(by(actor, &check_in_form, &order), PARVIS_OK);
}

static enum check_in_status take(const struct operation_actor *actor, struct check_in_scan scan)
{
    take_in(actor, &scan, 1);
    return order.scans->status;
}

static const char *presence_of_buyer(void)
{
    return hall_text("SELECT coalesce((SELECT state || ' ' || place FROM presence"
                     " WHERE person_id = 1), 'never')");
}

/* ---- taken in ---- */

START_TEST(a_door_lets_somebody_in_once_and_the_place_is_its_own)
{
    ck_assert_int_eq(take(&door, scan_of("scan-0001", 1, 0)), CHECK_IN_ADMITTED);
    ck_assert_int_eq(order.person, HALL_BUYER);
    ck_assert_int_eq(order.scans->number, 1);
    ck_assert(order.scans->moved);
    ck_assert_str_eq(presence_of_buyer(), "in Porte A");
    ck_assert_int_eq(take(&other, scan_of("scan-0002", 1, 0)), CHECK_IN_ALREADY_IN);
    ck_assert(!order.scans->moved);
    ck_assert_str_eq(order.scans->first_place, "Porte A");
    ck_assert_int_eq(take(&other, leaving(scan_of("scan-0003", 1, 0))), CHECK_IN_LEFT);
    ck_assert_int_eq(take(&other, scan_of("scan-0004", 99, 0)), CHECK_IN_UNKNOWN);
    ck_assert_int_eq(order.person, 0);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM scan"), 4); /* every scan is kept */
    ck_assert_int_eq(hall_number("SELECT count(*) FROM audit"), 0);
}
END_TEST

START_TEST(the_same_scan_again_has_the_same_answer_and_another_of_its_id_names_nobody)
{
    struct check_in_scan scan = scan_of("scan-0001", 1, 0);
    take(&door, scan);
    hall_set_clock(HALL_OPENS_AT + HALL_MINUTE_MS);
    ck_assert_int_eq(take(&door, scan), CHECK_IN_ADMITTED);
    ck_assert_uint_eq(hall_changes(), 0);
    ck_assert_int_eq(order.scans->number, 0);
    ck_assert_int_eq(order.scans->at, HALL_OPENS_AT);
    ck_assert_int_eq(order.person, HALL_BUYER);
    ck_assert_int_eq(take(&door, by_number("scan-0001", HALL_COLLEAGUE, 0)),
                     CHECK_IN_SCAN_ID_REUSED);
    ck_assert_int_eq(order.person, 0);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM scan"), 1);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM scan_exception"), 0);
    struct check_in_scan kept = scan_of("scan-0001", 2, 0); /* out of a journal: a host is to see */
    snprintf(kept.journal, sizeof kept.journal, "0011223344556677");
    kept.device_seq = 1;
    ck_assert_int_eq(take(&door, kept), CHECK_IN_SCAN_ID_REUSED);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM scan_exception WHERE kind = 'refused'"), 1);
}
END_TEST

START_TEST(two_scans_at_one_place_of_a_journal_are_the_devices_fault)
{
    struct check_in_scan scan = scan_of("scan-0001", 1, 0);
    snprintf(scan.journal, sizeof scan.journal, "0011223344556677");
    scan.device_seq = 1;
    ck_assert_int_eq(take(&door, scan), CHECK_IN_ADMITTED);
    struct check_in_scan second = by_number("scan-0002", HALL_COLLEAGUE, 0);
    memcpy(second.journal, scan.journal, sizeof second.journal);
    second.device_seq = 1;
    ck_assert_int_eq(take(&door, second), CHECK_IN_SCAN_ID_REUSED);
    ck_assert_int_eq(order.person, 0);
    ck_assert_int_eq(take(&other, second), CHECK_IN_ADMITTED); /* another door's journal */
}
END_TEST

START_TEST(in_a_batch_a_scan_that_is_wrong_keeps_the_others_from_nothing)
{
    struct check_in_scan scans[] = {scan_of("scan-0001", 1, 0),
                                    {.id = "scan-0002"},
                                    {.id = "scan-0003"},
                                    {.id = "scan-0004"},
                                    scan_of("scan-0005", 2, 0)};
    snprintf(scans[1].wrong, SCAN_WRONG_BYTES, "occurred_at must be given"); /* nothing is kept */
    snprintf(scans[2].wrong, SCAN_WRONG_BYTES, "said must be a status");
    snprintf(scans[2].journal, sizeof scans[2].journal, "0011223344556677");
    snprintf(scans[3].wrong, SCAN_WRONG_BYTES, "person is for the staff");
    scans[3].forbidden = true;
    scans[3].person = 3;
    take_in(&door, scans, 5);
    ck_assert_int_eq(order.scans[0].status, CHECK_IN_ADMITTED);
    ck_assert_int_eq(order.scans[4].status, CHECK_IN_ADMITTED);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM scan"), 2);
    ck_assert_str_eq(hall_text("SELECT group_concat(scan_id || ' ' || reason, ', ')"
                               " FROM scan_exception"),
                     "scan-0003 said must be a status, scan-0004 person is for the staff");
    ck_assert_int_eq(hall_number("SELECT count(*) FROM presence WHERE person_id = 3"), 0);
    ck_assert_int_eq(
        hall_number("SELECT person_id FROM scan_exception WHERE scan_id = 'scan-0004'"), 3);
}
END_TEST

START_TEST(what_a_person_does_by_hand_is_noted_when_it_moved_somebody)
{
    ck_assert_int_eq(take(&claire, by_number("scan-0001", HALL_BUYER, 0)), CHECK_IN_ADMITTED);
    ck_assert_str_eq(
        hall_text("SELECT action || ' ' || kind || ' ' || subject || ' ' || scan FROM audit"),
        "check_in person 1 scan-0001");
    ck_assert_int_eq(take(&claire, by_number("scan-0002", HALL_BUYER, 0)), CHECK_IN_ALREADY_IN);
    ck_assert_int_eq(take(&claire, by_number("scan-0003", 99, 0)), CHECK_IN_UNKNOWN);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM audit"), 1);
}
END_TEST

/* ---- taken back ---- */

static enum parvis_status annul(const struct operation_actor *actor, const char *id, bool staff)
{
    struct check_in_annul what = {.staff = staff};
    snprintf(what.id, sizeof what.id, "%s", id);
    return by(actor, &check_in_annul_form, &what);
}

START_TEST(a_scan_is_taken_back_by_its_door_or_a_host_once)
{
    take(&door, scan_of("scan-0001", 1, 0));
    ck_assert_int_eq(annul(&other, "scan-0001", true), PARVIS_NOT_FOUND);
    ck_assert_int_eq(annul(&door, "scan-9999", false), PARVIS_NOT_FOUND);
    ck_assert_int_eq(annul(&door, "scan-0001", false), PARVIS_OK);
    ck_assert_str_eq(hall_text("SELECT state || first_at FROM presence"), "expected0");
    ck_assert_str_eq(hall_text("SELECT action || ' ' || subject FROM audit"), "check_in.annul 1");
    ck_assert_int_eq(annul(&door, "scan-0001", false), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "scan.already_annulled");
    take(&door, scan_of("scan-0002", 1, 0));
    ck_assert_int_eq(annul(&claire, "scan-0002", false), PARVIS_OK);
}
END_TEST

START_TEST(a_door_takes_back_what_was_done_by_name_only_with_the_staffs_pin)
{
    take(&door, by_number("scan-0001", HALL_BUYER, 0));
    ck_assert_int_eq(annul(&door, "scan-0001", false), PARVIS_FORBIDDEN);
    ck_assert_str_eq(presence_of_buyer(), "in Porte A");
    ck_assert_int_eq(annul(&door, "scan-0001", true), PARVIS_OK);
}
END_TEST

START_TEST(only_the_last_move_is_taken_back_and_only_for_some_minutes)
{
    take(&door, scan_of("scan-0001", 1, 0));
    take(&door, scan_of("scan-0002", 1, 0));
    ck_assert_int_eq(annul(&door, "scan-0002", false), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "scan.moved_nobody");
    take(&door, leaving(scan_of("scan-0003", 1, 0)));
    ck_assert_int_eq(annul(&door, "scan-0001", false), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "scan.not_the_last");
    hall_set_clock(HALL_OPENS_AT + 10 * HALL_MINUTE_MS + 1);
    ck_assert_int_eq(annul(&door, "scan-0003", false), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "scan.too_late");
    hall_set_clock(HALL_OPENS_AT + 10 * HALL_MINUTE_MS);
    ck_assert_int_eq(annul(&door, "scan-0003", false), PARVIS_OK);
    ck_assert_str_eq(presence_of_buyer(), "in Porte A");
}
END_TEST

/* ---- looked at ---- */

START_TEST(a_scan_that_was_put_aside_is_looked_at_once)
{
    struct check_in_scan scan = {.id = "scan-0001", .forbidden = true};
    snprintf(scan.wrong, SCAN_WRONG_BYTES, "person is for the staff");
    take_in(&door, &scan, 1);
    struct exception_resolve what = {.exception = hall_number("SELECT id FROM scan_exception")};
    ck_assert_int_eq(hall_perform(&exception_resolve_form, &what), PARVIS_OK);
    ck_assert_str_eq(hall_text("SELECT resolved_by FROM scan_exception"), "claire");
    ck_assert_int_eq(hall_perform(&exception_resolve_form, &what), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "scan.already_resolved");
    what.exception = 99;
    ck_assert_int_eq(hall_perform(&exception_resolve_form, &what), PARVIS_NOT_FOUND);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("operations of the doors");
    TCase *cases = tcase_create("doors");
    tcase_add_checked_fixture(cases, open_hall, close_hall);
    tcase_add_test(cases, a_door_lets_somebody_in_once_and_the_place_is_its_own);
    tcase_add_test(cases,
                   the_same_scan_again_has_the_same_answer_and_another_of_its_id_names_nobody);
    tcase_add_test(cases, two_scans_at_one_place_of_a_journal_are_the_devices_fault);
    tcase_add_test(cases, in_a_batch_a_scan_that_is_wrong_keeps_the_others_from_nothing);
    tcase_add_test(cases, what_a_person_does_by_hand_is_noted_when_it_moved_somebody);
    tcase_add_test(cases, a_scan_is_taken_back_by_its_door_or_a_host_once);
    tcase_add_test(cases, a_door_takes_back_what_was_done_by_name_only_with_the_staffs_pin);
    tcase_add_test(cases, only_the_last_move_is_taken_back_and_only_for_some_minutes);
    tcase_add_test(cases, a_scan_that_was_put_aside_is_looked_at_once);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
