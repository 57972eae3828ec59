/* SPDX-License-Identifier: EUPL-1.2 */
/* The timer wheel and the count of connections by address, alone. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "http_address.h"
#include "http_wheel.h"

/* ---- wheel ---- */

#define ENTRIES 1000

struct alarms {
    struct http_wheel wheel;
    struct http_wheel_entry entries[ENTRIES];
    int64_t rang_at[ENTRIES];
    int64_t now;
    int again; /* how many times the entry that rings is armed again */
    int count;
};

static struct alarms alarms;

static void ring(struct http_wheel_entry *entry, void *data)
{
    struct alarms *all = data;
    all->rang_at[entry - all->entries] = all->now;
    all->count++;
    ck_assert_int_eq(entry->deadline_ms, 0);
    if (all->again-- > 0)
        http_wheel_arm(&all->wheel, entry, all->now + 30);
}

static void begin(void)
{
    memset(&alarms, 0, sizeof alarms);
    alarms.now = 123456;
    http_wheel_init(&alarms.wheel, 10, alarms.now);
}

static void turn_to(int64_t now)
{
    alarms.now = now;
    http_wheel_turn(&alarms.wheel, now, ring, &alarms);
}

/* Never early, at most two ticks late, near and beyond the wheel's span (5,120 ms). */
START_TEST(each_rings_in_its_time)
{
    int64_t start = alarms.now;
    for (int i = 0; i < ENTRIES; i++)
        http_wheel_arm(&alarms.wheel, &alarms.entries[i], start + 1 + i * 13);
    for (int64_t now = start; now < start + 14000; now += 10)
        turn_to(now);
    ck_assert_int_eq(alarms.count, ENTRIES);
    for (int i = 0; i < ENTRIES; i++) {
        int64_t late = alarms.rang_at[i] - (start + 1 + i * 13);
        ck_assert_msg(late >= 0 && late <= 20, "%d: %lld ms", i, (long long)late);
    }
}
END_TEST

START_TEST(disarmed_and_moved)
{
    int64_t start = alarms.now;
    http_wheel_arm(&alarms.wheel, &alarms.entries[0], start + 50);
    http_wheel_arm(&alarms.wheel, &alarms.entries[1], start + 50);
    http_wheel_arm(&alarms.wheel, &alarms.entries[2], start + 500);
    http_wheel_disarm(&alarms.entries[0]);
    http_wheel_disarm(&alarms.entries[0]);
    http_wheel_arm(&alarms.wheel, &alarms.entries[1], start + 300); /* later */
    http_wheel_arm(&alarms.wheel, &alarms.entries[2], start + 40);  /* earlier */
    turn_to(start + 100);
    ck_assert_int_eq(alarms.count, 1);
    ck_assert_int_ne(alarms.rang_at[2], 0);
    turn_to(start + 400);
    ck_assert_int_eq(alarms.count, 2);
    ck_assert_int_eq(alarms.rang_at[0], 0);
}
END_TEST

START_TEST(armed_again_while_ringing)
{
    alarms.again = 3;
    http_wheel_arm(&alarms.wheel, &alarms.entries[0], alarms.now + 5);
    for (int i = 0; i < 40; i++)
        turn_to(alarms.now + 10);
    ck_assert_int_eq(alarms.count, 4);
}
END_TEST

/* A machine that slept: everything that is due rings once, the rest stays. */
START_TEST(after_a_long_sleep)
{
    int64_t start = alarms.now;
    for (int i = 0; i < ENTRIES; i++)
        http_wheel_arm(&alarms.wheel, &alarms.entries[i], start + 1000 * (i + 1));
    turn_to(start + 500 * 1000 + 20);
    ck_assert_int_eq(alarms.count, 500);
    turn_to(start + 5000 * 1000);
    ck_assert_int_eq(alarms.count, ENTRIES);
}
END_TEST

/* ---- addresses ---- */

static union {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
} peer;

