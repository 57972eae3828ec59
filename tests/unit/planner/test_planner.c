/* The planner against a checker of its own and, where that is possible, against every plan there
 * is. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "planner.h"

#define PEOPLE_MAX 12
#define WISHES_MAX 40

/* A random instance and the planner's answer. */
struct story {
    struct planner_participant people[PEOPLE_MAX];
    struct planner_wish wishes[WISHES_MAX];
    struct planner_instance in;
    int slot[WISHES_MAX];
    struct planner_solution solution;
};

static unsigned seed;

static int below(int bound)
{
    seed = seed * 1103515245u + 12345u;
    return (int)((seed >> 16) % (unsigned)bound);
}

static void make_story(struct story *story, int people, int wishes, int slots)
{
    memset(story, 0, sizeof *story);
    for (int i = 0; i < people; i++)
        story->people[i] = (struct planner_participant){.off = below(3) ? 0 : 1u << below(slots),
                                                        .max = below(4) ? 0 : 1 + below(3),
                                                        .parallel = below(5) ? 1 : 2};
    for (int i = 0; i < wishes; i++) {
        int a = below(people), b = below(people - 1);
        story->wishes[i] = (struct planner_wish){.a = a,
                                                 .b = b < a ? b : b + 1,
                                                 .weight = 1 + below(9),
                                                 .slots = below(4) ? 0 : 1u << below(slots),
                                                 .fixed = -1,
                                                 .previous = -1};
    }
    story->in = (struct planner_instance){.slots = slots,
                                          .tables = below(2) ? 0 : 1 + below(3),
                                          .participants = story->people,
                                          .wishes = story->wishes,
                                          .participant_count = people,
                                          .wish_count = wishes};
    story->solution = (struct planner_solution){.slot = story->slot};
}

static enum parvis_status solve_with(struct story *story, uint64_t from_seed, int64_t rounds,
                                     bool (*should_stop)(void *), void *data)
{
    struct planner_options options = {
        .seed = from_seed, .rounds = rounds, .should_stop = should_stop, .data = data};
    return planner_solve(&story->in, &options, &story->solution, NULL);
}

static int held_in(const struct story *story, int person, int slot, int upto)
{
    int count = 0;
    for (int i = 0; i < upto; i++)
        if (story->slot[i] >= 0 && (slot < 0 || story->slot[i] == slot))
            count += (story->wishes[i].a == person) + (story->wishes[i].b == person);
    return count;
}

static bool person_is_well(const struct story *story, int person, int slot, int upto)
{
    const struct planner_participant *p = &story->people[person];
    if (held_in(story, person, slot, upto) > (p->parallel ? p->parallel : 1))
        return false;
    return !p->max || held_in(story, person, -1, upto) <= p->max;
}

/* The hard rules for the wish `i`, those before it being placed. */
static bool wish_is_well(const struct story *story, int i)
{
    const struct planner_wish *wish = &story->wishes[i];
    int slot = story->slot[i], tables = 0;
    if (slot < 0)
        return wish->fixed < 0;
    if ((wish->fixed >= 0 && wish->fixed != slot) || (wish->slots && !(wish->slots >> slot & 1)) ||
        ((story->people[wish->a].off | story->people[wish->b].off) >> slot & 1))
        return false;
    for (int j = 0; j <= i; j++)
        tables += story->slot[j] == slot;
    return (!story->in.tables || tables <= story->in.tables) &&
           person_is_well(story, wish->a, slot, i + 1) &&
           person_is_well(story, wish->b, slot, i + 1);
}

static int64_t weigh(const struct story *story)
{
    int64_t weight = 0;
    for (int i = 0; i < story->in.wish_count; i++) {
        ck_assert_msg(wish_is_well(story, i), "wish %d breaks a rule in slot %d", i,
                      story->slot[i]);
        weight += story->slot[i] >= 0 ? story->wishes[i].weight : 0;
    }
    return weight;
}

