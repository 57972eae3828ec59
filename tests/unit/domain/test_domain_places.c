/* SPDX-License-Identifier: EUPL-1.2 */
/* Stands and demonstrations: needs are hard, rank decides, what stands is kept. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "demonstrations.h"
#include "harness.h"
#include "stands.h"

#define MIN(m) ((int64_t)(m)*60000)
#define MANY 24

static struct stand_place places[MANY];
static struct stand_company companies[MANY + 4];
static size_t stand[MANY + 4];

static void a_hall(void)
{
    static const char *const codes[] = {"A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8"};
    static const char *const zones[] = {"Nef", "Verrière", "Mezzanine"};
    for (int i = 0; i < MANY; i++)
        places[i] = (struct stand_place){.id = i + 1,
                                         .code = codes[i % 8],
                                         .zone = zones[i / 8],
                                         .x_cm = 250 + 320 * (i % 8),
                                         .y_cm = 300 + 600 * (i / 8),
                                         .amperes = i % 8 == 2 ? 32 : 16,
                                         .screen = i % 2 == 0,
                                         .step_free = i < 20};
    for (int i = 0; i < MANY + 4; i++)
        companies[i] = (struct stand_company){.id = i + 1,
                                              .name = "Société",
                                              .segment = i % 3 ? "Santé" : "Numérique",
                                              .pitches = i < 9,
                                              .wants_stand = true,
                                              .mark = 200 - i,
                                              .present = STANDS_NONE};
}

static void allocate(size_t count)
{
    bool taken[MANY] = {false};
    ck_assert_int_eq(stands_allocate(companies, count, places, MANY, NULL, stand, NULL), PARVIS_OK);
    for (size_t i = 0; i < count; i++) {
        struct reason reason;
        if (stand[i] == STANDS_NONE)
            continue;
        ck_assert(!taken[stand[i]]);
        taken[stand[i]] = true;
        ck_assert(stands_meet(&companies[i], &places[stand[i]], &reason));
    }
}

START_TEST(companies_that_do_not_pitch_come_first_then_the_best_marks)
{
    a_hall();
    allocate(MANY + 4);
    for (int i = 9; i < MANY + 4; i++)
        ck_assert(stand[i] != STANDS_NONE);
    for (int i = 0; i < 9; i++)
        ck_assert((stand[i] != STANDS_NONE) == (i < 5));
}
END_TEST

START_TEST(three_sockets_for_four_leave_out_the_lowest_mark_and_say_why)
{
    struct reason reason;
    a_hall();
    companies[20].need_amperes = companies[0].need_amperes = 32; /* 20 does not pitch */
    companies[3].need_amperes = companies[6].need_amperes = 32;
    allocate(20 + 1);
    ck_assert(stand[20] != STANDS_NONE && stand[0] != STANDS_NONE && stand[3] != STANDS_NONE);
    ck_assert(stand[6] == STANDS_NONE);
    stands_explain(companies, 21, places, MANY, stand, 6, &reason);
    ck_assert_str_eq(reason.key, "stands.short.amperes");
    ck_assert_str_eq(reason.arguments[1].value, "4");
    ck_assert_str_eq(reason.arguments[2].value, "3");
}
END_TEST

START_TEST(what_stands_is_kept)
{
    size_t before[MANY + 4];
    a_hall();
    allocate(MANY + 4);
    memcpy(before, stand, sizeof before);
    for (int i = 0; i < MANY + 4; i++)
        companies[i].present = before[i];
    allocate(MANY + 4);
    ck_assert_mem_eq(before, stand, sizeof before);
}
END_TEST