static const struct sockaddr *at(const char *text)
{
    memset(&peer, 0, sizeof peer);
    if (inet_pton(AF_INET, text, &peer.four.sin_addr) == 1) {
        peer.four.sin_family = AF_INET;
    } else {
        ck_assert_int_eq(inet_pton(AF_INET6, text, &peer.six.sin6_addr), 1);
        peer.six.sin6_family = AF_INET6;
    }
    return &peer.any;
}

START_TEST(addresses_are_counted_apart)
{
    struct http_addresses *addresses = http_addresses_new();
    struct http_address *first = http_address_enter(addresses, at("192.0.2.1"), 2);
    struct http_address *second = http_address_enter(addresses, at("192.0.2.1"), 2);
    ck_assert_ptr_eq(first, second);
    ck_assert_ptr_null(http_address_enter(addresses, at("192.0.2.1"), 2));
    struct http_address *other = http_address_enter(addresses, at("192.0.2.2"), 2);
    ck_assert_ptr_nonnull(other);
    http_address_leave(addresses, first);
    first = http_address_enter(addresses, at("192.0.2.1"), 2);
    ck_assert_ptr_nonnull(first);
    http_address_leave(addresses, first);
    http_address_leave(addresses, second);
    http_address_leave(addresses, other);
    http_addresses_free(addresses);
}
END_TEST

START_TEST(one_house_is_one_address)
{
    struct http_addresses *addresses = http_addresses_new();
    struct http_address *six = http_address_enter(addresses, at("2001:db8:1:2::5"), 1);
    ck_assert_ptr_null(http_address_enter(addresses, at("2001:db8:1:2:aaaa::6"), 1));
    struct http_address *next = http_address_enter(addresses, at("2001:db8:1:3::5"), 1);
    ck_assert_ptr_nonnull(next);
    struct http_address *four = http_address_enter(addresses, at("::ffff:192.0.2.1"), 1);
    ck_assert_ptr_null(http_address_enter(addresses, at("192.0.2.1"), 1));
    http_address_leave(addresses, six);
    http_address_leave(addresses, next);
    http_address_leave(addresses, four);
    http_addresses_free(addresses);
}
END_TEST

START_TEST(many_addresses)
{
    enum { MANY = 20000 };
    static struct http_address *held[MANY];
    struct http_addresses *addresses = http_addresses_new();
    for (uint32_t i = 0; i < MANY; i++) {
        struct sockaddr_in four = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x0a000000 + i)};
        held[i] = http_address_enter(addresses, (struct sockaddr *)&four, 1);
        ck_assert_ptr_nonnull(held[i]);
    }
    for (uint32_t i = 0; i < MANY; i++)
        http_address_leave(addresses, held[i]);
    http_addresses_free(addresses);
}
END_TEST

START_TEST(addresses_as_text)
{
    char text[INET6_ADDRSTRLEN];
    const char *all[][2] = {{"192.0.2.1", "192.0.2.1"},
                            {"2001:db8::1", "2001:db8::1"},
                            {"::ffff:192.0.2.1", "192.0.2.1"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        http_address_text(at(all[i][0]), text, sizeof text);
        ck_assert_str_eq(text, all[i][1]);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http parts");
    TCase *wheel = tcase_create("wheel");
    tcase_add_checked_fixture(wheel, begin, NULL);
    tcase_add_test(wheel, each_rings_in_its_time);
    tcase_add_test(wheel, disarmed_and_moved);
    tcase_add_test(wheel, armed_again_while_ringing);
    tcase_add_test(wheel, after_a_long_sleep);
    suite_add_tcase(suite, wheel);
    TCase *addresses = tcase_create("addresses");
    tcase_add_test(addresses, addresses_are_counted_apart);
    tcase_add_test(addresses, one_house_is_one_address);
    tcase_add_test(addresses, many_addresses);
    tcase_add_test(addresses, addresses_as_text);
    suite_add_tcase(suite, addresses);
    return test_run(suite);
}
