/* SPDX-License-Identifier: EUPL-1.2 */
/* Sessions at the console, begun and ended. */
#include <string.h>

#include "fixture.h"
#include "hall.h"
#include "harness.h"
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
    return test_run(suite);
}
