/* SPDX-License-Identifier: EUPL-1.2 */
/* The running order: making it, and its life on the day. Times are minutes from a midnight. */
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "running_order.h"

#define MIN(m) ((int64_t)(m)*60000)
#define AT(hour, minute) MIN((hour)*60 + (minute))

static const struct pitch_session stages[2] = {
    {1, AT(10, 0), AT(11, 15), 5, MIN(8), MIN(5), MIN(2)},
    {2, AT(14, 0), AT(15, 0), 4, MIN(8), MIN(5), MIN(2)},
};

static struct running_slot slots[STAGE_SLOTS_MAX];
static size_t slot_count;
static struct running_company companies[PITCHES_MAX];

static void nine_companies(void)
{
    static const char *const segments[] = {"Santé", "Numérique", "Immobilier"};
    slot_count = running_order_slots(stages, 2, slots, STAGE_SLOTS_MAX);
    for (int i = 0; i < 9; i++)
        companies[i] = (struct running_company){
            .id = 100 + i, .segment = segments[i % 3], .mark = 200 - i, .fixed_slot = -1};
}

static size_t build(size_t count, size_t *slot)
{
    size_t broken = 99;
    ck_assert_int_eq(running_order_build(companies, count, slots, slot_count, slot, &broken),
                     PARVIS_OK);
    return broken;
}

START_TEST(sessions_give_slots_of_pitch_questions_and_changeover)
{
    nine_companies();
    ck_assert_uint_eq(slot_count, 9);
    ck_assert_int_eq(slots[0].to_at, AT(10, 13));
    ck_assert_int_eq(slots[4].from_at, AT(11, 0));
    ck_assert_int_eq(slots[5].from_at, AT(14, 0));
    ck_assert_int_eq(slots[8].to_at, AT(14, 58));
}
END_TEST

START_TEST(everyone_has_a_slot_of_his_own_and_segments_alternate)
{
    size_t slot[9];
    bool taken[9] = {false};
    const char *order[9];
    nine_companies();
    ck_assert_uint_eq(build(9, slot), 0);
    for (int i = 0; i < 9; i++) {
        ck_assert_uint_lt(slot[i], 9);
        ck_assert(!taken[slot[i]]);
        taken[slot[i]] = true;
        order[slot[i]] = companies[i].segment;
    }
    for (int k = 1; k < 9; k++)
        ck_assert_str_ne(order[k], order[k - 1]);
}
END_TEST

START_TEST(not_before_eleven_and_leaving_at_half_past_three_are_honoured)
{
    size_t slot[9];
    nine_companies();
    companies[0].presence.not_before_at = companies[1].presence.not_before_at = AT(11, 0);
    companies[2].presence.leaves_at = AT(15, 30);
    companies[3].presence.leaves_at = AT(11, 0);
    companies[4].presence.arrives_at = AT(14, 30);
    ck_assert_uint_eq(build(9, slot), 0);
    ck_assert_uint_ge(slot[0], 4);
    ck_assert_uint_ge(slot[1], 4);
    ck_assert_uint_lt(slot[3], 4);
    ck_assert_uint_ge(slot[4], 7);
}
END_TEST

START_TEST(what_cannot_be_met_is_counted_and_named)
{
    size_t slot[9];
    struct reason reason;
    nine_companies();
    companies[5].presence.not_before_at = AT(16, 0);
    ck_assert_uint_eq(build(9, slot), 1);
    ck_assert(!pitch_fits(&companies[5].presence, slots[slot[5]].from_at, slots[slot[5]].to_at,
                          "Domocare", &reason));
    ck_assert_str_eq(reason.key, "pitch.not_before");
    ck_assert_str_eq(reason.arguments[0].value, "Domocare");
}
END_TEST

START_TEST(a_pitch_that_began_keeps_its_slot)
{
    size_t slot[9];
    nine_companies();
    companies[7].fixed_slot = 0;
    build(9, slot);
    ck_assert_uint_eq(slot[7], 0);
}
END_TEST

START_TEST(more_companies_than_slots_are_refused)
{
    size_t slot[16], broken;
    nine_companies();
    companies[9] = companies[8];
    ck_assert_int_eq(running_order_build(companies, 10, slots, slot_count, slot, &broken),
                     PARVIS_INVALID);
}
END_TEST

/* ---- the day ---- */

static struct pitch day[9];

static void the_day(void)
{
    slot_count = running_order_slots(stages, 2, slots, STAGE_SLOTS_MAX);
    for (int i = 0; i < 9; i++)
        day[i] = (struct pitch){.id = i + 1,
                                .company = 100 + i,
                                .session = slots[i].session,
                                .position = i + 1,
                                .planned_from_at = slots[i].from_at,
                                .planned_to_at = slots[i].to_at,
                                .projected_from_at = slots[i].from_at,
                                .projected_to_at = slots[i].to_at,
                                .pitch_ms = MIN(8),
                                .questions_ms = MIN(5)};
}

