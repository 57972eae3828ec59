/* SPDX-License-Identifier: EUPL-1.2 */
/* What must hold between the plans of two instances that differ in one thing: other names, the day
 * backwards, one slot more, one rule less. Weights and breaks are compared where they are proven,
 * bounds always. */
#include <stdlib.h>

#include "harness.h"
#include "story.h"

#define ROUNDS test_rounds(80)
#define FORUMS test_rounds(60)

/* A story and a changed copy of it, both solved. */
struct pair {
    struct story first, second;
};

static void make_pair(struct pair *pair, struct test_random *random, int round)
{
    int spice = test_below(random, 2) * STORY_SIDES + test_below(random, 2) * STORY_AFTER;
    story_make(&pair->first, random, 4 + test_below(random, 8), 8 + test_below(random, 30),
               3 + test_below(random, 4), spice);
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

/* Other names for everybody, and the wishes in another order. */
static void rename_all(struct pair *pair)
{
    struct story *second = &pair->second;
    int people = second->in.participant_count, wishes = second->in.wish_count;
    for (int i = 0; i < people; i++)
        second->people[i] = pair->first.people[people - 1 - i];
    for (int i = 0; i < wishes; i++) {
        second->wishes[i] = pair->first.wishes[wishes - 1 - i];
        second->wishes[i].a = people - 1 - second->wishes[i].a;
        second->wishes[i].b = people - 1 - second->wishes[i].b;
        for (int k = 0; k < second->wishes[i].after_count; k++)
            second->after[i][k] = wishes - 1 - pair->first.after[wishes - 1 - i][k];
    }
    story_rebind(second);
}

START_TEST(other_names_and_another_order_change_no_weight)
{
    struct test_random random = test_random(11);
    int proven = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct pair pair;
        make_pair(&pair, &random, round);
        rename_all(&pair);
        solve_second(&pair, round);
        if (is_proven(&pair.first) && is_proven(&pair.second)) {
            ck_assert_int_eq(pair.first.solution.weight, pair.second.solution.weight);
            proven++;
        }
    }
    ck_assert_int_ge(proven, ROUNDS / 2); /* else this says little */
}
END_TEST

