/* SPDX-License-Identifier: EUPL-1.2 */
/* The planner against a checker of its own and against every plan there is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "best.h"
#include "harness.h"
#include "story.h"
#include "weight.h"

static void ck_valid(const struct story *story)
{
    const char *fault = story_fault(story);
    struct planner_solution figures = story_figures(story);
    ck_assert_msg(!fault, "the plan breaks a rule: %s", fault ? fault : "");
    ck_assert_int_eq(story->solution.weight, figures.weight);
    ck_assert_int_eq(story->solution.moved, figures.moved);
    ck_assert_int_eq(story->solution.breaks, figures.breaks);
    ck_assert_int_eq(story->solution.idle, figures.idle);
    ck_assert_int_le(story->solution.weight, story->solution.bound);
    ck_assert_int_le(story->solution.breaks_bound, story->solution.breaks);
}

START_TEST(every_plan_keeps_every_rule_and_its_figures)
{
    struct test_random random = test_random(1);
    for (int round = 0; round < test_rounds(160); round++) {
        struct story story;
        struct planner_fault fault;
        int spice = test_below(&random, 64);
        story_make(&story, &random, 3 + test_below(&random, STORY_PEOPLE_MAX - 3),
                   1 + test_below(&random, STORY_WISHES_MAX), 2 + test_below(&random, 6), spice);
        enum parvis_status status = story_solve(&story, (uint64_t)round, 1500, &fault);
        if (status == PARVIS_OK) {
            ck_valid(&story);
        } else {
            ck_assert_int_eq(status, PARVIS_CONFLICT);
            ck_assert_int_ne(fault.reason, PLANNER_NO_REASON);
        }
    }
}
END_TEST

START_TEST(small_plans_are_the_best_of_all_by_every_objective)
{
    struct test_random random = test_random(2);
    for (int round = 0; round < test_rounds(1500); round++) {
        struct story story;
        struct planner_solution best;
        struct planner_fault fault;
        int spice = test_below(&random, 64);
        story_make(&story, &random, 3 + test_below(&random, 3), 1 + test_below(&random, 6),
                   2 + test_below(&random, 3), spice);
        enum parvis_status status = story_solve(&story, (uint64_t)round, 1500, &fault);
        struct planner_solution got = story.solution;
        if (status == PARVIS_OK)
            ck_valid(&story);
        bool exists = story_best(&story, &best);
        ck_assert_msg(exists == (status == PARVIS_OK), "round %d: a plan exists: %d, reason %d",
                      round, exists, fault.reason);
        if (!exists)
            continue;
        ck_assert_msg(!story_is_better(&best, &got),
                      "round %d: weight %ld moved %d breaks %d idle %d, not %ld %d %d %d", round,
                      (long)got.weight, got.moved, got.breaks, got.idle, (long)best.weight,
                      best.moved, best.breaks, best.idle);
        ck_assert_int_eq(got.bound, best.weight);
    }
}
END_TEST

/* The weight phase alone, as larger instances have it. */
static void maximise(struct story *story, uint64_t seed, struct best *ret_best)
{
    struct problem *problem = NULL;
    struct draft *draft = NULL;
    struct planner_options options = {.seed = seed, .rounds = 4000};
    ck_assert_int_eq(problem_make(&story->in, &problem), PARVIS_OK);
    ck_assert_int_eq(draft_make(problem, seed, &draft), PARVIS_OK);
    *ret_best = (struct best){.problem = problem,
                              .options = &options,
                              .solution = &story->solution,
                              .value = -1,
                              .bound = INT64_MAX,
                              .kept = -1};
    ck_assert_int_eq(weight_maximise(draft, ret_best), PARVIS_OK);
    ck_assert_int_eq(best_count(ret_best), PARVIS_OK);
    draft_free(draft);
    problem_free(problem);
}

