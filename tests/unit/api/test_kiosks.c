/* SPDX-License-Identifier: EUPL-1.2 */
/* What the server remembers of kiosks: for how long, and of whom. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "kiosk_reports.h"

static struct api_kiosks *kiosks;
static struct http_blob *picture;
static int64_t at;

static void make(void)
{
    kiosks = kiosks_new();
    picture = http_blob_new("png", 3);
    ck_assert(kiosks && picture);
}

static void clean_up(void)
{
    http_blob_unref(picture);
    kiosks_free(kiosks);
}

START_TEST(a_kiosk_is_heard_for_three_heartbeats_and_its_last_word_stays)
{
    const struct kiosk_health health = {.seen_at = 5, .queue = 7};
    ck_assert(!kiosks_is_heard(kiosks, 1, 1000));
    ck_assert_ptr_null(kiosks_health(kiosks, 1));
    ck_assert_int_eq(kiosks_note(kiosks, 1, &health, 1000), PARVIS_OK);
    ck_assert(kiosks_is_heard(kiosks, 1, 1000 + KIOSK_SILENT_MS - 1));
    ck_assert(!kiosks_is_heard(kiosks, 1, 1000 + KIOSK_SILENT_MS));
    ck_assert_int_eq(kiosks_health(kiosks, 1)->queue, 7);
    ck_assert(!kiosks_is_heard(kiosks, 2, 1000));
}
END_TEST

START_TEST(a_picture_is_taken_once_when_asked_and_in_time)
{
    ck_assert_int_eq(kiosks_put_picture(kiosks, 1, picture, 5, 1000), PARVIS_CONFLICT);
    ck_assert_int_eq(kiosks_ask_picture(kiosks, 1, 1000), PARVIS_OK);
    ck_assert_int_eq(kiosks_put_picture(kiosks, 2, picture, 5, 1001), PARVIS_CONFLICT);
    int64_t late = 1000 + KIOSK_PICTURE_WAIT_MS + 1;
    ck_assert_int_eq(kiosks_put_picture(kiosks, 1, picture, 5, late), PARVIS_CONFLICT);
    ck_assert_int_eq(kiosks_ask_picture(kiosks, 1, 2000), PARVIS_OK);
    ck_assert_int_eq(kiosks_put_picture(kiosks, 1, picture, 5, 2001), PARVIS_OK);
    ck_assert_ptr_eq(kiosks_picture(kiosks, 1, 2002, &at), picture);
    ck_assert_int_eq(at, 5);
    ck_assert_int_eq(kiosks_put_picture(kiosks, 1, picture, 6, 2003), PARVIS_CONFLICT);
}
END_TEST

START_TEST(a_picture_is_gone_after_its_time_by_a_new_asking_and_with_its_kiosk)
{
    ck_assert_int_eq(kiosks_ask_picture(kiosks, 1, 1000), PARVIS_OK);
    ck_assert_int_eq(kiosks_put_picture(kiosks, 1, picture, 5, 1000), PARVIS_OK);
    ck_assert_ptr_nonnull(kiosks_picture(kiosks, 1, 1000 + KIOSK_PICTURE_MS, &at));
    ck_assert_ptr_null(kiosks_picture(kiosks, 1, 1001 + KIOSK_PICTURE_MS, &at));
    ck_assert_ptr_null(kiosks_picture(kiosks, 1, 1000, &at)); /* for good */
    ck_assert_int_eq(kiosks_ask_picture(kiosks, 1, 1000), PARVIS_OK);
    ck_assert_int_eq(kiosks_put_picture(kiosks, 1, picture, 5, 1000), PARVIS_OK);
    ck_assert_int_eq(kiosks_ask_picture(kiosks, 1, 1001), PARVIS_OK);
    ck_assert_ptr_null(kiosks_picture(kiosks, 1, 1002, &at));
    ck_assert_int_eq(kiosks_put_picture(kiosks, 1, picture, 5, 1003), PARVIS_OK);
    kiosks_forget(kiosks, 1);
    ck_assert_ptr_null(kiosks_picture(kiosks, 1, 1004, &at));
    ck_assert_ptr_null(kiosks_health(kiosks, 1));
}
END_TEST

/* The scan of this number, as the kiosk made it. */
static struct kiosk_scan scan_of(int64_t number, int64_t person)
{
    struct kiosk_scan scan = {.number = number, .person = person};
    snprintf(scan.id, sizeof scan.id, "scan-%lld", (long long)number);
    return scan;
}

static void note_scan(int64_t device, int64_t person, int64_t number, int64_t now)
{
    const struct kiosk_scan scan = scan_of(number, person);
    kiosks_note_scan(kiosks, device, &scan, now);
}