/* Tries every slot of every wish. */
static int64_t best_of_all(struct story *story, int i, int64_t weight)
{
    if (i == story->in.wish_count)
        return weight;
    int64_t best = INT64_MIN;
    for (int slot = -1; slot < story->in.slots; slot++) {
        story->slot[i] = slot;
        if (!wish_is_well(story, i))
            continue;
        int64_t found =
            best_of_all(story, i + 1, weight + (slot >= 0 ? story->wishes[i].weight : 0));
        best = found > best ? found : best;
    }
    story->slot[i] = -1;
    return best;
}

START_TEST(every_plan_keeps_every_hard_rule_and_its_bound)
{
    for (int round = 0; round < 400; round++) {
        struct story story;
        make_story(&story, 3 + below(PEOPLE_MAX - 3), 1 + below(WISHES_MAX), 2 + below(6));
        ck_assert_int_eq(solve_with(&story, (uint64_t)round, 3000, NULL, NULL), PARVIS_OK);
        ck_assert_int_eq(story.solution.weight, weigh(&story));
        ck_assert_int_le(story.solution.weight, story.solution.bound);
    }
}
END_TEST

START_TEST(small_plans_are_the_best_of_all)
{
    for (int round = 0; round < 300; round++) {
        struct story story;
        make_story(&story, 3 + below(3), 1 + below(7), 2 + below(2));
        ck_assert_int_eq(solve_with(&story, (uint64_t)round, 20000, NULL, NULL), PARVIS_OK);
        int64_t weight = weigh(&story);
        ck_assert_int_eq(weight, best_of_all(&story, 0, 0));
    }
}
END_TEST

START_TEST(a_fixed_wish_stays_and_an_impossible_one_is_refused)
{
    struct story story;
    make_story(&story, 4, 6, 3);
    for (int i = 0; i < 4; i++)
        story.people[i] = (struct planner_participant){.parallel = 1};
    story.in.tables = 0;
    story.wishes[0] =
        (struct planner_wish){.a = 0, .b = 1, .weight = 1, .fixed = 2, .previous = -1};
    story.wishes[1] =
        (struct planner_wish){.a = 0, .b = 2, .weight = 9, .fixed = -1, .previous = -1};
    ck_assert_int_eq(solve_with(&story, 1, 5000, NULL, NULL), PARVIS_OK);
    ck_assert_int_eq(story.slot[0], 2);
    story.wishes[1].fixed = 2;
    ck_assert_int_eq(solve_with(&story, 1, 5000, NULL, NULL), PARVIS_CONFLICT);
}
END_TEST

START_TEST(the_same_seed_gives_the_same_plan)
{
    struct story one, two;
    seed = 77;
    make_story(&one, 10, 40, 5);
    seed = 77;
    make_story(&two, 10, 40, 5);
    ck_assert_int_eq(solve_with(&one, 5, 4000, NULL, NULL), PARVIS_OK);
    ck_assert_int_eq(solve_with(&two, 5, 4000, NULL, NULL), PARVIS_OK);
    ck_assert_mem_eq(one.slot, two.slot, sizeof one.slot);
}
END_TEST

static bool stop_at_once(void *data)
{
    ++*(int *)data;
    return true;
}

START_TEST(a_caller_who_says_stop_gets_the_plan_so_far)
{
    struct story story;
    int asked = 0;
    make_story(&story, 10, 40, 5);
    ck_assert_int_eq(solve_with(&story, 5, INT64_MAX, stop_at_once, &asked), PARVIS_OK);
    ck_assert_int_le(asked, 1);
    ck_assert_int_gt(weigh(&story), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("planner");
    TCase *cases = tcase_create("planner");
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, every_plan_keeps_every_hard_rule_and_its_bound);
    tcase_add_test(cases, small_plans_are_the_best_of_all);
    tcase_add_test(cases, a_fixed_wish_stays_and_an_impossible_one_is_refused);
    tcase_add_test(cases, the_same_seed_gives_the_same_plan);
    tcase_add_test(cases, a_caller_who_says_stop_gets_the_plan_so_far);
    suite_add_tcase(suite, cases);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