START_TEST(a_slot_in_which_nobody_is_there_changes_no_weight)
{
    struct test_random random = test_random(12);
    for (int round = 0; round < ROUNDS; round++) {
        struct pair pair;
        make_pair(&pair, &random, round);
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

static void relax(struct story *story, struct test_random *random)
{
    struct planner_participant *person =
        &story->people[test_below(random, story->in.participant_count)];
    struct planner_wish *wish = &story->wishes[test_below(random, story->in.wish_count)];
    switch (test_below(random, 6)) {
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
    struct test_random random = test_random(13);
    for (int round = 0; round < 3 * ROUNDS; round++) {
        struct pair pair;
        make_pair(&pair, &random, round);
        relax(&pair.second, &random);
        solve_second(&pair, round);
        ck_no_less(&pair);
    }
}
END_TEST

START_TEST(a_wish_more_never_lowers_the_weight)
{
    struct test_random random = test_random(14);
    for (int round = 0; round < ROUNDS; round++) {
        struct pair pair;
        make_pair(&pair, &random, round);
        int index = pair.second.in.wish_count++;
        pair.second.wishes[index] = pair.second.wishes[test_below(&random, index)];
        pair.second.wishes[index].after_count = 0;
        story_rebind(&pair.second);
        solve_second(&pair, round);
        ck_no_less(&pair);
    }
}
END_TEST

START_TEST(planning_again_from_a_proven_plan_moves_nothing)
{
    struct test_random random = test_random(15);
    for (int round = 0; round < ROUNDS; round++) {
        struct pair pair;
        make_pair(&pair, &random, round);
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

/* ---- breaks, where every wish is held ---- */

/* A forum with a plan, found; and its copy. */
static void make_forum(struct pair *pair, struct test_random *random, int round, int spice)
{
    spice |= STORY_ALL | test_below(random, 2) * STORY_SIDES;
    do
        story_make(&pair->first, random, 8 + test_below(random, 5), 15 + test_below(random, 6),
                   6 + test_below(random, 3), spice);
    while (story_solve(&pair->first, (uint64_t)round, 3000, NULL) != PARVIS_OK);
    ck_assert_ptr_null(story_fault(&pair->first));
    pair->second = pair->first;
    story_rebind(&pair->second);
}

/* Whether the second, which has the same fewest breaks, shows as much. */
static int ck_same_breaks(struct pair *pair, int round)
{
    const struct planner_solution *first = &pair->first.solution, *second = &pair->second.solution;
    if (story_solve(&pair->second, (uint64_t)round, 3000, NULL) != PARVIS_OK)
        return 0;
    ck_assert_ptr_null(story_fault(&pair->second));
    ck_assert_int_le(first->breaks_bound, second->breaks);
    ck_assert_int_le(second->breaks_bound, first->breaks);
    return first->breaks == first->breaks_bound && second->breaks == second->breaks_bound;
}

static uint64_t mirrored(uint64_t mask, int slots)
{
    uint64_t other = 0;
    for (int slot = 0; slot < slots; slot++)
        other |= (mask >> slot & 1) << (slots - 1 - slot);
    return other;
}

START_TEST(the_day_backwards_has_as_few_breaks)
{
    struct test_random random = test_random(16);
    int proven = 0;
    for (int round = 0; round < FORUMS; round++) {
        struct pair pair;
        make_forum(&pair, &random, round, 0);
        struct story *second = &pair.second;
        for (int i = 0; i < second->in.participant_count; i++)
            second->people[i].off = mirrored(second->people[i].off, second->in.slots);
        for (int i = 0; i < second->in.wish_count; i++)
            second->wishes[i].slots = mirrored(second->wishes[i].slots, second->in.slots);
        proven += ck_same_breaks(&pair, round);
    }
    ck_assert_int_ge(proven, FORUMS / 2);
}
END_TEST

START_TEST(other_names_have_as_few_breaks)
{
    struct test_random random = test_random(17);
    int proven = 0;
    for (int round = 0; round < FORUMS; round++) {
        struct pair pair;
        make_forum(&pair, &random, round, round % 2 * STORY_AFTER);
        rename_all(&pair);
        proven += ck_same_breaks(&pair, round);
    }
    ck_assert_int_ge(proven, FORUMS / 2);
}
END_TEST

START_TEST(a_slot_at_the_end_in_which_nobody_is_there_makes_no_break)
{
    struct test_random random = test_random(18);
    int proven = 0;
    for (int round = 0; round < FORUMS; round++) {
        struct pair pair;
        make_forum(&pair, &random, round, round % 2 * STORY_AFTER);
        int extra = pair.second.in.slots++;
        for (int i = 0; i < pair.second.in.participant_count; i++)
            pair.second.people[i].off |= (uint64_t)1 << extra;
        proven += ck_same_breaks(&pair, round);
    }
    ck_assert_int_ge(proven, FORUMS / 2);
}
END_TEST

START_TEST(a_rule_less_never_needs_more_breaks)
{
    struct test_random random = test_random(19);
    for (int round = 0; round < 2 * FORUMS; round++) {
        struct pair pair;
        make_forum(&pair, &random, round, round % 2 * STORY_AFTER);
        bool counts_off = pair.first.in.off_breaks; /* else who is off less has more breaks */
        relax(&pair.second, &random);
        for (int i = 0; i < pair.second.in.participant_count && !counts_off; i++)
            pair.second.people[i].off = pair.first.people[i].off;
        if (story_solve(&pair.second, (uint64_t)round, 3000, NULL) == PARVIS_OK)
            ck_assert_int_le(pair.second.solution.breaks_bound, pair.first.solution.breaks);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("planner changes");
    TCase *cases = tcase_create("changes");
    tcase_add_test(cases, other_names_and_another_order_change_no_weight);
    tcase_add_test(cases, a_slot_in_which_nobody_is_there_changes_no_weight);
    tcase_add_test(cases, a_rule_less_never_lowers_the_weight);
    tcase_add_test(cases, a_wish_more_never_lowers_the_weight);
    tcase_add_test(cases, planning_again_from_a_proven_plan_moves_nothing);
    tcase_add_test(cases, the_day_backwards_has_as_few_breaks);
    tcase_add_test(cases, other_names_have_as_few_breaks);
    tcase_add_test(cases, a_slot_at_the_end_in_which_nobody_is_there_makes_no_break);
    tcase_add_test(cases, a_rule_less_never_needs_more_breaks);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
