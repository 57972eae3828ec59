/* SPDX-License-Identifier: EUPL-1.2 */
/* Sessions at the console, begun and ended; kiosks, added, enrolled, changed and stopped. */
#include <stdio.h>
#include <string.h>

#include "fixture.h"
#include "hall.h"
#include "harness.h"
#include "kiosk_operations.h"
#include "parvis/clock.h"
#include "sign_in_operations.h"
#include "user_operations.h"

static const struct operation_actor nobody = {.user = 0};
static const struct operation_actor claire = {.user = 1, .name = "claire"};

static enum parvis_status by(const struct operation_actor *actor, const struct operation_form *form,
                             void *order)
{
    const struct operation_once once = {.id = ""};
    return hall_perform_as(actor, &once, form, order);
}

static int64_t sign_in(int64_t user, const char *judged, uint8_t token)
{
    struct sign_in_begin order = {.user = user, .token_hash = {token}};
    memcpy(order.judged, judged, strlen(judged) + 1);
    ck_assert_int_eq(by(&nobody, &sign_in_begin_form, &order), PARVIS_OK);
    ck_assert_int_gt(order.sign_in, 0);
    return order.sign_in;
}

static int64_t in_force(void)
{
    return hall_number("SELECT count(*) FROM sign_in WHERE revoked_at IS NULL");
}

START_TEST(a_session_lasts_a_working_day_and_is_in_no_trail)
{
    int64_t before = clock_real_ms();
    sign_in(1, "x", 1);
    int64_t begun = hall_number("SELECT created_at FROM sign_in");
    ck_assert_int_ge(begun, before); /* by the real clock: the event's is years ago */
    ck_assert_int_eq(hall_number("SELECT expires_at FROM sign_in"), begun + SIGN_IN_MS);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM audit"), 0);
}
END_TEST

/* The password was right when it was judged, which is not when the session is written. */
START_TEST(no_session_begins_with_a_password_that_has_just_gone)
{
    struct user_add marie = {.name = "marie", .role = USER_HOST, .hash = "old"};
    ck_assert_int_eq(hall_perform(&user_add_form, &marie), PARVIS_OK);
    struct sign_in_begin order = {.user = marie.user, .judged = "old", .token_hash = {7}};
    struct user_password changed = {.user = marie.user, .hash = "new"};
    ck_assert_int_eq(hall_perform(&user_password_form, &changed), PARVIS_OK);
    ck_assert_int_eq(by(&nobody, &sign_in_begin_form, &order), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "sign_in.changed");
    sign_in(marie.user, "new", 8);
    struct user_revoke revoked = {.user = marie.user};
    ck_assert_int_eq(hall_perform(&user_revoke_form, &revoked), PARVIS_OK);
    memcpy(order.judged, "new", sizeof "new");
    ck_assert_int_eq(by(&nobody, &sign_in_begin_form, &order), PARVIS_CONFLICT);
    order.user = 99;
    ck_assert_int_eq(by(&nobody, &sign_in_begin_form, &order), PARVIS_CONFLICT);
    ck_assert_int_eq(in_force(), 0);
}
END_TEST

START_TEST(who_signs_out_ends_their_own_session_alone)
{
    struct user_add marie = {.name = "marie", .role = USER_HOST, .hash = "y"};
    ck_assert_int_eq(hall_perform(&user_add_form, &marie), PARVIS_OK);
    struct sign_in_leave own = {.sign_in = sign_in(1, "x", 1)};
    struct sign_in_leave other = {.sign_in = sign_in(marie.user, "y", 2)};
    ck_assert_int_eq(by(&claire, &sign_in_leave_form, &other), PARVIS_OK);
    ck_assert_int_eq(in_force(), 2);
    ck_assert_int_eq(by(&claire, &sign_in_leave_form, &own), PARVIS_OK);
    ck_assert_int_eq(in_force(), 1);
    ck_assert_int_eq(by(&claire, &sign_in_leave_form, &own), PARVIS_OK); /* it stays over */
    ck_assert_uint_eq(hall_changes(), 0);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM audit WHERE kind = 'sign_in'"), 0);
}
END_TEST