static bool take(int64_t device, int64_t person, int64_t number, enum kiosk_opening what,
                 int64_t now)
{
    const struct kiosk_scan scan = scan_of(number, person);
    return kiosks_take(kiosks, device, &scan, what, now);
}

START_TEST(a_scan_opens_nothing_to_who_cannot_name_it)
{
    struct kiosk_scan scan = scan_of(100, 12);
    note_scan(1, 12, 100, 1000);
    const char *const wrong[] = {"", "scan-10", "scan-1000", "scan-101", "100"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        snprintf(scan.id, sizeof scan.id, "%s", wrong[i]);
        ck_assert_msg(!kiosks_take(kiosks, 1, &scan, KIOSK_OPENS_PHONE, 1001), "%s", wrong[i]);
    }
    ck_assert(take(1, 12, 100, KIOSK_OPENS_PHONE, 1001));
}
END_TEST

START_TEST(a_scan_opens_each_thing_once_to_its_kiosk_for_a_minute)
{
    note_scan(1, 12, 100, 1000);
    ck_assert(!take(2, 12, 100, KIOSK_OPENS_DAY, 1001));
    ck_assert(!take(1, 13, 100, KIOSK_OPENS_DAY, 1001));
    ck_assert(!take(1, 12, 101, KIOSK_OPENS_DAY, 1001));
    ck_assert(!take(1, 0, 0, KIOSK_OPENS_DAY, 1001));
    ck_assert(!kiosks_take(kiosks, 1, &(struct kiosk_scan){.number = 0}, KIOSK_OPENS_DAY, 1001));
    ck_assert(take(1, 12, 100, KIOSK_OPENS_DAY, 1001));
    ck_assert(!take(1, 12, 100, KIOSK_OPENS_DAY, 1001));
    ck_assert(take(1, 12, 100, KIOSK_OPENS_PHONE, 1000 + KIOSK_SCAN_MS));
    kiosks_give_back(kiosks, 1, "scan-100", KIOSK_OPENS_PHONE);
    ck_assert(!take(1, 12, 100, KIOSK_OPENS_DAY, 1002));
    ck_assert(!take(1, 12, 100, KIOSK_OPENS_PHONE, 1001 + KIOSK_SCAN_MS));
    ck_assert(take(1, 12, 100, KIOSK_OPENS_PHONE, 1002));
}
END_TEST

START_TEST(the_oldest_scan_gives_way_and_all_are_forgotten_with_what_the_kiosk_is_for)
{
    for (int64_t scan = 1; scan <= KIOSK_SCANS_MAX + 1; scan++)
        note_scan(1, 10 * scan, scan, 1000);
    ck_assert(!take(1, 10, 1, KIOSK_OPENS_DAY, 1000));
    ck_assert(take(1, 20, 2, KIOSK_OPENS_DAY, 1000));
    kiosks_forget_scans(kiosks, 2);
    ck_assert(take(1, 30, 3, KIOSK_OPENS_DAY, 1000));
    kiosks_forget_scans(kiosks, 1);
    ck_assert(!take(1, 40, 4, KIOSK_OPENS_DAY, 1000));
    note_scan(1, 50, 5, 1000);
    kiosks_forget(kiosks, 1);
    ck_assert(!take(1, 50, 5, KIOSK_OPENS_DAY, 1000));
}
END_TEST

START_TEST(a_hundred_kiosks_are_told_apart)
{
    for (int64_t device = 1; device <= 100; device++) {
        const struct kiosk_health health = {.queue = device};
        ck_assert_int_eq(kiosks_note(kiosks, device, &health, 1), PARVIS_OK);
    }
    for (int64_t device = 1; device <= 100; device++)
        ck_assert_int_eq(kiosks_health(kiosks, device)->queue, device);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kiosks");
    TCase *cases = tcase_create("kiosks");
    tcase_add_checked_fixture(cases, make, clean_up);
    tcase_add_test(cases, a_kiosk_is_heard_for_three_heartbeats_and_its_last_word_stays);
    tcase_add_test(cases, a_picture_is_taken_once_when_asked_and_in_time);
    tcase_add_test(cases, a_picture_is_gone_after_its_time_by_a_new_asking_and_with_its_kiosk);
    tcase_add_test(cases, a_scan_opens_nothing_to_who_cannot_name_it);
    tcase_add_test(cases, a_scan_opens_each_thing_once_to_its_kiosk_for_a_minute);
    tcase_add_test(cases,
                   the_oldest_scan_gives_way_and_all_are_forgotten_with_what_the_kiosk_is_for);
    tcase_add_test(cases, a_hundred_kiosks_are_told_apart);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