static void press_next(int64_t now)
{
    size_t index;
    enum pitch_state to;
    struct reason reason;
    ck_assert(pitch_next(day, 9, &index, &to, &reason));
    ck_assert(pitch_move(day, 9, index, to, &stages[index < 5 ? 0 : 1], now, &reason));
    pitch_project(day, 9, stages, 2, now);
}

START_TEST(the_big_button_leads_through_the_whole_day)
{
    struct reason reason;
    size_t index;
    enum pitch_state to;
    the_day();
    for (int i = 0; i < 9; i++) {
        press_next(slots[i].from_at);
        ck_assert_int_eq(day[i].state, PITCH_ON_STAGE);
        press_next(slots[i].from_at + MIN(8));
        ck_assert_int_eq(day[i].state, PITCH_QUESTIONS);
        press_next(slots[i].to_at);
        ck_assert_int_eq(day[i].state, PITCH_DONE);
    }
    for (int i = 0; i < 9; i++) {
        ck_assert_int_eq(day[i].projected_from_at, day[i].planned_from_at);
        ck_assert_int_eq(day[i].projected_to_at, day[i].planned_to_at);
    }
    ck_assert(!pitch_next(day, 9, &index, &to, &reason));
    ck_assert_str_eq(reason.key, "pitch.none_left");
}
END_TEST

/* allowed[from][to], as docs/api.md's reader would expect it. */
START_TEST(only_declared_moves_are_made)
{
    static const char *const rows[] = {".x..x", "x.xx.", "xx.x.", "x.x..", "x...."};
    for (int from = 0; from < PITCH_STATES; from++)
        for (int to = 0; to < PITCH_STATES; to++) {
            struct reason reason;
            the_day();
            day[3].state = (enum pitch_state)from;
            day[3].started_at = from == PITCH_READY ? 0 : AT(10, 0);
            bool moved =
                pitch_move(day, 9, 3, (enum pitch_state)to, &stages[0], AT(10, 5), &reason);
            ck_assert_msg(moved == (rows[from][to] == 'x'), "%d to %d", from, to);
            ck_assert_int_eq(day[3].state, moved ? to : from);
        }
}
END_TEST

START_TEST(the_stage_takes_one_pitch_at_a_time)
{
    struct reason reason;
    the_day();
    press_next(AT(10, 0));
    ck_assert(!pitch_move(day, 9, 1, PITCH_ON_STAGE, &stages[0], AT(10, 1), &reason));
    ck_assert_str_eq(reason.key, "pitch.stage_taken");
    ck_assert_int_eq(day[1].state, PITCH_READY);
}
END_TEST

START_TEST(an_over_run_pushes_the_rest_of_its_session_minute_by_minute)
{
    the_day();
    press_next(AT(10, 0));
    pitch_project(day, 9, stages, 2, AT(10, 7)); /* in time */
    ck_assert_int_eq(day[0].projected_to_at, AT(10, 13));
    pitch_project(day, 9, stages, 2, AT(10, 12) + 30000); /* four minutes over */
    ck_assert_int_eq(day[0].projected_to_at, AT(10, 17));
    ck_assert_int_eq(day[1].projected_from_at, AT(10, 19));
    ck_assert_int_eq(day[4].projected_from_at, AT(11, 4));
    ck_assert_int_eq(day[5].projected_from_at, AT(14, 0)); /* the break takes it up */
}
END_TEST

START_TEST(nothing_is_projected_before_its_planned_time)
{
    the_day();
    press_next(AT(10, 0));
    press_next(AT(10, 3));
    press_next(AT(10, 5)); /* done eight minutes early */
    ck_assert_int_eq(day[0].projected_to_at, AT(10, 5));
    ck_assert_int_eq(day[1].projected_from_at, AT(10, 15));
}
END_TEST

START_TEST(a_pitch_that_nobody_starts_is_late_by_the_minute)
{
    the_day();
    pitch_project(day, 9, stages, 2, AT(10, 6) + 59000);
    ck_assert_int_eq(day[0].projected_from_at, AT(10, 6));
    ck_assert_int_eq(day[1].projected_from_at, AT(10, 21));
}
END_TEST

START_TEST(minutes_are_given_to_the_running_phase_alone)
{
    struct reason reason;
    the_day();
    ck_assert(!pitch_add_minutes(&day[0], 1, &reason));
    press_next(AT(10, 0));
    ck_assert(pitch_add_minutes(&day[0], 2, &reason));
    ck_assert_int_eq(day[0].pitch_ms, MIN(10));
    ck_assert_int_eq(day[0].questions_ms, MIN(5));
    pitch_project(day, 9, stages, 2, AT(10, 1));
    ck_assert_int_eq(day[1].projected_from_at, AT(10, 17));
    press_next(AT(10, 10));
    ck_assert(pitch_add_minutes(&day[0], -4, &reason));
    ck_assert(!pitch_add_minutes(&day[0], -1, &reason)); /* one minute is left */
    ck_assert_str_eq(reason.key, "pitch.no_minute_left");
}
END_TEST

