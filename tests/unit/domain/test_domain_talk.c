/* SPDX-License-Identifier: EUPL-1.2 */
/* What either side of a meeting may say, one sentence a test. */
#include <stdlib.h>

#include "harness.h"
#include "talk_rules.h"

/* rows: talks; columns: planned, called, running, done, no_show, cancelled. */
START_TEST(each_word_has_its_time)
{
    static const char *const rows[TALKS] = {
        [TALK_LATE] = "xx....",    [TALK_CANNOT] = "xx....",   [TALK_COLLEAGUE] = "xx....",
        [TALK_HELD] = "....x.",    [TALK_NOT_HELD] = "..xx..", [TALK_OUTCOME] = "..xx..",
        [TALK_CONTACT] = "..xx..",
    };
    for (int talk = 0; talk < TALKS; talk++)
        for (int state = 0; state < MEETING_STATES; state++)
            ck_assert_msg(talk_may((enum talk)talk, (enum meeting_state)state, false) ==
                              (rows[talk][state] == 'x'),
                          "%s in %d", talk_name((enum talk)talk), state);
}
END_TEST

START_TEST(a_team_has_no_colleagues_to_send)
{
    ck_assert(talk_may(TALK_COLLEAGUE, MEETING_PLANNED, false));
    ck_assert(!talk_may(TALK_COLLEAGUE, MEETING_PLANNED, true));
    ck_assert(talk_may(TALK_LATE, MEETING_PLANNED, true));
}
END_TEST

START_TEST(what_follows_is_a_move_that_meetings_know)
{
    struct reason reason;
    for (int talk = 0; talk < TALKS; talk++)
        for (int state = 0; state < MEETING_STATES; state++) {
            enum meeting_state from = (enum meeting_state)state;
            if (!talk_may((enum talk)talk, from, false))
                continue;
            enum meeting_state to = talk_follows((enum talk)talk, from);
            ck_assert_msg(to == from || meeting_may_move(from, to, &reason), "%s from %d",
                          talk_name((enum talk)talk), state);
        }
    ck_assert_int_eq(talk_follows(TALK_CANNOT, MEETING_CALLED), MEETING_CANCELLED);
    ck_assert_int_eq(talk_follows(TALK_LATE, MEETING_CALLED), MEETING_CALLED);
    ck_assert_int_eq(talk_follows(TALK_HELD, MEETING_NO_SHOW), MEETING_DONE);
    ck_assert_int_eq(talk_follows(TALK_NOT_HELD, MEETING_DONE), MEETING_NO_SHOW);
}
END_TEST

START_TEST(outcome_and_contact_are_no_words)
{
    enum talk talk = TALK_LATE;
    ck_assert(talk_parse_word("not_held", &talk));
    ck_assert_int_eq(talk, TALK_NOT_HELD);
    ck_assert(!talk_parse_word("outcome", &talk));
    ck_assert(!talk_parse_word("", &talk));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("domain: what is said of meetings");
    TCase *rules = tcase_create("rules");
    tcase_add_test(rules, each_word_has_its_time);
    tcase_add_test(rules, a_team_has_no_colleagues_to_send);
    tcase_add_test(rules, what_follows_is_a_move_that_meetings_know);
    tcase_add_test(rules, outcome_and_contact_are_no_words);
    suite_add_tcase(suite, rules);
    return test_run(suite);
}
