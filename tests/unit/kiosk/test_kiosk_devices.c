/* SPDX-License-Identifier: EUPL-1.2 */
/* The kiosk's devices, part by part: key codes become what a scanner meant, a code held up is one
 * scan, scanners are told from keyboards, and strangers' codes are called by their name. */
#define _GNU_SOURCE /* memmem */
#include <linux/input-event-codes.h>
#include <stdlib.h>
#include <string.h>

#include "advice.h"
#include "harness.h"
#include "output.h"
#include "recent.h"
#include "scanner.h"
#include "wedge.h"

static char press(struct wedge *wedge, uint16_t code)
{
    char typed = wedge_take(wedge, EV_KEY, code, 1);
    ck_assert_int_eq(wedge_take(wedge, EV_KEY, code, 2), 0); /* it repeats */
    ck_assert_int_eq(wedge_take(wedge, EV_KEY, code, 0), 0); /* let go */
    return typed;
}

START_TEST(keys_are_read_by_their_place)
{
    struct wedge wedge = {0};
    ck_assert_int_eq(press(&wedge, KEY_Q), 'q'); /* an A on AZERTY */
    ck_assert_int_eq(press(&wedge, KEY_SEMICOLON), ';');
    ck_assert_int_eq(press(&wedge, KEY_2), '2');
    ck_assert_int_eq(press(&wedge, KEY_KP0), '0');
    ck_assert_int_eq(press(&wedge, KEY_ENTER), '\n');
    ck_assert_int_eq(press(&wedge, KEY_TAB), '\n');
    ck_assert_int_eq(press(&wedge, KEY_ESC), '\x1b');
    ck_assert_int_eq(press(&wedge, KEY_BACKSPACE), '\b');
    ck_assert_int_eq(press(&wedge, KEY_F3), OUTPUT_CONTRAST);
    wedge_take(&wedge, EV_KEY, KEY_RIGHTSHIFT, 1);
    ck_assert_int_eq(press(&wedge, KEY_Q), 'Q');
    ck_assert_int_eq(press(&wedge, KEY_2), '@');
    wedge_take(&wedge, EV_KEY, KEY_RIGHTSHIFT, 0);
    wedge_take(&wedge, EV_KEY, KEY_LEFTCTRL, 1);
    ck_assert_int_eq(press(&wedge, KEY_C), 0);
    wedge_take(&wedge, EV_KEY, KEY_LEFTCTRL, 0);
    ck_assert_int_eq(press(&wedge, KEY_C), 'c');
    ck_assert_int_eq(wedge_take(&wedge, EV_MSC, MSC_SCAN, 1), 0);
}
END_TEST

START_TEST(a_code_held_up_is_one_scan)
{
    struct recent recent;
    recent_init(&recent);
    ck_assert(recent_note(&recent, "A", 1000));
    for (int64_t now = 1040; now < 20000; now += 40)
        ck_assert(!recent_note(&recent, "A", now));
    ck_assert(recent_note(&recent, "B", 20000)); /* two in one hand, by turns */
    ck_assert(!recent_note(&recent, "A", 20040));
    ck_assert(!recent_note(&recent, "B", 20080));
    ck_assert(!recent_note(&recent, "A", 20040 + RECENT_GONE_MS - 1));
    ck_assert(recent_note(&recent, "B", 20080 + RECENT_GONE_MS));
}
END_TEST

START_TEST(no_text_of_a_badge_is_kept)
{
    static const char badge[] = "AEVKQ3N2CLW7";
    struct recent recent;
    recent_init(&recent);
    recent_note(&recent, badge, 1000);
    ck_assert_ptr_null(memmem(&recent, sizeof recent, badge, 6));
}
END_TEST

START_TEST(scanners_are_told_from_keyboards)
{
    ck_assert(scanner_is_known("Honeywell Imaging & Mobility Barcode Scanner", 0));
    ck_assert(scanner_is_known("BARCODE SCANNER Keyboard Interface", 0));
    ck_assert(scanner_is_known("Symbol Technologies, Inc, 2008", 0x05e0));
    ck_assert(!scanner_is_known("AT Translated Set 2 keyboard", 1));
    ck_assert(!scanner_is_known("Logitech USB Receiver", 0x046d));
    struct scanner_kind kind;
    ck_assert(!scanner_inspect("/dev/null", &kind));
    ck_assert(!scanner_inspect("/nowhere", &kind));
}
END_TEST

START_TEST(what_cannot_be_a_scanner_is_refused_with_the_reason)
{
    struct scanner *scanner = NULL;
    ck_assert_int_eq(scanner_open("/dev/nowhere", &scanner), PARVIS_NOT_FOUND);
    ck_assert_int_eq(scanner_open("/dev/null", &scanner), PARVIS_INVALID);
    ck_assert_int_eq(scanner_open("/tmp", &scanner), PARVIS_INVALID);
    ck_assert_ptr_null(scanner);
    scanner_free(NULL);
}
END_TEST

START_TEST(strangers_codes_are_called_by_their_name)
{
    ck_assert_str_eq(advice_key("https://example.org/"), "kiosk.advice.link");
    ck_assert_str_eq(advice_key("HTTP://EXAMPLE.ORG"), "kiosk.advice.link");
    ck_assert_str_eq(advice_key("3017620422003"), "kiosk.advice.product");
    ck_assert_str_eq(advice_key("AEVKQ3N2CLW7AEVKQ3N2CLW7"), "kiosk.advice.partial");
    ck_assert_str_eq(advice_key("BEGIN:VCARD"), "kiosk.advice.foreign");
    ck_assert_str_eq(advice_key(""), "kiosk.advice.foreign");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kiosk devices");
    TCase *scanners = tcase_create("scanners");
    tcase_add_test(scanners, keys_are_read_by_their_place);
    tcase_add_test(scanners, a_code_held_up_is_one_scan);
    tcase_add_test(scanners, no_text_of_a_badge_is_kept);
    tcase_add_test(scanners, scanners_are_told_from_keyboards);
    tcase_add_test(scanners, what_cannot_be_a_scanner_is_refused_with_the_reason);
    tcase_add_test(scanners, strangers_codes_are_called_by_their_name);
    suite_add_tcase(suite, scanners);
    return test_run(suite);
}