START_TEST(the_search_for_weight_finds_what_enumeration_finds)
{
    struct test_random random = test_random(3);
    for (int round = 0; round < test_rounds(1000); round++) {
        struct story story;
        struct planner_solution most;
        struct best best;
        int spice = test_below(&random, 2) * STORY_SIDES + test_below(&random, 2) * STORY_PREVIOUS;
        story_make(&story, &random, 3 + test_below(&random, 3), 1 + test_below(&random, 7),
                   2 + test_below(&random, 2), spice);
        maximise(&story, (uint64_t)round, &best);
        ck_valid(&story);
        struct planner_solution got = story.solution;
        ck_assert(story_best(&story, &most));
        ck_assert_msg(got.weight == most.weight && got.moved == most.moved,
                      "round %d: weight %ld moved %d, not %ld %d", round, (long)got.weight,
                      got.moved, (long)most.weight, most.moved);
        ck_assert_int_ge(best.bound, most.weight);
    }
}
END_TEST

START_TEST(a_bound_holds_where_it_is_not_met)
{
    struct test_random random = test_random(4);
    int met = 0, rounds = test_rounds(600);
    for (int round = 0; round < rounds; round++) {
        struct story story;
        struct planner_solution most;
        struct best best;
        story_make(&story, &random, 3 + test_below(&random, 3), 1 + test_below(&random, 7),
                   2 + test_below(&random, 2), STORY_AFTER);
        maximise(&story, (uint64_t)round, &best);
        ck_assert(story_best(&story, &most));
        ck_assert_int_ge(best.bound, most.weight);
        met += best.bound == most.weight;
    }
    ck_assert_int_ge(met, rounds / 2);
}
END_TEST

START_TEST(a_fixed_wish_stays)
{
    struct story story;
    struct test_random random = test_random(5);
    story_make(&story, &random, 4, 6, 3, 0);
    for (int i = 0; i < 4; i++)
        story.people[i] = (struct planner_participant){.parallel = 1};
    story.in.tables = 0;
    story.wishes[0] =
        (struct planner_wish){.a = 0, .b = 1, .weight = 1, .fixed = 2, .previous = -1};
    story.wishes[1] =
        (struct planner_wish){.a = 0, .b = 2, .weight = 9, .fixed = -1, .previous = -1};
    ck_assert_int_eq(story_solve(&story, 1, 0, NULL), PARVIS_OK);
    ck_assert_int_eq(story.slot[0], 2);
}
END_TEST

START_TEST(the_same_seed_gives_the_same_plan)
{
    int plans = 0, rounds = test_rounds(32);
    for (int round = 0; round < rounds; round++) {
        struct story one, two;
        struct test_random first = test_random(1000 + (uint64_t)round), second = first;
        int spice = round * 37 % 64; /* few rounds have some of each */
        int people = spice & STORY_ALL ? 12 : 10, wishes = spice & STORY_ALL ? 20 : 40;
        story_make(&one, &first, people, wishes, 7, spice);
        story_make(&two, &second, people, wishes, 7, spice);
        enum parvis_status status = story_solve(&one, (uint64_t)round, 3000, NULL);
        ck_assert_int_eq(story_solve(&two, (uint64_t)round, 3000, NULL), status);
        if (status != PARVIS_OK)
            continue;
        plans++;
        ck_assert_mem_eq(one.slot, two.slot, sizeof one.slot);
        ck_assert_int_eq(one.solution.bound, two.solution.bound);
        ck_assert_int_eq(one.solution.breaks_bound, two.solution.breaks_bound);
    }
    ck_assert_int_ge(plans, rounds / 5); /* the others cannot be planned */
}
END_TEST

struct listener {
    int told, asked, stop_after;
    struct planner_solution last;
};

static bool stop_soon(void *data)
{
    struct listener *listener = data;
    return ++listener->asked > listener->stop_after;
}

static void hear(const struct planner_solution *solution, void *data)
{
    struct listener *listener = data;
    if (listener->told++)
        ck_assert(story_is_better(solution, &listener->last));
    listener->last = *solution;
}