START_TEST(an_allocation_costs_what_the_search_said_and_a_swap_of_segments_costs_more)
{
    struct stands_quality quality;
    int64_t cost = -1, worse = -1;
    size_t other = 1;
    a_hall();
    for (int i = 0; i < MANY; i++)
        companies[i].segment = i % 2 ? "Santé" : "Immobilier";
    ck_assert_int_eq(stands_allocate(companies, MANY, places, MANY, NULL, stand, &quality),
                     PARVIS_OK);
    ck_assert_int_eq(stands_cost(companies, MANY, places, MANY, NULL, stand, &cost), PARVIS_OK);
    ck_assert_int_eq(cost, quality.cost);
    size_t kept = stand[0];
    stand[0] = stand[other];
    stand[other] = kept;
    ck_assert_int_eq(stands_cost(companies, MANY, places, MANY, NULL, stand, &worse), PARVIS_OK);
    ck_assert_int_ge(worse, quality.bound);
    ck_assert_int_ne(worse, cost);
}
END_TEST

START_TEST(a_newcomer_moves_nobody_who_need_not_move)
{
    size_t before[MANY + 4], moved = 0;
    a_hall();
    for (int i = 0; i < 9; i++)
        companies[i].wants_stand = false;
    allocate(MANY);
    memcpy(before, stand, sizeof before);
    for (int i = 0; i < MANY; i++)
        companies[i].present = before[i];
    companies[0].wants_stand = true;
    allocate(MANY);
    for (int i = 0; i < MANY; i++)
        moved += before[i] != stand[i];
    ck_assert_uint_eq(moved, 1);
}
END_TEST

START_TEST(segments_stand_together)
{
    a_hall();
    for (int i = 0; i < 16; i++)
        companies[i] = (struct stand_company){.id = i + 1,
                                              .name = "",
                                              .segment = i % 2 ? "Santé" : "Numérique",
                                              .present = STANDS_NONE};
    allocate(16);
    for (int i = 2; i < 16; i++) /* eight of each, eight stands a zone */
        ck_assert_str_eq(places[stand[i]].zone, places[stand[i % 2]].zone);
}
END_TEST

static double apart(size_t a, size_t b)
{
    return hypot((double)(places[stand[a]].x_cm - places[stand[b]].x_cm),
                 (double)(places[stand[a]].y_cm - places[stand[b]].y_cm));
}

START_TEST(those_whom_many_ask_for_stand_apart)
{
    a_hall();
    for (int i = 0; i < 8; i++)
        companies[i] = (struct stand_company){.id = i + 1,
                                              .name = "",
                                              .segment = "",
                                              .asked = i < 2 ? 40 : 1,
                                              .present = STANDS_NONE};
    allocate(8);
    ck_assert_double_ge(apart(0, 1), 700);
}
END_TEST

START_TEST(whoever_is_met_one_after_the_other_stands_side_by_side)
{
    int64_t walks[8 * 8] = {0};
    struct stands_quality quality;
    a_hall();
    for (int i = 0; i < 8; i++)
        companies[i] =
            (struct stand_company){.id = i + 1, .name = "", .segment = "", .present = STANDS_NONE};
    walks[0 * 8 + 7] = walks[7 * 8 + 0] = 9;
    walks[1 * 8 + 6] = walks[6 * 8 + 1] = 9;
    ck_assert_int_eq(stands_allocate(companies, 8, places, MANY, walks, stand, &quality),
                     PARVIS_OK);
    ck_assert_double_le(apart(0, 7), 320);
    ck_assert_double_le(apart(1, 6), 320);
    ck_assert_int_le(quality.bound, quality.cost);
    /* Who has a stand keeps it: walks move nobody. */
    for (int i = 0; i < 8; i++)
        companies[i].present = (size_t)(2 * i);
    ck_assert_int_eq(stands_allocate(companies, 8, places, MANY, walks, stand, NULL), PARVIS_OK);
    for (int i = 0; i < 8; i++)
        ck_assert_uint_eq(stand[i], (size_t)(2 * i));
}
END_TEST

START_TEST(random_halls_keep_every_need)
{
    struct test_random random = test_random(100 + (uint64_t)_i);
    a_hall();
    for (int i = 0; i < MANY + 4; i++) {
        companies[i].need_amperes = test_below(&random, 3) * 16;
        companies[i].need_screen = test_below(&random, 4) == 0;
        companies[i].need_step_free = test_below(&random, 6) == 0;
    }
    allocate(MANY + 4);
}
END_TEST