START_TEST(a_session_is_ended_for_its_user_or_by_who_may_end_anybodys)
{
    struct user_add marie = {.name = "marie", .role = USER_HOST, .hash = "y"};
    ck_assert_int_eq(hall_perform(&user_add_form, &marie), PARVIS_OK);
    struct sign_in_end order = {.sign_in = sign_in(1, "x", 1), .whose = marie.user};
    ck_assert_int_eq(by(&claire, &sign_in_end_form, &order), PARVIS_NOT_FOUND);
    order.whose = 0;
    ck_assert_int_eq(by(&claire, &sign_in_end_form, &order), PARVIS_OK);
    ck_assert_int_eq(by(&claire, &sign_in_end_form, &order), PARVIS_NOT_FOUND);
    ck_assert_int_eq(in_force(), 0);
    ck_assert_str_eq(hall_text("SELECT action || ' ' || kind FROM audit WHERE subject > 0"
                               " ORDER BY id DESC LIMIT 1"),
                     "session.end sign_in");
}
END_TEST

/* ---- kiosks: the fixture has "Porte A", 1 ---- */

static struct kiosk_add add_kiosk(const char *name, enum device_role role)
{
    struct kiosk_add order = {.role = role, .shows = SCREEN_AGENDA};
    snprintf(order.name, sizeof order.name, "%s", name);
    ck_assert_int_eq(hall_perform(&kiosk_add_form, &order), PARVIS_OK);
    return order;
}

static enum parvis_status enrol_as(const struct pairing_code *code, uint8_t nonce, uint8_t token,
                                   bool browser)
{
    struct kiosk_enrol order = {.nonce_hash = {nonce}, .token_hash = {token}, .browser = browser};
    memcpy(order.secret, code->secret, sizeof order.secret);
    enum parvis_status status = by(&nobody, &kiosk_enrol_form, &order);
    if (status == PARVIS_OK)
        ck_assert_int_gt(order.kiosk, 0);
    return status;
}

static enum parvis_status enrol(const struct pairing_code *code, uint8_t nonce, uint8_t token)
{
    return enrol_as(code, nonce, token, false);
}

static enum parvis_status enrol_browser(const struct pairing_code *code, uint8_t nonce,
                                        uint8_t token)
{
    return enrol_as(code, nonce, token, true);
}

static bool has_token(int64_t kiosk, uint8_t token)
{
    char sql[128];
    snprintf(sql, sizeof sql, "SELECT hex(token_hash) LIKE '%02X00%%' FROM device WHERE id = %lld",
             token, (long long)kiosk);
    return hall_number(sql);
}

START_TEST(a_box_becomes_a_kiosk_by_its_code_once)
{
    struct kiosk_add added = add_kiosk("Porte B", DEVICE_DOOR);
    ck_assert_int_eq(added.expires_at, HALL_OPENS_AT + PAIRING_LASTS_MS);
    ck_assert_int_eq(hall_number("SELECT enrolled_at IS NULL FROM device WHERE id > 1"), 1);
    struct pairing_code wrong = added.code;
    wrong.secret[0] ^= 1;
    ck_assert_int_eq(enrol(&wrong, 1, 1), PARVIS_FORBIDDEN);
    ck_assert_str_eq(hall_refusal(), "device.code_unknown");
    ck_assert_str_eq(hall_refused_field(), "secret");
    ck_assert_int_eq(enrol(&added.code, 1, 1), PARVIS_OK);
    ck_assert(has_token(added.kiosk, 1));
    ck_assert_int_eq(enrol(&added.code, 1, 1), PARVIS_OK); /* the answer was lost */
    ck_assert_int_eq(enrol(&added.code, 2, 2), PARVIS_FORBIDDEN);
    ck_assert_str_eq(hall_refusal(), "device.code_used");
    ck_assert(has_token(added.kiosk, 1));
}
END_TEST

