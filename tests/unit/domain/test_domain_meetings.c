/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules of meetings, one sentence a test. Times are minutes from a midnight. */
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "meeting_rules.h"

#define MIN(m) ((int64_t)(m)*60000)

START_TEST(only_declared_moves_are_made)
{
    static const char *const rows[] = {".xx.xx", "x.xxxx", ".x.xxx", "..x.x.", ".xxx.x", "x....."};
    struct reason reason;
    for (int from = 0; from < MEETING_STATES; from++)
        for (int to = 0; to < MEETING_STATES; to++)
            ck_assert_msg(meeting_may_move((enum meeting_state)from, (enum meeting_state)to,
                                           &reason) == (rows[from][to] == 'x'),
                          "%d to %d", from, to);
}
END_TEST

static enum meeting_state due(enum meeting_state state, bool in, int64_t now)
{
    return meeting_due(state, MIN(600), MIN(620), MIN(3), in, now);
}

START_TEST(the_clock_calls_starts_and_ends_a_meeting)
{
    ck_assert_int_eq(due(MEETING_PLANNED, true, MIN(597) - 1), MEETING_PLANNED);
    ck_assert_int_eq(due(MEETING_PLANNED, true, MIN(597)), MEETING_CALLED);
    ck_assert_int_eq(due(MEETING_CALLED, true, MIN(600) - 1), MEETING_CALLED);
    ck_assert_int_eq(due(MEETING_CALLED, true, MIN(600)), MEETING_RUNNING);
    ck_assert_int_eq(due(MEETING_CALLED, false, MIN(610)), MEETING_CALLED);
    ck_assert_int_eq(due(MEETING_RUNNING, true, MIN(620) - 1), MEETING_RUNNING);
    ck_assert_int_eq(due(MEETING_RUNNING, false, MIN(620)), MEETING_DONE);
    ck_assert_int_eq(due(MEETING_CALLED, true, MIN(620)), MEETING_NO_SHOW);
    ck_assert_int_eq(due(MEETING_PLANNED, true, MIN(700)), MEETING_NO_SHOW);
    ck_assert_int_eq(due(MEETING_CANCELLED, true, MIN(600)), MEETING_CANCELLED);
    ck_assert_int_eq(due(MEETING_DONE, true, MIN(601)), MEETING_DONE);
}
END_TEST

START_TEST(applying_what_is_due_twice_changes_nothing_more)
{
    for (int state = 0; state < MEETING_STATES; state++)
        for (int64_t now = MIN(590); now < MIN(630); now += 30000)
            for (int in = 0; in <= 1; in++) {
                enum meeting_state once = due((enum meeting_state)state, in != 0, now);
                ck_assert_int_eq(due(once, in != 0, now) == once ||
                                     (state == MEETING_PLANNED && once == MEETING_CALLED),
                                 1);
            }
}
END_TEST

START_TEST(who_arrives_after_leaving_is_never_free)
{
    struct busy busy[2];
    size_t count = busy_of_presence(MIN(810), MIN(750), busy);
    for (int64_t from = 0; from < MIN(1440); from += MIN(20))
        ck_assert(busy_find(busy, count, from, from + MIN(20)));
    count = busy_of_presence(MIN(630), MIN(930), busy);
    ck_assert(busy_find(busy, count, MIN(620), MIN(640)));
    ck_assert(!busy_find(busy, count, MIN(630), MIN(650)));
    ck_assert(!busy_find(busy, count, MIN(910), MIN(930)));
    ck_assert(busy_find(busy, count, MIN(911), MIN(931)));
    ck_assert_uint_eq(busy_of_presence(0, 0, busy), 0);
}
END_TEST

static struct meeting_request a_request(void)
{
    return (struct meeting_request){.buyer = "Éloïse Béghin",
                                    .company = "Domocare",
                                    .from_at = MIN(600),
                                    .to_at = MIN(620),
                                    .has_place = true};
}

static const char *refusal(const struct meeting_request *request)
{
    static struct reason reason;
    return meeting_check(request, &reason) ? "" : reason.key;
}

START_TEST(a_meeting_needs_both_free_and_a_place)
{
    const struct busy jury = {BUSY_JURY, MIN(610), MIN(623)};
    const struct busy pitch = {BUSY_PITCH, MIN(619), MIN(632)};
    struct meeting_request request = a_request();
    ck_assert_str_eq(refusal(&request), "");
    request.has_place = false;
    ck_assert_str_eq(refusal(&request), "meeting.no_place");
    request.company_meets = true;
    ck_assert_str_eq(refusal(&request), "meeting.company_meets");
    request.buyer_meets = "Orisoft";
    ck_assert_str_eq(refusal(&request), "meeting.buyer_meets");
    request.pair_meets = true;
    ck_assert_str_eq(refusal(&request), "meeting.pair_meets");
    request.refused = true; /* one of the two said no thanks: no organiser overrules that */
    ck_assert_str_eq(refusal(&request), "meeting.refused");
    request.company_busy = &pitch;
    request.company_busy_count = 1;
    ck_assert_str_eq(refusal(&request), "meeting.busy.pitch");
    request.buyer_busy = &jury;
    request.buyer_busy_count = 1;
    ck_assert_str_eq(refusal(&request), "meeting.busy.jury");
}
END_TEST

START_TEST(a_refusal_is_a_sentence_in_both_languages)
{
    struct reason reason;
    struct meeting_request request = a_request();
    request.buyer_meets = "Orisoft";
    ck_assert(!meeting_check(&request, &reason));
    char *french = reason_say(&reason, TEXT_FR), *english = reason_say(&reason, TEXT_EN);
    ck_assert_str_eq(french, "Éloïse Béghin est en rendez-vous avec Orisoft à ce créneau.");
    ck_assert_str_eq(english, "Éloïse Béghin meets Orisoft in that slot.");
    free(french);
    free(english);
    ck_assert(!meeting_may_move(MEETING_DONE, MEETING_CALLED, &reason));
    english = reason_say(&reason, TEXT_EN);
    ck_assert_str_eq(english, "This meeting is “done”: it cannot become “called”.");
    free(english);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("meetings");
    TCase *rules = tcase_create("rules");
    tcase_add_test(rules, only_declared_moves_are_made);
    tcase_add_test(rules, the_clock_calls_starts_and_ends_a_meeting);
    tcase_add_test(rules, applying_what_is_due_twice_changes_nothing_more);
    tcase_add_test(rules, who_arrives_after_leaving_is_never_free);
    tcase_add_test(rules, a_meeting_needs_both_free_and_a_place);
    tcase_add_test(rules, a_refusal_is_a_sentence_in_both_languages);
    suite_add_tcase(suite, rules);
    return test_run(suite);
}
