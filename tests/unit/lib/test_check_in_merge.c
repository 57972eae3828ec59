/* SPDX-License-Identifier: EUPL-1.2 */
/* The rule for scans that arrive late: whatever the order of arrival, the same course. */
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "parvis/check_in_merge.h"

static struct merge_event in(int64_t at, int64_t number)
{
    return (struct merge_event){.at = at, .number = number};
}

static struct merge_event out(int64_t at, int64_t number)
{
    return (struct merge_event){.at = at, .number = number, .leaving = true};
}

START_TEST(the_first_arrival_by_its_own_time_counts_whoever_told_it_first)
{
    struct merge_event events[] = {in(1005, 1), in(1002, 2)};
    struct merge_course course = merge_events(events, 2);
    ck_assert_int_eq(course.presence, CHECK_IN_INSIDE);
    ck_assert_int_eq(course.first_at, 1002);
    ck_assert_int_eq(course.first_by, 2);
    ck_assert_int_eq(events[0].number, 2); /* in order now */
    ck_assert(!events[0].twice && events[1].twice);
}
END_TEST

START_TEST(a_return_that_was_told_before_the_leaving_is_no_second_arrival)
{
    struct merge_event events[] = {in(1045, 1), in(1000, 2), out(1030, 3)};
    struct merge_course course = merge_events(events, 2);
    ck_assert(events[1].twice); /* as long as nobody knows of the leaving */
    events[0] = in(1045, 1), events[1] = in(1000, 2), events[2] = out(1030, 3);
    course = merge_events(events, 3);
    ck_assert_int_eq(course.presence, CHECK_IN_INSIDE);
    ck_assert_int_eq(course.moved_at, 1045);
    ck_assert(!events[0].twice && !events[1].twice && !events[2].twice);
}
END_TEST

START_TEST(an_exit_without_an_entry_moves_nobody)
{
    struct merge_event events[] = {out(900, 1), in(1000, 2), out(1100, 3), out(1200, 4)};
    struct merge_course course = merge_events(events, 4);
    ck_assert_int_eq(course.presence, CHECK_IN_OUTSIDE);
    ck_assert_int_eq(course.moved_by, 3);
    ck_assert_int_eq(course.first_at, 1000);
    ck_assert_int_eq(merge_events(NULL, 0).presence, CHECK_IN_EXPECTED);
}
END_TEST

/* Every order of five events, some at the same time. */
static const struct merge_event day[] = {{1000, 1, false, false},
                                         {1000, 2, true, false},
                                         {1010, 3, false, false},
                                         {1010, 4, false, false},
                                         {1020, 5, true, false}};
#define DAY (sizeof day / sizeof *day)

static void permute(struct merge_event *events, size_t from, const struct merge_course *wanted)
{
    if (from == DAY) {
        struct merge_event copy[DAY];
        memcpy(copy, events, sizeof copy);
        struct merge_course course = merge_events(copy, DAY);
        ck_assert_int_eq(course.presence, wanted->presence);
        ck_assert_int_eq(course.moved_by, wanted->moved_by);
        ck_assert_int_eq(course.first_by, wanted->first_by);
        return;
    }
    for (size_t i = from; i < DAY; i++) {
        struct merge_event swapped = events[from];
        events[from] = events[i], events[i] = swapped;
        permute(events, from + 1, wanted);
        swapped = events[from], events[from] = events[i], events[i] = swapped;
    }
}

START_TEST(the_order_of_arrival_changes_nothing)
{
    struct merge_event events[DAY];
    memcpy(events, day, sizeof events);
    struct merge_course wanted = merge_events(events, DAY);
    ck_assert_int_eq(wanted.presence, CHECK_IN_OUTSIDE);
    memcpy(events, day, sizeof events);
    permute(events, 0, &wanted);
}
END_TEST

#define DOORS 500
#define CLOSES 2000

static struct check_in_facts facts_at(int64_t at, enum check_in_presence presence)
{
    return (struct check_in_facts){.verdict = BADGE_GENUINE,
                                   .known = true,
                                   .occurred_at = at,
                                   .received_at = 1900,
                                   .doors_at = DOORS,
                                   .closes_at = CLOSES,
                                   .presence = presence,
                                   .first_at = presence == CHECK_IN_EXPECTED ? 0 : 1005};
}

static struct merge_verdict judge_said(const struct check_in_facts *facts,
                                       enum check_in_status said)
{
    const struct merge_scan scan = {.facts = facts, .alone = true, .said = said};
    return merge_judge(&scan);
}

START_TEST(who_was_turned_away_did_not_come_in)
{
    struct check_in_facts facts = facts_at(1000, CHECK_IN_EXPECTED);
    struct merge_verdict verdict = judge_said(&facts, CHECK_IN_REVOKED);
    ck_assert_int_eq(verdict.decision.status, CHECK_IN_REVOKED);
    ck_assert(!verdict.decision.moves && !verdict.through && !verdict.contradicted);
}
END_TEST

START_TEST(who_was_let_in_against_the_servers_knowledge_is_told)
{
    struct check_in_facts facts = facts_at(1000, CHECK_IN_EXPECTED);
    ck_assert(!judge_said(&facts, CHECK_IN_ADMITTED).contradicted);
    facts.revoked = true;
    struct merge_verdict verdict = judge_said(&facts, CHECK_IN_ADMITTED);
    ck_assert(verdict.contradicted && !verdict.through);
    ck_assert_int_eq(verdict.decision.status, CHECK_IN_REVOKED);
    facts = facts_at(1000, CHECK_IN_INSIDE); /* for the course to judge */
    verdict = judge_said(&facts, CHECK_IN_ADMITTED);
    ck_assert(!verdict.contradicted && verdict.through);
    facts = facts_at(1000, CHECK_IN_EXPECTED);
    facts.leaving = true;
    verdict = judge_said(&facts, CHECK_IN_LEFT);
    ck_assert(!verdict.contradicted && verdict.through);
}
END_TEST

START_TEST(a_scan_that_arrives_late_moves_the_person_to_where_all_of_them_lead)
{
    struct merge_event events[3] = {out(1100, 7)};
    size_t count = 1;
    struct check_in_facts facts = facts_at(1000, CHECK_IN_EXPECTED);
    const struct merge_scan scan = {.facts = &facts, .alone = true, .said = CHECK_IN_ADMITTED};
    struct merge_verdict verdict = merge_judge(&scan);
    merge_follow(&scan, events, &count, &verdict);
    ck_assert_uint_eq(count, 2);
    ck_assert_int_eq(verdict.decision.status, CHECK_IN_ADMITTED);
    ck_assert(verdict.decision.moves);
    ck_assert_int_eq(verdict.decision.presence, CHECK_IN_OUTSIDE); /* came, and has left since */
    ck_assert_int_eq(verdict.moves_at, 1100);
    ck_assert_int_eq(verdict.decision.first_at, 1000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("merge");
    TCase *rules = tcase_create("rules");
    tcase_add_test(rules, the_first_arrival_by_its_own_time_counts_whoever_told_it_first);
    tcase_add_test(rules, a_return_that_was_told_before_the_leaving_is_no_second_arrival);
    tcase_add_test(rules, an_exit_without_an_entry_moves_nobody);
    tcase_add_test(rules, the_order_of_arrival_changes_nothing);
    tcase_add_test(rules, who_was_turned_away_did_not_come_in);
    tcase_add_test(rules, who_was_let_in_against_the_servers_knowledge_is_told);
    tcase_add_test(rules, a_scan_that_arrives_late_moves_the_person_to_where_all_of_them_lead);
    suite_add_tcase(suite, rules);
    return test_run(suite);
}