/* ---- demonstrations ---- */

static const struct demonstration_session room = {7, MIN(675), MIN(990), MIN(30), 25};
static const struct demonstration_time lunch = {MIN(755), MIN(810)};

START_TEST(slots_leave_the_lunch_free)
{
    struct demonstration_slot slots[16];
    size_t count = demonstrations_slots(&room, &lunch, 1, slots, 16);
    ck_assert_uint_eq(count, 7);
    ck_assert_int_eq(slots[2].from_at, MIN(825)); /* 13:45, after 11:15 and 11:45 */
    ck_assert_int_eq(slots[0].seats, 25);
}
END_TEST

START_TEST(nobody_shows_while_it_pitches_or_is_away)
{
    struct demonstration_slot slots[16];
    struct demonstration_company rows[8];
    size_t slot[8], count = demonstrations_slots(&room, &lunch, 1, slots, 16);
    struct test_random random = test_random(200 + (uint64_t)_i);
    for (int i = 0; i < 8; i++) {
        rows[i] = (struct demonstration_company){.id = i + 1, .mark = test_below(&random, 200)};
        if (test_below(&random, 2))
            rows[i].pitch = (struct demonstration_time){MIN(840), MIN(853)};
        if (test_below(&random, 3) == 0)
            rows[i].leaves_at = MIN(930);
        if (test_below(&random, 3) == 0)
            rows[i].arrives_at = MIN(810);
    }
    ck_assert_int_eq(demonstrations_allocate(rows, 8, slots, count, slot), PARVIS_OK);
    for (int i = 0; i < 8; i++) {
        if (slot[i] == DEMONSTRATIONS_NONE)
            continue;
        ck_assert(demonstrations_fit(&rows[i], &slots[slot[i]]));
        for (int k = 0; k < i; k++)
            ck_assert(slot[k] != slot[i]);
    }
}
END_TEST

START_TEST(the_lowest_mark_is_left_out)
{
    struct demonstration_slot slots[16];
    struct demonstration_company rows[8];
    size_t slot[8], count = demonstrations_slots(&room, &lunch, 1, slots, 16);
    for (int i = 0; i < 8; i++)
        rows[i] = (struct demonstration_company){.id = i + 1, .mark = i == 4 ? 10 : 100 + i};
    ck_assert_int_eq(demonstrations_allocate(rows, 8, slots, count, slot), PARVIS_OK);
    for (int i = 0; i < 8; i++)
        ck_assert((slot[i] == DEMONSTRATIONS_NONE) == (i == 4));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("places");
    TCase *stands = tcase_create("stands"), *shows = tcase_create("demonstrations");
    tcase_add_test(stands, companies_that_do_not_pitch_come_first_then_the_best_marks);
    tcase_add_test(stands, three_sockets_for_four_leave_out_the_lowest_mark_and_say_why);
    tcase_add_test(stands, what_stands_is_kept);
    tcase_add_test(stands,
                   an_allocation_costs_what_the_search_said_and_a_swap_of_segments_costs_more);
    tcase_add_test(stands, a_newcomer_moves_nobody_who_need_not_move);
    tcase_add_test(stands, segments_stand_together);
    tcase_add_test(stands, those_whom_many_ask_for_stand_apart);
    tcase_add_test(stands, whoever_is_met_one_after_the_other_stands_side_by_side);
    tcase_add_loop_test(stands, random_halls_keep_every_need, 0, test_rounds(25));
    tcase_add_test(shows, slots_leave_the_lunch_free);
    tcase_add_loop_test(shows, nobody_shows_while_it_pitches_or_is_away, 0, test_rounds(25));
    tcase_add_test(shows, the_lowest_mark_is_left_out);
    suite_add_tcase(suite, stands);
    suite_add_tcase(suite, shows);
    return test_run(suite);
}
