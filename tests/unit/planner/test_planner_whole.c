/* SPDX-License-Identifier: EUPL-1.2 */
/* The planner as a whole on instances too large for its enumeration, so that weight, moves, breaks
 * and fairness are searched for; against every plan there is. What is a proof must hold in every
 * round, how often the best is found is counted. */
#include <stdio.h>
#include <stdlib.h>

#include "harness.h"
#include "story.h"

#define ENUMERATED 14 /* wishes: up to here the planner tries everything (exact.c) */

/* How often the planner was as good as the best of all plans. */
struct tally {
    int instances, impossible, overlooked; /* overlooked: a plan exists, none was found */
    int weight, moved, breaks, idle;       /* as good as the best up to there */
    int proven;                            /* weight and breaks by the planner's own bounds */
};

/* What is true of any answer of the planner, `best` being the best of all plans. */
static void ck_honest(const struct story *story, const struct planner_solution *best, int round)
{
    const struct planner_solution *got = &story->solution;
    const char *fault = story_fault(story);
    struct planner_solution figures = story_figures(story);
    ck_assert_msg(!fault, "round %d: the plan breaks a rule: %s", round, fault ? fault : "");
    ck_assert_int_eq(got->weight, figures.weight);
    ck_assert_int_eq(got->moved, figures.moved);
    ck_assert_int_eq(got->breaks, figures.breaks);
    ck_assert_int_eq(got->idle, figures.idle);
    ck_assert_msg(!story_is_better(got, best), "round %d: better than the best", round);
    ck_assert_msg(got->bound >= best->weight, "round %d: bound %ld, but weight %ld exists", round,
                  (long)got->bound, (long)best->weight);
    ck_assert_int_ge(got->breaks, got->breaks_bound);
    if (got->weight == best->weight && got->moved == best->moved)
        ck_assert_msg(got->breaks_bound <= best->breaks,
                      "round %d: at least %d breaks, but a plan has %d", round, got->breaks_bound,
                      best->breaks);
}

static void count(struct tally *tally, const struct story *story,
                  const struct planner_solution *best)
{
    const struct planner_solution *got = &story->solution;
    bool good = got->weight == best->weight;
    tally->weight += good;
    tally->moved += good &= got->moved == best->moved;
    tally->proven += good && got->weight == got->bound && got->breaks == got->breaks_bound;
    tally->breaks += good &= got->breaks == best->breaks;
    tally->idle += good && got->idle == best->idle;
}

static void try_one(struct tally *tally, struct story *story, bool exists,
                    const struct planner_solution *best, int round)
{
    struct planner_fault fault;
    enum parvis_status status = story_solve(story, (uint64_t)round, 1500, &fault);
    ck_assert_int_gt(story->in.wish_count, ENUMERATED);
    tally->instances++;
    tally->impossible += !exists;
    if (status == PARVIS_OK) {
        ck_assert_msg(exists, "round %d: a plan where there is none", round);
        ck_honest(story, best, round);
        count(tally, story, best);
        return;
    }
    ck_assert_int_eq(status, PARVIS_CONFLICT);
    ck_assert_int_ne(fault.reason, PLANNER_NO_REASON);
    /* A reason other than "not found" is a proof. */
    ck_assert_msg(!exists || fault.reason == PLANNER_NOT_FOUND,
                  "round %d: reason %d, but a plan is there", round, fault.reason);
    tally->overlooked += exists;
}

static void show(const char *name, const struct tally *tally)
{
    printf("%s: %d instances, %d impossible, %d overlooked; best weight %d, moved %d, breaks %d, "
           "idle %d; proven %d\n",
           name, tally->instances, tally->impossible, tally->overlooked, tally->weight,
           tally->moved, tally->breaks, tally->idle, tally->proven);
}

/* Wishes that are fixed elsewhere make the instance large and change nothing else. */
static struct tally try_padded(uint64_t stream, int rounds, int spice, int spice_maybe)
{
    struct tally tally = {0};
    struct test_random random = test_random(stream);
    for (int round = 0; round < rounds; round++) {
        struct story story;
        struct planner_solution best;
        story_make(&story, &random, 3 + test_below(&random, 3), 2 + test_below(&random, 5),
                   3 + test_below(&random, 2), spice | (test_below(&random, 64) & spice_maybe));
        story_pad(&story, ENUMERATED);
        bool exists = story_best(&story, &best);
        try_one(&tally, &story, exists, &best, round);
    }
    return tally;
}

