/* SPDX-License-Identifier: EUPL-1.2 */
/* The three sounds differ in pitch, in rhythm and in timbre, so that a door is heard without
 * looking. */
#include <math.h>
#include <stdlib.h>

#include "harness.h"
#include "output.h"
#include "sound.h"

static int16_t samples[SOUND_SAMPLES_MAX];

static size_t at_ms(int ms)
{
    return (size_t)ms * SOUND_RATE / 1000;
}

/* How much of a frequency is in 100 ms from `from_ms`: the amplitude, 0 to 1 (Goertzel 1958). */
static double strength(int from_ms, double hertz)
{
    size_t count = at_ms(100), from = at_ms(from_ms);
    double turn = 2 * cos(2 * M_PI * hertz / SOUND_RATE), one = 0, two = 0;
    for (size_t i = 0; i < count; i++) {
        double next = samples[from + i] / 32767.0 + turn * one - two;
        two = one;
        one = next;
    }
    return 2 * sqrt(one * one + two * two - turn * one * two) / (double)count;
}

static int peak(int from_ms, int to_ms)
{
    int most = 0;
    for (size_t i = at_ms(from_ms); i < at_ms(to_ms); i++)
        most = abs(samples[i]) > most ? abs(samples[i]) : most;
    return most;
}

START_TEST(green_is_two_notes_that_rise)
{
    size_t count = sound_render(SOUND_GREEN, samples);
    ck_assert_uint_eq(count, at_ms(360));
    ck_assert_double_gt(strength(15, 660), 0.3);
    ck_assert_double_lt(strength(15, 990), 0.05);
    ck_assert_double_gt(strength(200, 990), 0.3);
    ck_assert_double_lt(strength(200, 660), 0.05);
}
END_TEST

START_TEST(red_is_a_low_buzz_twice)
{
    size_t count = sound_render(SOUND_RED, samples);
    ck_assert_uint_eq(count, at_ms(420));
    for (int from = 20; from <= 260; from += 240) {
        ck_assert_double_gt(strength(from, 165), 0.25);
        ck_assert_double_gt(strength(from, 3 * 165), 0.05); /* what makes it buzz */
    }
    ck_assert_int_eq(peak(185, 235), 0);
}
END_TEST

START_TEST(a_notice_is_one_soft_note)
{
    size_t count = sound_render(SOUND_NOTICE, samples);
    ck_assert_uint_eq(count, at_ms(200));
    ck_assert_double_gt(strength(50, 440), 0.1);
    int soft = peak(0, 200);
    sound_render(SOUND_GREEN, samples);
    ck_assert_int_lt(soft, peak(0, 300) / 2);
}
END_TEST

START_TEST(no_sound_clicks_or_clips)
{
    size_t count = sound_render(_i, samples);
    ck_assert_int_lt(abs(samples[0]), 400);
    ck_assert_int_lt(abs(samples[count - 1]), 400);
    ck_assert_int_lt(peak(0, (int)(count * 1000 / SOUND_RATE)), 30000);
    for (size_t i = 1; i < count; i++) /* no step that a wave of 2 kHz would not make */
        ck_assert_int_lt(abs(samples[i] - samples[i - 1]), 10000);
}
END_TEST

START_TEST(without_a_sound_card_the_kiosk_is_silent)
{
    setenv("SDL_AUDIODRIVER", "none-of-that-name", 1);
    struct sound_player *player = sound_player_new();
    ck_assert_ptr_null(player);
    sound_play(player, SOUND_GREEN);
    sound_player_free(player);
}
END_TEST

START_TEST(with_a_sound_card_it_plays)
{
    setenv("SDL_AUDIODRIVER", "dummy", 1);
    struct sound_player *player = sound_player_new();
    ck_assert_ptr_nonnull(player);
    sound_play(player, SOUND_GREEN);
    sound_play(player, SOUND_RED);
    sound_player_free(player);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kiosk sound");
    TCase *made = tcase_create("made");
    tcase_add_test(made, green_is_two_notes_that_rise);
    tcase_add_test(made, red_is_a_low_buzz_twice);
    tcase_add_test(made, a_notice_is_one_soft_note);
    tcase_add_loop_test(made, no_sound_clicks_or_clips, SOUND_GREEN, SOUND_NOTICE + 1);
    suite_add_tcase(suite, made);
    TCase *played = tcase_create("played");
    tcase_add_test(played, without_a_sound_card_the_kiosk_is_silent);
    tcase_add_test(played, with_a_sound_card_it_plays);
    suite_add_tcase(suite, played);
    return test_run(suite);
}
