/* What must hold between the plans of two instances that differ in one thing: other names, one slot
 * more, one rule less. Weights are compared where one is proven best, bounds always. */
#include <check.h>
#include <stdlib.h>

#include "story.h"

#define ROUNDS 250

/* A story and a changed copy of it, both solved. */
struct pair {
    struct story first, second;
};

static void make_pair(struct pair *pair, unsigned *seed, int round)
{
    int spice = story_below(seed, 2) * STORY_SIDES + story_below(seed, 2) * STORY_AFTER;
    story_make(&pair->first, seed, 4 + story_below(seed, 8), 8 + story_below(seed, 30),
               3 + story_below(seed, 4), spice);
    ck_assert_int_eq(story_solve(&pair->first, (uint64_t)round, 3000, NULL), PARVIS_OK);
    ck_assert_ptr_null(story_fault(&pair->first));
    pair->second = pair->first;
    story_rebind(&pair->second);
}

static void solve_second(struct pair *pair, int round)
{
    ck_assert_int_eq(story_solve(&pair->second, (uint64_t)round, 3000, NULL), PARVIS_OK);
    ck_assert_ptr_null(story_fault(&pair->second));
}

static bool is_proven(const struct story *story)
{
    return story->solution.weight == story->solution.bound;
}

/* The second may hold all that the first may. */
static void ck_no_less(const struct pair *pair)
{
    ck_assert_int_ge(pair->second.solution.bound, pair->first.solution.weight);
    if (is_proven(&pair->second))
        ck_assert_int_ge(pair->second.solution.weight, pair->first.solution.weight);
}

START_TEST(other_names_and_another_order_change_no_weight)
{
    unsigned seed = 11;
    int proven = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct pair pair;
        make_pair(&pair, &seed, round);
        struct story *second = &pair.second;
        int people = second->in.participant_count, wishes = second->in.wish_count;
        for (int i = 0; i < people; i++)
            second->people[i] = pair.first.people[people - 1 - i];
        for (int i = 0; i < wishes; i++) {
            second->wishes[i] = pair.first.wishes[wishes - 1 - i];
            second->wishes[i].a = people - 1 - second->wishes[i].a;
            second->wishes[i].b = people - 1 - second->wishes[i].b;
            for (int k = 0; k < second->wishes[i].after_count; k++)
                second->after[i][k] = wishes - 1 - pair.first.after[wishes - 1 - i][k];
        }
        story_rebind(second);
        solve_second(&pair, round);
        if (is_proven(&pair.first) && is_proven(second)) {
            ck_assert_int_eq(pair.first.solution.weight, second->solution.weight);
            proven++;
        }
    }
    ck_assert_int_ge(proven, ROUNDS / 2); /* else this says little */
}
END_TEST

START_TEST(a_slot_in_which_nobody_is_there_changes_no_weight)
{
    unsigned seed = 12;
    for (int round = 0; round < ROUNDS; round++) {
        struct pair pair;
        make_pair(&pair, &seed, round);
        int extra = pair.second.in.slots++;
        for (int i = 0; i < pair.second.in.participant_count; i++)
            pair.second.people[i].off |= (uint64_t)1 << extra;
        solve_second(&pair, round);
        if (is_proven(&pair.first) && is_proven(&pair.second))
            ck_assert_int_eq(pair.first.solution.weight, pair.second.solution.weight);
        ck_no_less(&pair);
    }
}
END_TEST

static void relax(struct story *story, unsigned *seed)
{
    struct planner_participant *person =
        &story->people[story_below(seed, story->in.participant_count)];
    struct planner_wish *wish = &story->wishes[story_below(seed, story->in.wish_count)];
    switch (story_below(seed, 6)) {
    case 0:
        person->off = 0;
        break;
    case 1:
        person->max = 0;
        break;
    case 2:
        person->parallel++;
        break;
    case 3:
        wish->slots = 0;
        break;
    case 4:
        wish->after_count = 0;
        break;
    default:
        story->in.tables = 0;
    }
}

START_TEST(a_rule_less_never_lowers_the_weight)
{
    unsigned seed = 13;
    for (int round = 0; round < 3 * ROUNDS; round++) {
        struct pair pair;
        make_pair(&pair, &seed, round);
        relax(&pair.second, &seed);
        solve_second(&pair, round);
        ck_no_less(&pair);
    }
}
END_TEST

START_TEST(a_wish_more_never_lowers_the_weight)
{
    unsigned seed = 14;
    for (int round = 0; round < ROUNDS; round++) {
        struct pair pair;
        make_pair(&pair, &seed, round);
        int index = pair.second.in.wish_count++;
        pair.second.wishes[index] = pair.second.wishes[story_below(&seed, index)];
        pair.second.wishes[index].after_count = 0;
        story_rebind(&pair.second);
        solve_second(&pair, round);
        ck_no_less(&pair);
    }
}
END_TEST

START_TEST(planning_again_from_a_proven_plan_moves_nothing)
{
    unsigned seed = 15;
    for (int round = 0; round < ROUNDS; round++) {
        struct pair pair;
        make_pair(&pair, &seed, round);
        for (int i = 0; i < pair.first.in.wish_count; i++)
            pair.second.wishes[i].previous = pair.first.slot[i];
        solve_second(&pair, round);
        if (!is_proven(&pair.first))
            continue;
        ck_assert_int_eq(pair.second.solution.weight, pair.first.solution.weight);
        ck_assert_int_eq(pair.second.solution.moved, 0);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("planner changes");
    TCase *cases = tcase_create("changes");
    tcase_set_timeout(cases, 240);
    tcase_add_test(cases, other_names_and_another_order_change_no_weight);
    tcase_add_test(cases, a_slot_in_which_nobody_is_there_changes_no_weight);
    tcase_add_test(cases, a_rule_less_never_lowers_the_weight);
    tcase_add_test(cases, a_wish_more_never_lowers_the_weight);
    tcase_add_test(cases, planning_again_from_a_proven_plan_moves_nothing);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