START_TEST(forums_have_the_fewest_breaks)
{
    struct tally tally =
        try_padded(31, test_rounds(500), STORY_ALL, STORY_SIDES | STORY_AFTER | STORY_FIXED);
    show("forums", &tally);
    int possible = tally.instances - tally.impossible;
    ck_assert_int_ge(possible, tally.instances * 3 / 10);
    ck_assert_int_eq(tally.weight, possible - tally.overlooked);
    ck_assert_int_le(tally.overlooked, possible / 50);
    ck_assert_int_ge(tally.breaks, possible * 95 / 100);
    ck_assert_int_ge(tally.proven, possible / 2);
}
END_TEST

START_TEST(fair_forums_are_fair_where_they_can_be)
{
    struct tally tally =
        try_padded(32, test_rounds(500), STORY_ALL | STORY_FAIR, STORY_SIDES | STORY_PREVIOUS);
    show("fair forums", &tally);
    int possible = tally.instances - tally.impossible;
    ck_assert_int_ge(possible, tally.instances * 3 / 10);
    ck_assert_int_le(tally.overlooked, possible / 20);
    ck_assert_int_ge(tally.breaks, possible * 9 / 10);
}
END_TEST

START_TEST(every_feature_together_is_answered_honestly)
{
    struct tally tally = try_padded(33, test_rounds(400), 0, 63);
    show("every feature", &tally);
    int possible = tally.instances - tally.impossible;
    ck_assert_int_ge(possible, tally.instances * 4 / 10);
    ck_assert_int_le(tally.overlooked, possible / 20);
    ck_assert_int_ge(tally.weight, possible * 9 / 10);
}
END_TEST

/* The best of a union of strangers is the union of each one's best, in every objective. */
static void add_best(struct planner_solution *sum, const struct planner_solution *best)
{
    sum->weight += best->weight;
    sum->moved += best->moved;
    sum->breaks += best->breaks;
    sum->idle += best->idle;
}

static struct tally try_unions(uint64_t stream, int rounds, int spice, int spice_maybe)
{
    struct tally tally = {0};
    struct test_random random = test_random(stream);
    for (int round = 0; round < rounds; round++) {
        static struct story parts[3];
        struct planner_solution sum = {0}, best;
        bool all_exist = true, exists = true;
        int slots = 4 + test_below(&random, 2);
        int mix = spice | (test_below(&random, 64) & spice_maybe);
        for (int i = 0; i < 3; i++) {
            int tries = 0;
            do {
                story_make(&parts[i], &random, 4, 5 + test_below(&random, 2), slots, mix);
                parts[i].in.tables = 0;
                parts[i].in.off_breaks = parts[0].in.off_breaks;
                exists = story_best(&parts[i], &best);
            } while (!exists && ++tries < 60);
            all_exist &= exists;
            add_best(&sum, &best);
        }
        story_join(&parts[0], &parts[1]);
        story_join(&parts[0], &parts[2]);
        try_one(&tally, &parts[0], all_exist, &sum, round);
    }
    return tally;
}

START_TEST(strangers_side_by_side_are_planned_as_well_as_each_alone)
{
    struct tally tally = try_unions(34, test_rounds(300), 0, STORY_SIDES | STORY_PREVIOUS);
    show("strangers", &tally);
    ck_assert_int_eq(tally.overlooked + tally.impossible, 0);
    ck_assert_int_ge(tally.weight, tally.instances * 99 / 100);
    ck_assert_int_ge(tally.moved, tally.instances * 95 / 100);
}
END_TEST

START_TEST(strangers_forums_have_the_fewest_breaks)
{
    struct tally tally =
        try_unions(35, test_rounds(300), STORY_ALL, STORY_SIDES | STORY_AFTER | STORY_FIXED);
    show("strangers' forums", &tally);
    int possible = tally.instances - tally.impossible;
    ck_assert_int_ge(possible, tally.instances * 3 / 10);
    ck_assert_int_le(tally.overlooked, possible / 20);
    ck_assert_int_ge(tally.breaks, possible * 95 / 100);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("planner whole");
    TCase *cases = tcase_create("whole");
    tcase_add_test(cases, forums_have_the_fewest_breaks);
    tcase_add_test(cases, fair_forums_are_fair_where_they_can_be);
    tcase_add_test(cases, every_feature_together_is_answered_honestly);
    tcase_add_test(cases, strangers_side_by_side_are_planned_as_well_as_each_alone);
    tcase_add_test(cases, strangers_forums_have_the_fewest_breaks);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