START_TEST(a_browser_is_a_screen_or_a_stage_and_leaves_another_s_code_unused)
{
    struct kiosk_add door = add_kiosk("Porte B", DEVICE_DOOR);
    struct kiosk_add stand = add_kiosk("Stand", DEVICE_STAND);
    struct kiosk_add screen = add_kiosk("Mur", DEVICE_SCREEN);
    struct kiosk_add stage = add_kiosk("Scène", DEVICE_STAGE);
    ck_assert_int_eq(enrol_browser(&door.code, 1, 1), PARVIS_FORBIDDEN);
    ck_assert_str_eq(hall_refusal(), "device.code_not_screen");
    ck_assert_int_eq(enrol_browser(&stand.code, 1, 1), PARVIS_FORBIDDEN);
    ck_assert(!has_token(door.kiosk, 1));
    ck_assert_int_eq(enrol(&door.code, 1, 1), PARVIS_OK);
    ck_assert_int_eq(enrol_browser(&screen.code, 2, 2), PARVIS_OK);
    ck_assert_int_eq(enrol_browser(&stage.code, 3, 3), PARVIS_OK);
    ck_assert(has_token(screen.kiosk, 2));
}
END_TEST

START_TEST(a_new_code_voids_the_last_one_and_is_over_in_time)
{
    struct kiosk_add added = add_kiosk("Porte B", DEVICE_DOOR);
    struct kiosk_pair again = {.kiosk = added.kiosk};
    ck_assert_int_eq(hall_perform(&kiosk_pair_form, &again), PARVIS_OK);
    ck_assert_int_eq(enrol(&added.code, 1, 1), PARVIS_FORBIDDEN);
    ck_assert_str_eq(hall_refusal(), "device.code_unknown");
    hall_set_clock(again.expires_at);
    ck_assert_int_eq(enrol(&again.code, 1, 1), PARVIS_FORBIDDEN);
    ck_assert_str_eq(hall_refusal(), "device.code_expired");
    hall_set_clock(again.expires_at - 1);
    ck_assert_int_eq(enrol(&again.code, 1, 1), PARVIS_OK);
    again.kiosk = 99;
    ck_assert_int_eq(hall_perform(&kiosk_pair_form, &again), PARVIS_NOT_FOUND);
    ck_assert_str_eq(hall_refusal(), "device.unknown");
}
END_TEST

START_TEST(a_name_stands_for_one_kiosk_and_begins_anew_after_it_was_stopped)
{
    struct kiosk_add added = add_kiosk("Porte B", DEVICE_DOOR);
    ck_assert_int_eq(enrol(&added.code, 1, 1), PARVIS_OK);
    struct kiosk_add again = {.name = "Porte B", .role = DEVICE_STAGE, .shows = SCREEN_AGENDA};
    ck_assert_int_eq(hall_perform(&kiosk_add_form, &again), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "device.name_taken");
    ck_assert_str_eq(hall_refused_field(), "name");
    again.replace = true; /* at the machine itself: its box is set up anew */
    ck_assert_int_eq(by(&nobody, &kiosk_add_form, &again), PARVIS_OK);
    ck_assert_int_eq(again.kiosk, added.kiosk);
    ck_assert(has_token(added.kiosk, 1)); /* which holds until the code is used */
    ck_assert_str_eq(hall_text("SELECT role FROM device WHERE id > 1"), "stage");
    struct kiosk_revoke revoke = {.name = "Porte B"};
    ck_assert_int_eq(by(&nobody, &kiosk_revoke_form, &revoke), PARVIS_OK);
    ck_assert_int_eq(revoke.kiosk, added.kiosk);
    ck_assert_int_eq(hall_perform(&kiosk_revoke_form, &revoke), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "device.revoked");
    ck_assert_int_eq(enrol(&again.code, 1, 1), PARVIS_FORBIDDEN);
    add_kiosk("Porte B", DEVICE_DOOR);
    ck_assert(!has_token(added.kiosk, 1));
    struct kiosk_revoke unknown = {.name = "Porte Z"};
    ck_assert_int_eq(hall_perform(&kiosk_revoke_form, &unknown), PARVIS_NOT_FOUND);
}
END_TEST

