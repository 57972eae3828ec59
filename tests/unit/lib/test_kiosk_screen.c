/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of the kiosk's screens, asked as the server and the kiosk ask it. */
#include <string.h>

#include "harness.h"
#include "parvis/kiosk_screen.h"

START_TEST(a_screen_is_found_by_its_word_and_by_no_other)
{
    enum kiosk_screen screen;
    for (size_t i = 0; i < SCREEN_COUNT; i++) {
        ck_assert(kiosk_screen_find(kiosk_screen_word((enum kiosk_screen)i), &screen));
        ck_assert_int_eq(screen, (int)i);
    }
    ck_assert(!kiosk_screen_find("films", &screen));
    ck_assert(!kiosk_screen_find("", &screen));
    ck_assert(!kiosk_screen_find("Agenda", &screen));
}
END_TEST

START_TEST(the_hall_shows_its_own_screens_alone)
{
    ck_assert(kiosk_screen_is_of_hall("agenda"));
    ck_assert(kiosk_screen_is_of_hall("meetings"));
    ck_assert(!kiosk_screen_is_of_hall("check-in"));
    ck_assert(!kiosk_screen_is_of_hall("stand"));
    ck_assert(!kiosk_screen_is_of_hall("films"));
    ck_assert(!kiosk_screen_is_of_hall(""));
}
END_TEST

START_TEST(the_words_of_the_hall_are_told_whole_or_cut)
{
    char words[256], few[9];
    kiosk_screen_hall_words(words, sizeof words);
    ck_assert_ptr_eq(strstr(words, "agenda|meetings"), words);
    ck_assert_ptr_null(strstr(words, "check-in"));
    kiosk_screen_hall_words(few, sizeof few);
    ck_assert_str_eq(few, "agenda|m");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("the kiosk's screens");
    TCase *cases = tcase_create("screens");
    tcase_add_test(cases, a_screen_is_found_by_its_word_and_by_no_other);
    tcase_add_test(cases, the_hall_shows_its_own_screens_alone);
    tcase_add_test(cases, the_words_of_the_hall_are_told_whole_or_cut);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