START_TEST(a_pause_takes_nothing_from_the_pitch)
{
    struct reason reason;
    the_day();
    ck_assert(!pitch_pause(&day[0], true, AT(10, 0), &reason));
    ck_assert_str_eq(reason.key, "pitch.not_running");
    press_next(AT(10, 0));
    ck_assert(pitch_pause(&day[0], true, AT(10, 3), &reason));
    ck_assert(pitch_pause(&day[0], true, AT(10, 5), &reason)); /* the first counts */
    pitch_project(day, 9, stages, 2, AT(10, 7));               /* it goes on growing */
    ck_assert_int_eq(day[0].projected_to_at, AT(10, 17));
    ck_assert_int_eq(day[1].projected_from_at, AT(10, 19));
    ck_assert(pitch_pause(&day[0], false, AT(10, 7), &reason));
    ck_assert_int_eq(day[0].pitch_ms, MIN(12));
    ck_assert_int_eq(day[0].paused_at, 0);
    pitch_project(day, 9, stages, 2, AT(10, 7));
    ck_assert_int_eq(day[0].projected_to_at, AT(10, 17));
    ck_assert(pitch_pause(&day[0], true, AT(10, 8), &reason));
    press_next(AT(10, 9)); /* to the questions: the pause is over */
    ck_assert_int_eq(day[0].pitch_ms, MIN(13));
    ck_assert_int_eq(day[0].paused_at, 0);
    ck_assert_int_eq(day[0].questions_ms, MIN(5));
}
END_TEST

START_TEST(back_to_ready_forgets_what_happened)
{
    struct reason reason;
    the_day();
    press_next(AT(10, 0));
    ck_assert(pitch_add_minutes(&day[0], 5, &reason));
    ck_assert(pitch_move(day, 9, 0, PITCH_READY, &stages[0], AT(10, 1), &reason));
    ck_assert_int_eq(day[0].started_at, 0);
    ck_assert_int_eq(day[0].pitch_ms, MIN(8));
}
END_TEST

START_TEST(two_ready_pitches_change_places)
{
    struct reason reason;
    the_day();
    ck_assert(pitch_swap(&day[1], &day[6], &stages[0], &stages[1], &reason));
    ck_assert_int_eq(day[1].planned_from_at, AT(14, 15));
    ck_assert_int_eq(day[1].position, 7);
    ck_assert_int_eq(day[6].session, 1);
    press_next(AT(10, 0));
    ck_assert(!pitch_swap(&day[0], &day[2], &stages[0], &stages[0], &reason));
    ck_assert_str_eq(reason.key, "pitch.not_ready");
}
END_TEST

/* Whatever the host does, no two items overlap in the projection and none of them runs backwards.
 */
START_TEST(projections_never_overlap_whatever_happens)
{
    struct test_random random = test_random((uint64_t)_i);
    the_day();
    for (int64_t now = AT(9, 50); now < AT(16, 0); now += MIN(test_below(&random, 7))) {
        size_t index = (size_t)test_below(&random, 9);
        struct reason reason;
        pitch_move(day, 9, index, (enum pitch_state)test_below(&random, PITCH_STATES),
                   &stages[index < 5 ? 0 : 1], now, &reason);
        pitch_project(day, 9, stages, 2, now);
        for (int i = 0; i < 9; i++) {
            ck_assert_int_le(day[i].projected_from_at, day[i].projected_to_at);
            for (int k = 0; k < i; k++)
                if (day[i].state == PITCH_READY && day[k].state != PITCH_SKIPPED)
                    ck_assert(day[i].projected_from_at >= day[k].projected_to_at ||
                              day[i].projected_to_at <= day[k].projected_from_at);
        }
        now += 1000;
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pitch");
    TCase *order = tcase_create("order"), *live = tcase_create("live");
    tcase_add_test(order, sessions_give_slots_of_pitch_questions_and_changeover);
    tcase_add_test(order, everyone_has_a_slot_of_his_own_and_segments_alternate);
    tcase_add_test(order, not_before_eleven_and_leaving_at_half_past_three_are_honoured);
    tcase_add_test(order, what_cannot_be_met_is_counted_and_named);
    tcase_add_test(order, a_pitch_that_began_keeps_its_slot);
    tcase_add_test(order, more_companies_than_slots_are_refused);
    tcase_add_test(live, the_big_button_leads_through_the_whole_day);
    tcase_add_test(live, only_declared_moves_are_made);
    tcase_add_test(live, the_stage_takes_one_pitch_at_a_time);
    tcase_add_test(live, an_over_run_pushes_the_rest_of_its_session_minute_by_minute);
    tcase_add_test(live, nothing_is_projected_before_its_planned_time);
    tcase_add_test(live, a_pitch_that_nobody_starts_is_late_by_the_minute);
    tcase_add_test(live, minutes_are_given_to_the_running_phase_alone);
    tcase_add_test(live, a_pause_takes_nothing_from_the_pitch);
    tcase_add_test(live, back_to_ready_forgets_what_happened);
    tcase_add_test(live, two_ready_pitches_change_places);
    tcase_add_loop_test(live, projections_never_overlap_whatever_happens, 0, test_rounds(20));
    suite_add_tcase(suite, order);
    suite_add_tcase(suite, live);
    return test_run(suite);
}