START_TEST(a_kiosk_has_a_name_and_a_stand_that_exist)
{
    struct kiosk_add blank = {.name = "   ", .shows = SCREEN_AGENDA};
    ck_assert_int_eq(hall_perform(&kiosk_add_form, &blank), PARVIS_INVALID);
    ck_assert_str_eq(hall_refused_field(), "name");
    struct kiosk_add lost = {.name = "Stand", .shows = SCREEN_AGENDA, .stand = 99};
    ck_assert_int_eq(hall_perform(&kiosk_add_form, &lost), PARVIS_INVALID);
    ck_assert_str_eq(hall_refusal(), "device.no_stand");
    ck_assert_str_eq(hall_refused_field(), "stand");
    ck_assert_int_eq(hall_number("SELECT count(*) FROM device WHERE id > 1"), 0);
}
END_TEST

START_TEST(what_is_not_said_of_a_kiosk_stays)
{
    struct kiosk_add added = add_kiosk("Porte B", DEVICE_DOOR);
    struct kiosk_change order = {.kiosk = added.kiosk,
                                 .given = {.registers = true, .language = true},
                                 .registers = true,
                                 .language = TEXT_EN,
                                 .role = DEVICE_STAGE};
    ck_assert_int_eq(hall_perform(&kiosk_change_form, &order), PARVIS_OK);
    ck_assert_str_eq(
        hall_text("SELECT role || language || registers || dark FROM device WHERE id > 1"),
        "dooren10");
    order.given.stand = true;
    order.stand = HALL_A2;
    ck_assert_int_eq(hall_perform(&kiosk_change_form, &order), PARVIS_OK);
    order.stand = 0;
    ck_assert_int_eq(hall_perform(&kiosk_change_form, &order), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT stand_id IS NULL FROM device WHERE id > 1"), 1);
    order.stand = 99;
    ck_assert_int_eq(hall_perform(&kiosk_change_form, &order), PARVIS_INVALID);
    order.kiosk = 99;
    ck_assert_int_eq(hall_perform(&kiosk_change_form, &order), PARVIS_NOT_FOUND);
}
END_TEST

START_TEST(doors_alone_have_a_pin_which_may_be_taken_away)
{
    struct kiosk_pin pin = {
        .kiosk = add_kiosk("Porte B", DEVICE_DOOR).kiosk, .set = true, .salt = {1}, .key = {2}};
    ck_assert_int_eq(hall_perform(&kiosk_pin_form, &pin), PARVIS_OK);
    ck_assert_str_eq(hall_text("SELECT hex(staff_salt) FROM device WHERE id > 1"),
                     "01000000000000000000000000000000");
    pin.set = false;
    ck_assert_int_eq(hall_perform(&kiosk_pin_form, &pin), PARVIS_OK);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM device WHERE id > 1 AND staff_salt IS NULL"
                                 " AND staff_key IS NULL"),
                     1);
    pin.kiosk = add_kiosk("Scène", DEVICE_STAGE).kiosk;
    ck_assert_int_eq(hall_perform(&kiosk_pin_form, &pin), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "device.no_door");
}
END_TEST

START_TEST(lifting_the_lock_of_a_pin_changes_no_row_and_is_noted)
{
    struct kiosk_pin pin = {.kiosk = add_kiosk("Porte B", DEVICE_DOOR).kiosk, .set = true};
    struct kiosk_unlock unlock = {.kiosk = pin.kiosk};
    ck_assert_int_eq(hall_perform(&kiosk_unlock_form, &unlock), PARVIS_CONFLICT);
    ck_assert_str_eq(hall_refusal(), "device.no_pin");
    ck_assert_int_eq(hall_perform(&kiosk_pin_form, &pin), PARVIS_OK);
    ck_assert_int_eq(hall_perform(&kiosk_unlock_form, &unlock), PARVIS_OK);
    ck_assert_uint_eq(hall_changes(), 1); /* the note itself */
    ck_assert_int_eq(hall_number("SELECT subject FROM audit WHERE action = 'kiosk.unlock'"),
                     pin.kiosk);
    ck_assert_int_eq(hall_number("SELECT from_seq = to_seq AND to_seq = (SELECT max(seq)"
                                 " FROM change) FROM audit"),
                     1);
    ck_assert_int_eq(by(&nobody, &kiosk_unlock_form, &unlock), PARVIS_OK);
    ck_assert_uint_eq(hall_changes(), 0); /* nobody's deed is not noted */
    unlock.kiosk = 99;
    ck_assert_int_eq(hall_perform(&kiosk_unlock_form, &unlock), PARVIS_NOT_FOUND);
}
END_TEST

