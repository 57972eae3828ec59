/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules of the door, one sentence a test. Times are minutes from an arbitrary midnight. */
#include <stdlib.h>

#include "harness.h"
#include "parvis/check_in.h"

#define MIN(m) ((int64_t)(m)*60000)
#define DOORS MIN(480)
#define CLOSES MIN(1020)

static struct check_in_facts facts_at(int64_t at, enum check_in_presence presence)
{
    return (struct check_in_facts){.verdict = BADGE_GENUINE,
                                   .known = true,
                                   .occurred_at = at,
                                   .received_at = at,
                                   .doors_at = DOORS,
                                   .closes_at = CLOSES,
                                   .presence = presence,
                                   .first_at = presence == CHECK_IN_EXPECTED ? 0 : MIN(500)};
}

static enum check_in_status answer(const struct check_in_facts *facts)
{
    return check_in_decide(facts).status;
}

START_TEST(a_first_scan_admits_and_counts_from_the_devices_time)
{
    struct check_in_facts facts = facts_at(MIN(510), CHECK_IN_EXPECTED);
    facts.received_at = MIN(530); /* the kiosk was off the network for a while */
    struct check_in_decision decision = check_in_decide(&facts);
    ck_assert_int_eq(decision.status, CHECK_IN_ADMITTED);
    ck_assert(decision.moves && decision.first_moves);
    ck_assert_int_eq(decision.presence, CHECK_IN_INSIDE);
    ck_assert_int_eq(decision.first_at, MIN(510));
}
END_TEST

START_TEST(an_impossible_device_time_gives_way_to_the_servers)
{
    struct check_in_facts facts = facts_at(MIN(600), CHECK_IN_EXPECTED);
    facts.occurred_at = MIN(660); /* an hour fast */
    ck_assert_int_eq(check_in_decide(&facts).first_at, MIN(600));
    facts.occurred_at = 0; /* a battery that was empty */
    ck_assert_int_eq(check_in_decide(&facts).first_at, MIN(600));
}
END_TEST

START_TEST(a_second_scan_is_already_in_and_moves_nobody)
{
    struct check_in_facts facts = facts_at(MIN(520), CHECK_IN_INSIDE);
    struct check_in_decision decision = check_in_decide(&facts);
    ck_assert_int_eq(decision.status, CHECK_IN_ALREADY_IN);
    ck_assert(!decision.moves && !decision.first_moves);
}
END_TEST

START_TEST(an_earlier_arrival_that_is_told_late_takes_the_place_of_the_first)
{
    struct check_in_facts facts = facts_at(MIN(490), CHECK_IN_INSIDE);
    facts.received_at = MIN(550);
    struct check_in_decision decision = check_in_decide(&facts);
    ck_assert_int_eq(decision.status, CHECK_IN_ALREADY_IN);
    ck_assert(!decision.moves && decision.first_moves);
    ck_assert_int_eq(decision.first_at, MIN(490));
}
END_TEST

START_TEST(leaving_and_returning_are_noted)
{
    struct check_in_facts facts = facts_at(MIN(700), CHECK_IN_INSIDE);
    facts.leaving = true;
    ck_assert_int_eq(answer(&facts), CHECK_IN_LEFT);
    ck_assert_int_eq(check_in_decide(&facts).presence, CHECK_IN_OUTSIDE);
    facts.presence = CHECK_IN_OUTSIDE;
    ck_assert_int_eq(answer(&facts), CHECK_IN_NOT_IN);
    facts.leaving = false;
    ck_assert_int_eq(answer(&facts), CHECK_IN_RETURNED);
    ck_assert(!check_in_decide(&facts).first_moves);
}
END_TEST

START_TEST(nobody_is_let_in_before_the_doors_or_after_the_end_but_everybody_may_leave)
{
    struct check_in_facts facts = facts_at(DOORS - 1, CHECK_IN_EXPECTED);
    ck_assert_int_eq(answer(&facts), CHECK_IN_NOT_YET_OPEN);
    facts.occurred_at = facts.received_at = DOORS;
    ck_assert_int_eq(answer(&facts), CHECK_IN_ADMITTED);
    facts.occurred_at = facts.received_at = CLOSES;
    ck_assert_int_eq(answer(&facts), CHECK_IN_CLOSED);
    facts.presence = CHECK_IN_INSIDE;
    facts.leaving = true;
    ck_assert_int_eq(answer(&facts), CHECK_IN_LEFT);
}
END_TEST

START_TEST(what_is_wrong_with_a_badge_is_said_in_this_order)
{
    struct check_in_facts facts = facts_at(DOORS - 1, CHECK_IN_EXPECTED);
    facts.revoked = true;
    ck_assert_int_eq(answer(&facts), CHECK_IN_REVOKED);
    facts.known = false;
    ck_assert_int_eq(answer(&facts), CHECK_IN_UNKNOWN);
    facts.verdict = BADGE_FORGED;
    ck_assert_int_eq(answer(&facts), CHECK_IN_FORGED);
    facts.verdict = BADGE_OTHER_EDITION;
    ck_assert_int_eq(answer(&facts), CHECK_IN_WRONG_EDITION);
    facts.verdict = BADGE_UNREADABLE;
    ck_assert_int_eq(answer(&facts), CHECK_IN_UNREADABLE);
}
END_TEST

START_TEST(every_status_has_a_name_that_reads_back)
{
    for (int i = 0; i < CHECK_IN_STATUS_COUNT; i++) {
        enum check_in_status status;
        ck_assert(check_in_status_parse(check_in_status_name((enum check_in_status)i), &status));
        ck_assert_int_eq(status, i);
    }
    enum check_in_status status;
    ck_assert(!check_in_status_parse("welcome", &status));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("check-in");
    TCase *rules = tcase_create("rules");
    tcase_add_test(rules, a_first_scan_admits_and_counts_from_the_devices_time);
    tcase_add_test(rules, an_impossible_device_time_gives_way_to_the_servers);
    tcase_add_test(rules, a_second_scan_is_already_in_and_moves_nobody);
    tcase_add_test(rules, an_earlier_arrival_that_is_told_late_takes_the_place_of_the_first);
    tcase_add_test(rules, leaving_and_returning_are_noted);
    tcase_add_test(rules,
                   nobody_is_let_in_before_the_doors_or_after_the_end_but_everybody_may_leave);
    tcase_add_test(rules, what_is_wrong_with_a_badge_is_said_in_this_order);
    tcase_add_test(rules, every_status_has_a_name_that_reads_back);
    suite_add_tcase(suite, rules);
    return test_run(suite);
}
