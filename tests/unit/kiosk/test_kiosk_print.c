/* SPDX-License-Identifier: EUPL-1.2 */
/* What is printed and touched: forms of paper that no name can break, controls under every finger.
 */
#define _GNU_SOURCE /* memmem */
#include <stdlib.h>
#include <string.h>

#include "controls.h"
#include "harness.h"
#include "output.h"
#include "print_job.h"

#define CODE "AEWVR6ITYQVWSYPJYEYLJJ3HZG7H"

static struct print_job job(enum print_kind kind)
{
    return (struct print_job){.kind = kind,
                              .language = TEXT_FR,
                              .edition = "Inno’vember",
                              .first_name = "Zoé",
                              .last_name = "Lefèvre",
                              .organisation = "Œuvre",
                              .role = "buyer",
                              .code = CODE,
                              .width_mm = 90,
                              .height_mm = 55,
                              .items = {{"10:35", "A1", "Joviidées"}},
                              .item_count = 1};
}

static bool has(const struct print_bytes *bytes, const char *text)
{
    return memmem(bytes->bytes, bytes->size, text, strlen(text)) != NULL;
}

static int count_of(const struct print_bytes *bytes, const char *text)
{
    int count = 0;
    const uint8_t *at = bytes->bytes, *end = bytes->bytes + bytes->size;
    while ((at = memmem(at, (size_t)(end - at), text, strlen(text)))) {
        count++;
        at += strlen(text);
    }
    return count;
}

START_TEST(no_name_is_a_command_of_a_zebra)
{
    struct print_bytes bytes = {0};
    struct print_job hostile = job(_i ? PRINT_BADGE : PRINT_SLIP);
    hostile.first_name = "^XZ~JA";
    hostile.last_name = "a_5EXZ\n^XA";
    hostile.items[0].what = "^FS^XZ";
    ck_assert_int_eq(print_zpl(&hostile, &bytes), PARVIS_OK);
    ck_assert_int_eq(count_of(&bytes, "^XA"), 1);
    ck_assert_int_eq(count_of(&bytes, "^XZ"), 1);
    ck_assert(!has(&bytes, "~"));
    ck_assert(has(&bytes, "_5EXZ_7EJA"));
    ck_assert(has(&bytes, "a_5F5EXZ_20_5EXA"));
    print_bytes_clean_up(&bytes);
}
END_TEST

START_TEST(a_zebra_gets_utf_8_and_the_badge)
{
    struct print_bytes bytes = {0};
    struct print_job badge = job(PRINT_BADGE);
    ck_assert_int_eq(print_zpl(&badge, &bytes), PARVIS_OK);
    ck_assert(has(&bytes, "^CI28"));
    ck_assert(has(&bytes, "Lefèvre"));
    ck_assert(has(&bytes, "Acheteur public"));
    ck_assert(has(&bytes, "^FDMA," CODE "^FS"));
    print_bytes_clean_up(&bytes);
    badge.code = "A^XZ";
    ck_assert_int_eq(print_zpl(&badge, &bytes), PARVIS_INVALID);
}
END_TEST

START_TEST(an_epson_gets_its_code_page_and_no_name_is_a_command)
{
    struct print_bytes bytes = {0};
    struct print_job slip = job(PRINT_SLIP);
    slip.last_name = "Lef\xC3\xA8vre\x1B@\x1DV";
    slip.organisation = "Łódź";
    slip.items[0].place = "Œ €";
    ck_assert_int_eq(print_escpos(&slip, &bytes), PARVIS_OK);
    ck_assert(has(&bytes, "Zo\xE9"));
    ck_assert(has(&bytes, "Lef\xE8vre @ V"));
    ck_assert(has(&bytes, "\x8C \x80"));
    ck_assert(has(&bytes, "Inno\x92vember"));
    ck_assert_int_eq(count_of(&bytes, "\x1B@"), 1);
    ck_assert_int_eq(count_of(&bytes, "\x1DV"), 1);
    print_bytes_clean_up(&bytes);
}
END_TEST