START_TEST(a_token_is_given_at_the_machine_itself_in_place_of_the_one_before)
{
    struct kiosk_token order = {.name = "Porte B", .role = DEVICE_DOOR, .token_hash = {5}};
    ck_assert_int_eq(by(&nobody, &kiosk_token_form, &order), PARVIS_OK);
    int64_t first = order.kiosk;
    order.token_hash[0] = 6;
    order.role = DEVICE_SCREEN;
    ck_assert_int_eq(by(&nobody, &kiosk_token_form, &order), PARVIS_OK);
    ck_assert_int_eq(order.kiosk, first);
    ck_assert(has_token(first, 6));
    ck_assert_str_eq(hall_text("SELECT role FROM device WHERE id > 1"), "screen");
}
END_TEST

START_TEST(a_visitor_gives_their_name_to_the_company_of_the_kiosks_stand)
{
    struct kiosk_add added = add_kiosk("Stand", DEVICE_STAND);
    const struct operation_actor kiosk = {.device = added.kiosk, .name = "Stand"};
    struct stand_visit visit = {.person = 3};
    struct kiosk_change place = {.kiosk = added.kiosk, .given = {.stand = true}, .stand = HALL_A2};
    ck_assert_int_eq(by(&kiosk, &stand_visit_form, &visit), PARVIS_CONFLICT); /* at no stand */
    ck_assert_str_eq(hall_refusal(), "device.no_company");
    ck_assert_int_eq(hall_perform(&kiosk_change_form, &place), PARVIS_OK);
    ck_assert_int_eq(by(&kiosk, &stand_visit_form, &visit), PARVIS_CONFLICT); /* a free one */
    place.stand = HALL_A1;
    ck_assert_int_eq(hall_perform(&kiosk_change_form, &place), PARVIS_OK);
    ck_assert_int_eq(by(&kiosk, &stand_visit_form, &visit), PARVIS_OK);
    ck_assert_int_eq(by(&kiosk, &stand_visit_form, &visit), PARVIS_OK); /* the same one again */
    ck_assert_int_eq(hall_number("SELECT count(*) FROM lead WHERE company_id = 13"
                                 " AND person_id = 3"),
                     1);
    ck_assert_int_eq(hall_number("SELECT count(*) FROM audit"), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("operations of access");
    TCase *sessions = tcase_create("sessions");
    tcase_add_checked_fixture(sessions, hall_open, hall_close);
    tcase_add_test(sessions, a_session_lasts_a_working_day_and_is_in_no_trail);
    tcase_add_test(sessions, no_session_begins_with_a_password_that_has_just_gone);
    tcase_add_test(sessions, who_signs_out_ends_their_own_session_alone);
    tcase_add_test(sessions, a_session_is_ended_for_its_user_or_by_who_may_end_anybodys);
    suite_add_tcase(suite, sessions);
    TCase *kiosks = tcase_create("kiosks");
    tcase_add_checked_fixture(kiosks, hall_open, hall_close);
    tcase_add_test(kiosks, a_box_becomes_a_kiosk_by_its_code_once);
    tcase_add_test(kiosks, a_browser_is_a_screen_or_a_stage_and_leaves_another_s_code_unused);
    tcase_add_test(kiosks, a_new_code_voids_the_last_one_and_is_over_in_time);
    tcase_add_test(kiosks, a_name_stands_for_one_kiosk_and_begins_anew_after_it_was_stopped);
    tcase_add_test(kiosks, a_kiosk_has_a_name_and_a_stand_that_exist);
    tcase_add_test(kiosks, what_is_not_said_of_a_kiosk_stays);
    tcase_add_test(kiosks, doors_alone_have_a_pin_which_may_be_taken_away);
    tcase_add_test(kiosks, lifting_the_lock_of_a_pin_changes_no_row_and_is_noted);
    tcase_add_test(kiosks, a_token_is_given_at_the_machine_itself_in_place_of_the_one_before);
    tcase_add_test(kiosks, a_visitor_gives_their_name_to_the_company_of_the_kiosks_stand);
    suite_add_tcase(suite, kiosks);
    return test_run(suite);
}
