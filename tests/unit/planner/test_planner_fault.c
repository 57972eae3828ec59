/* SPDX-License-Identifier: EUPL-1.2 */
/* Impossible instances: each is said to be so by the reason that a person can act on, and no
 * instance that has a plan is. */
#include <stdlib.h>

#include "fault.h"
#include "harness.h"
#include "story.h"

/* Two wishes of participant 0, with 1 and 2, in three slots; nothing wrong. */
static void make_plain(struct story *story, bool all)
{
    struct test_random random = test_random(21);
    story_make(story, &random, 4, 2, 3, 0);
    story->in.tables = 0;
    story->in.all = all;
    for (int i = 0; i < 4; i++)
        story->people[i] = (struct planner_participant){.parallel = 1};
    for (int i = 0; i < 2; i++)
        story->wishes[i] =
            (struct planner_wish){.a = 0, .b = i + 1, .weight = 1, .fixed = -1, .previous = -1};
    story_rebind(story);
}

static struct planner_fault fault_of(struct story *story)
{
    struct planner_fault fault;
    ck_assert_int_eq(story_solve(story, 1, 0, &fault), PARVIS_CONFLICT);
    return fault;
}

static void ck_fault(struct story *story, struct planner_fault wanted)
{
    struct planner_fault fault = fault_of(story);
    ck_assert_int_eq(fault.reason, wanted.reason);
    ck_assert_int_eq(fault.participant, wanted.participant);
    ck_assert_int_eq(fault.wish, wanted.wish);
    ck_assert_int_eq(fault.slot, wanted.slot);
    ck_assert_int_eq(fault.count, wanted.count);
    ck_assert_int_eq(fault.room, wanted.room);
}

START_TEST(fixed_wishes_that_need_one_place_clash)
{
    struct story story;
    make_plain(&story, false);
    story.wishes[0].fixed = story.wishes[1].fixed = 2;
    ck_fault(&story, (struct planner_fault){PLANNER_FIXED_CLASH, 0, 1, 2, 2, 1});
    story.people[0].parallel = 2;
    ck_assert_int_eq(story_solve(&story, 1, 0, NULL), PARVIS_OK);
    story.people[0].max = 1;
    ck_fault(&story, (struct planner_fault){PLANNER_FIXED_CLASH, 0, 1, 2, 2, 1});
}
END_TEST

START_TEST(a_fixed_wish_in_a_slot_that_is_off_or_not_its_own_clashes)
{
    struct story story;
    make_plain(&story, false);
    story.wishes[0].fixed = 1;
    story.people[1].off = 2;
    ck_fault(&story, (struct planner_fault){PLANNER_FIXED_CLASH, 1, 0, 1, 1, 0});
    story.people[1].off = 0;
    story.wishes[0].slots = 5;
    ck_fault(&story, (struct planner_fault){PLANNER_FIXED_CLASH, -1, 0, 1, -1, -1});
}
END_TEST

START_TEST(fixed_wishes_beyond_the_tables_clash)
{
    struct story story;
    make_plain(&story, false);
    story.in.tables = 1;
    story.wishes[1].a = 3;
    story.wishes[0].fixed = story.wishes[1].fixed = 2;
    ck_fault(&story, (struct planner_fault){PLANNER_FIXED_CLASH, -1, 1, 2, 2, 1});
}
END_TEST

START_TEST(more_wishes_than_free_places_are_too_many)
{
    struct story story;
    make_plain(&story, true);
    story.people[0].off = 6;
    ck_fault(&story, (struct planner_fault){PLANNER_TOO_MANY, 0, -1, -1, 2, 1});
    story.people[0] = (struct planner_participant){.parallel = 1, .max = 1};
    ck_fault(&story, (struct planner_fault){PLANNER_TOO_MANY, 0, -1, -1, 2, 1});
}
END_TEST

START_TEST(wishes_crowded_into_one_slot_are_too_many_for_it)
{
    struct story story;
    make_plain(&story, true);
    story.people[1].off = story.people[2].off = 3; /* both partners come for the last slot only */
    ck_fault(&story, (struct planner_fault){PLANNER_TOO_MANY, 0, -1, -1, 2, 1});
}
END_TEST