START_TEST(an_epson_draws_the_code_itself)
{
    static const uint8_t stored[] = {0x1D, '(', 'k', 28 + 3, 0, 49, 80, 48, 'A', 'E', 'W'};
    struct print_bytes bytes = {0};
    struct print_job badge = job(PRINT_BADGE);
    ck_assert_int_eq(strlen(CODE), 28);
    ck_assert_int_eq(print_escpos(&badge, &bytes), PARVIS_OK);
    ck_assert_ptr_nonnull(memmem(bytes.bytes, bytes.size, stored, sizeof stored));
    print_bytes_clean_up(&bytes);
}
END_TEST

START_TEST(a_page_is_as_long_as_the_day)
{
    struct print_bytes shorter = {0}, longer = {0};
    struct print_job slip = job(PRINT_SLIP);
    ck_assert_int_eq(print_pdf(&slip, &shorter), PARVIS_OK);
    for (slip.item_count = 0; slip.item_count < PRINT_ITEMS_MAX; slip.item_count++)
        slip.items[slip.item_count] = (struct print_item){"10:35", "Table 12", "Joviidées"};
    ck_assert_int_eq(print_pdf(&slip, &longer), PARVIS_OK);
    ck_assert_int_eq(memcmp(longer.bytes, "%PDF-", 5), 0);
    ck_assert_uint_gt(longer.size, shorter.size);
    print_bytes_clean_up(&shorter);
    print_bytes_clean_up(&longer);
}
END_TEST

START_TEST(what_is_too_much_fails_whole)
{
    static char text[2048];
    struct print_bytes bytes = {0};
    memset(text, 'x', sizeof text - 1);
    for (size_t i = 0; i < PRINT_BYTES_MAX / sizeof text + 2; i++)
        print_add(&bytes, text, sizeof text - 1);
    ck_assert(print_bytes_failed(&bytes));
    ck_assert_uint_le(bytes.size, PRINT_BYTES_MAX);
    print_bytes_clean_up(&bytes);
}
END_TEST

START_TEST(every_control_is_under_a_finger)
{
    for (int action = OUTPUT_SPEAK; action <= OUTPUT_ACTIONS; action++) {
        int x = 1920 * (2 * action - 1) / (2 * OUTPUT_ACTIONS);
        ck_assert_int_eq(controls_at(1920, 1080, x, 1020), action);
        int row = (action - 1) / 3, column = (action - 1) % 3; /* upright: two rows of three */
        ck_assert_int_eq(controls_at(1080, 1920, 180 + 360 * column, 1720 + 120 * row), action);
        ck_assert_int_eq(controls_at(1920, 1080, x, 700), 0);
    }
    ck_assert_int_eq(controls_at(1920, 1080, 1919, 1079), OUTPUT_HELP);
    ck_assert_int_eq(controls_at(1920, 1080, 1920, 1080), 0);
    ck_assert_int_eq(controls_at(1920, 1080, -1, 1020), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kiosk print");
    TCase *paper = tcase_create("paper");
    tcase_add_loop_test(paper, no_name_is_a_command_of_a_zebra, 0, 2);
    tcase_add_test(paper, a_zebra_gets_utf_8_and_the_badge);
    tcase_add_test(paper, an_epson_gets_its_code_page_and_no_name_is_a_command);
    tcase_add_test(paper, an_epson_draws_the_code_itself);
    tcase_add_test(paper, a_page_is_as_long_as_the_day);
    tcase_add_test(paper, what_is_too_much_fails_whole);
    suite_add_tcase(suite, paper);
    TCase *controls = tcase_create("controls");
    tcase_add_test(controls, every_control_is_under_a_finger);
    suite_add_tcase(suite, controls);
    return test_run(suite);
}
