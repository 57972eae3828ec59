/* SPDX-License-Identifier: EUPL-1.2 */
/* Who stands where, against every allocation there is. */
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "places.h"

#define COUNT 5
#define PLACES 6

/* A random hall. */
struct hall {
    bool fits[COUNT * PLACES], settled[COUNT];
    int64_t near[COUNT * COUNT], far[COUNT * COUNT], apart[PLACES * PLACES];
    struct places_problem problem;
    int place[COUNT];
};

static void make_hall(struct hall *hall, uint64_t stream, int settled)
{
    struct test_random random = test_random(stream);
    memset(hall, 0, sizeof *hall);
    hall->problem = (struct places_problem){.count = COUNT,
                                            .place_count = PLACES,
                                            .fits = hall->fits,
                                            .settled = hall->settled,
                                            .near = hall->near,
                                            .far = hall->far,
                                            .apart = hall->apart,
                                            .elbow_cm = 300};
    for (int i = 0; i < COUNT; i++) {
        hall->place[i] = i;
        hall->settled[i] = i < settled;
        for (int k = 0; k < PLACES; k++)
            hall->fits[i * PLACES + k] = i == k || test_below(&random, 4) > 0;
        for (int j = 0; j < i; j++) {
            hall->near[i * COUNT + j] = hall->near[j * COUNT + i] =
                test_below(&random, 3) ? 0 : test_below(&random, 100);
            hall->far[i * COUNT + j] = hall->far[j * COUNT + i] =
                test_below(&random, 3) ? 0 : test_below(&random, 100);
        }
    }
    for (int a = 0; a < PLACES; a++)
        for (int b = 0; b < a; b++)
            hall->apart[a * PLACES + b] = hall->apart[b * PLACES + a] =
                100 + test_below(&random, 900);
}

static bool is_allowed(const struct hall *hall, const int *place)
{
    unsigned taken = 0;
    for (int i = 0; i < COUNT; i++) {
        if (!hall->fits[i * PLACES + place[i]] || taken >> place[i] & 1 ||
            (hall->settled[i] && place[i] != i))
            return false;
        taken |= 1u << place[i];
    }
    return true;
}

/* The least cost of all allocations, company after company. */
static int64_t least(const struct hall *hall, int *place, int company)
{
    int64_t best = INT64_MAX;
    if (company == COUNT)
        return is_allowed(hall, place) ? places_cost(&hall->problem, place) : INT64_MAX;
    for (place[company] = 0; place[company] < PLACES; place[company]++) {
        int64_t cost = least(hall, place, company + 1);
        best = cost < best ? cost : best;
    }
    return best;
}

START_TEST(a_small_hall_is_as_good_as_it_can_be_and_the_bound_is_one)
{
    struct hall hall;
    int place[COUNT], met = 0;
    for (int round = 0; round < test_rounds(300); round++) {
        make_hall(&hall, 10 + (uint64_t)round, round % 3);
        int64_t best = least(&hall, place, 0);
        int64_t bound = places_bound(&hall.problem, hall.place);
        ck_assert_int_eq(places_improve(&hall.problem, 1, 2000, hall.place), PARVIS_OK);
        ck_assert(is_allowed(&hall, hall.place));
        ck_assert_int_eq(places_cost(&hall.problem, hall.place), best);
        ck_assert_int_le(bound, best);
        met += bound == best;
    }
    ck_assert_int_gt(met, 0); /* it is a bound that can be met, not zero */
}
END_TEST

START_TEST(one_seed_one_allocation)
{
    struct hall one, two;
    make_hall(&one, 7, 0);
    make_hall(&two, 7, 0);
    ck_assert_int_eq(places_improve(&one.problem, 3, 50, one.place), PARVIS_OK);
    ck_assert_int_eq(places_improve(&two.problem, 3, 50, two.place), PARVIS_OK);
    ck_assert_mem_eq(one.place, two.place, sizeof one.place);
}
END_TEST

START_TEST(who_has_no_place_gets_none_and_an_empty_hall_is_no_trouble)
{
    struct hall hall;
    make_hall(&hall, 5, 0);
    hall.place[2] = PLACES_NONE;
    ck_assert_int_eq(places_improve(&hall.problem, 1, 100, hall.place), PARVIS_OK);
    ck_assert_int_eq(hall.place[2], PLACES_NONE);
    hall.problem.count = 0;
    hall.problem.place_count = 0;
    ck_assert_int_eq(places_improve(&hall.problem, 1, 100, hall.place), PARVIS_OK);
    ck_assert_int_eq(places_bound(&hall.problem, hall.place), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("places");
    TCase *cases = tcase_create("places");
    tcase_add_test(cases, a_small_hall_is_as_good_as_it_can_be_and_the_bound_is_one);
    tcase_add_test(cases, one_seed_one_allocation);
    tcase_add_test(cases, who_has_no_place_gets_none_and_an_empty_hall_is_no_trouble);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