START_TEST(ends_that_are_never_there_together_have_no_slot)
{
    struct story story;
    make_plain(&story, true);
    story.people[0].off = 1;
    story.people[2].off = 6;
    ck_fault(&story, (struct planner_fault){PLANNER_NO_SLOT, -1, 1, -1, -1, -1});
    story.in.all = false; /* then it is simply not held */
    ck_assert_int_eq(story_solve(&story, 1, 0, NULL), PARVIS_OK);
    ck_assert_int_eq(story.slot[1], -1);
}
END_TEST

START_TEST(more_wishes_than_places_at_tables_are_said)
{
    struct story story;
    make_plain(&story, true);
    story.in.tables = 1;
    story.in.slots = 1;
    story.wishes[1].a = 3;
    ck_fault(&story, (struct planner_fault){PLANNER_TOO_FEW_TABLES, -1, -1, -1, 2, 1});
}
END_TEST

START_TEST(an_order_that_cannot_be_kept_is_said)
{
    struct story story;
    make_plain(&story, true);
    story.after[1][0] = 0;
    story.wishes[1].after_count = 1;
    story.wishes[1].slots = 1; /* the first slot: nothing is before it */
    ck_fault(&story, (struct planner_fault){PLANNER_ORDER, -1, 1, -1, -1, -1});
    story.wishes[1].slots = 0;
    story.after[0][0] = 1; /* each waits for the other */
    story.wishes[0].after_count = 1;
    ck_fault(&story, (struct planner_fault){PLANNER_ORDER, -1, 0, -1, -1, -1});
}
END_TEST

START_TEST(what_a_fixed_wish_waits_for_is_held_before_it)
{
    struct story story;
    make_plain(&story, false);
    story.after[1][0] = 0;
    story.wishes[1].after_count = 1;
    story.wishes[1].fixed = 1;
    story.wishes[0].weight = 0; /* nothing but the order asks for it */
    ck_assert_int_eq(story_solve(&story, 1, 0, NULL), PARVIS_OK);
    ck_assert_int_eq(story.slot[0], 0);
    story.people[1].off = 1;
    ck_assert_int_eq(fault_of(&story).reason, PLANNER_ORDER);
}
END_TEST

START_TEST(nothing_that_has_a_plan_is_called_impossible)
{
    struct test_random random = test_random(22);
    int impossible = 0, missed = 0, rounds = test_rounds(3000);
    for (int round = 0; round < rounds; round++) {
        struct story story;
        struct problem *problem = NULL;
        struct planner_fault fault;
        struct planner_solution best;
        int spice = test_below(&random, 8) | (test_below(&random, 2) ? STORY_ALL : STORY_FIXED);
        story_make(&story, &random, 3 + test_below(&random, 3), 1 + test_below(&random, 6),
                   2 + test_below(&random, 2), spice);
        ck_assert_int_eq(problem_make(&story.in, &problem), PARVIS_OK);
        enum parvis_status status = fault_find(problem, &fault);
        problem_free(problem);
        bool exists = story_best(&story, &best);
        ck_assert_msg(!exists || status == PARVIS_OK, "round %d: reason %d", round, fault.reason);
        impossible += !exists;
        missed += !exists && status == PARVIS_OK;
    }
    ck_assert_int_gt(impossible, rounds / 6);
    ck_assert_int_lt(missed, impossible / 4); /* the simple proofs are most of them */
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("planner faults");
    TCase *cases = tcase_create("faults");
    tcase_add_test(cases, fixed_wishes_that_need_one_place_clash);
    tcase_add_test(cases, a_fixed_wish_in_a_slot_that_is_off_or_not_its_own_clashes);
    tcase_add_test(cases, fixed_wishes_beyond_the_tables_clash);
    tcase_add_test(cases, more_wishes_than_free_places_are_too_many);
    tcase_add_test(cases, wishes_crowded_into_one_slot_are_too_many_for_it);
    tcase_add_test(cases, ends_that_are_never_there_together_have_no_slot);
    tcase_add_test(cases, more_wishes_than_places_at_tables_are_said);
    tcase_add_test(cases, an_order_that_cannot_be_kept_is_said);
    tcase_add_test(cases, what_a_fixed_wish_waits_for_is_held_before_it);
    tcase_add_test(cases, nothing_that_has_a_plan_is_called_impossible);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