/* Solves a story and says stop at the question number `after`. */
static enum parvis_status stop_after(struct story *story, int after, struct listener *listener)
{
    *listener = (struct listener){.stop_after = after};
    struct planner_options options = {.seed = 5,
                                      .rounds = INT64_MAX,
                                      .should_stop = stop_soon,
                                      .improved = hear,
                                      .data = listener};
    struct planner_fault fault = {PLANNER_NO_REASON, -1, -1, -1, -1, -1};
    enum parvis_status status = planner_solve(&story->in, &options, &story->solution, &fault);
    ck_assert_int_le(listener->asked, after + 1); /* who said stop is not asked again */
    if (status != PARVIS_OK)
        ck_assert_int_ne(fault.reason, PLANNER_NO_REASON);
    return status;
}

START_TEST(a_caller_may_stop_at_any_moment_and_gets_a_plan)
{
    for (int after = 0; after < 60; after++) {
        struct story story;
        struct listener listener;
        struct test_random random = test_random(6);
        story_make(&story, &random, 10, 40, 5, STORY_PREVIOUS);
        ck_assert_int_eq(stop_after(&story, after, &listener), PARVIS_OK);
        ck_valid(&story);
        ck_assert_int_gt(story.solution.weight, 0);
        ck_assert_int_gt(listener.told, 0);
    }
}
END_TEST

START_TEST(whatever_the_rules_a_stop_leaves_a_valid_plan_or_a_reason)
{
    int plans = 0, none = 0, rounds = test_rounds(256);
    for (int round = 0; round < rounds; round++) {
        struct story story;
        struct listener listener;
        struct test_random random = test_random(7000 + (uint64_t)round);
        int few = round & STORY_ALL ? 18 : 40;
        story_make(&story, &random, 12, few, 7, round % 64);
        if (stop_after(&story, test_below(&random, 400), &listener) == PARVIS_OK) {
            ck_valid(&story);
            plans++;
        } else {
            none++;
        }
    }
    ck_assert_int_ge(plans, rounds / 5);
    ck_assert_int_ge(none, rounds / 40);
}
END_TEST

START_TEST(a_failed_call_leaves_the_answer_alone)
{
    struct story story;
    struct test_random random = test_random(7);
    story_make(&story, &random, 3, 2, 2, 0);
    story.in.all = true;
    story.people[0].off = 3;
    story.wishes[0].a = 0;
    story.wishes[0].b = 1;
    story.solution = (struct planner_solution){.slot = story.slot, .weight = 77};
    story.slot[0] = 55;
    ck_assert_int_eq(story_solve(&story, 1, 0, NULL), PARVIS_CONFLICT);
    ck_assert_int_eq(story.solution.weight, 77);
    ck_assert_int_eq(story.slot[0], 55);
}
END_TEST

START_TEST(nothing_to_plan_is_a_plan)
{
    struct planner_solution solution = {.slot = NULL};
    struct planner_options options = {.seed = 1};
    struct planner_instance in = {.slots = 64};
    int none = 0;
    solution.slot = &none;
    ck_assert_int_eq(planner_solve(&in, &options, &solution, NULL), PARVIS_OK);
    ck_assert_int_eq(solution.weight, 0);
    ck_assert_int_eq(solution.bound, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("planner");
    TCase *cases = tcase_create("planner");
    tcase_add_test(cases, every_plan_keeps_every_rule_and_its_figures);
    tcase_add_test(cases, small_plans_are_the_best_of_all_by_every_objective);
    tcase_add_test(cases, the_search_for_weight_finds_what_enumeration_finds);
    tcase_add_test(cases, a_bound_holds_where_it_is_not_met);
    tcase_add_test(cases, a_fixed_wish_stays);
    tcase_add_test(cases, the_same_seed_gives_the_same_plan);
    tcase_add_test(cases, a_caller_may_stop_at_any_moment_and_gets_a_plan);
    tcase_add_test(cases, whatever_the_rules_a_stop_leaves_a_valid_plan_or_a_reason);
    tcase_add_test(cases, a_failed_call_leaves_the_answer_alone);
    tcase_add_test(cases, nothing_to_plan_is_a_plan);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
