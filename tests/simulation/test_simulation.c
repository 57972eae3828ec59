/* SPDX-License-Identifier: EUPL-1.2 */
/* Thousands of days at the doors. Whatever is lost, doubled, late or fallen: what people saw is
 * what the server has, once. The first day is that of PARVIS_TEST_SEED; with PARVIS_TEST_SCALE=0 it
 * is played alone and printed. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "world.h"

#define DAYS test_rounds(1000)

static struct world world;
static uint64_t seed;

#define HOLDS(condition, ...) ck_assert_msg(condition, "seed " __VA_ARGS__)

/* ---- what is right, found another way ---- */

/* The scans that let a person through, first to last, by plain selection. */
static size_t events_of(int person, const struct server_scan **events)
{
    size_t count = 0;
    for (size_t i = 0; i < world.server.count; i++) {
        const struct server_scan *scan = &world.server.scans[i];
        bool green = check_in_is_green(scan->has_said ? scan->said : scan->status);
        if (scan->person == person && green && !scan->annulled && !scan->noted_contradicted)
            events[count++] = scan;
    }
    for (size_t i = 0; i < count; i++)
        for (size_t j = count - 1; j > i; j--)
            if (events[j]->effective_at < events[j - 1]->effective_at) {
                const struct server_scan *scan = events[j];
                events[j] = events[j - 1];
                events[j - 1] = scan;
            }
    return count;
}

static void check_person(int person)
{
    static const struct server_scan *events[SCANS_MAX];
    const struct roster_row *row = &world.server.people[person];
    const struct person *who = &world.people[person];
    size_t count = events_of(person, events), admitted = 0;
    bool inside = false, seen = false;
    int64_t first_at = 0;
    for (size_t i = 0; i < count; i++) {
        HOLDS(events[i]->noted_twice == (inside && !events[i]->leaving),
              "%llu, person %d: reported as seen twice: %d", (unsigned long long)seed, person,
              events[i]->noted_twice);
        if (!events[i]->leaving && !first_at)
            first_at = events[i]->effective_at;
        seen = seen || !events[i]->leaving;
        inside = !events[i]->leaving;
    }
    for (size_t i = 0; i < world.server.count; i++)
        admitted += world.server.scans[i].person == person && !world.server.scans[i].annulled &&
                    world.server.scans[i].status == CHECK_IN_ADMITTED;
    HOLDS((row->presence == CHECK_IN_INSIDE) == inside, "%llu, person %d: presence %d",
          (unsigned long long)seed, person, (int)row->presence);
    HOLDS(!seen || row->first_at == first_at, "%llu, person %d: first at %lld, not %lld",
          (unsigned long long)seed, person, (long long)row->first_at, (long long)first_at);
    HOLDS(admitted <= 1, "%llu, person %d: %zu arrivals", (unsigned long long)seed, person,
          admitted);
    bool plain = !who->unsure && !who->copied && !who->retry_at && !row->revoked;
    HOLDS(!plain || who->inside == inside, "%llu, person %d stands elsewhere",
          (unsigned long long)seed, person);
}

/* ---- nothing is lost, nothing is double ---- */

static const struct server_scan *at_server(const uint8_t *id)
{
    const struct server_scan *found = NULL;
    for (size_t i = 0; i < world.server.count; i++)
        if (memcmp(world.server.scans[i].id, id, JOURNAL_SCAN_ID_BYTES) == 0) {
            ck_assert_msg(!found, "seed %llu: a scan is there twice", (unsigned long long)seed);
            found = &world.server.scans[i];
        }
    return found;
}

static void check_kiosk(const struct kiosk *kiosk)
{
    size_t arrived = 0;
    for (size_t i = 0; i < world.server.count; i++)
        arrived += world.server.scans[i].kiosk == kiosk->number;
    HOLDS(arrived == kiosk->journal.count, "%llu, kiosk %d: %zu of %zu scans arrived",
          (unsigned long long)seed, kiosk->number, arrived, kiosk->journal.count);
    for (size_t i = 0; i < kiosk->journal.count; i++) {
        const struct journal_scan *scan = &kiosk->journal.scans[i];
        const struct server_scan *there = at_server(scan->id);
        HOLDS(there && there->seq == i + 1, "%llu, kiosk %d: scan %zu", (unsigned long long)seed,
              kiosk->number, i + 1);
        HOLDS(!scan->said || (there->has_said && there->said + 1 == scan->said),
              "%llu, kiosk %d: the server does not know what was said", (unsigned long long)seed,
              kiosk->number);
    }
}

/* Of one day that is looked at alone: every scan as the server has it. */
static void print_day(void)
{
    for (size_t i = 0; i < world.server.count; i++) {
        const struct server_scan *scan = &world.server.scans[i];
        fprintf(stderr, "%3zu person %2d kiosk %d seq %3llu %s at %6lld: %s, said %s%s%s%s\n",
                i + 1, scan->person, scan->kiosk, (unsigned long long)scan->seq,
                scan->leaving ? "out" : "in ", (long long)scan->effective_at,
                check_in_status_name(scan->status),
                scan->has_said ? check_in_status_name(scan->said) : "nothing",
                scan->annulled ? ", annulled" : "", scan->noted_twice ? ", twice" : "",
                scan->noted_contradicted ? ", contradicted" : "");
    }
}

static void play(uint64_t number)
{
    seed = number;
    bool settled = world_play(&world, seed);
    if (DAYS == 1)
        print_day();
    HOLDS(settled, "%llu: the journals never empty", (unsigned long long)seed);
    for (int i = 0; i < world.kiosk_count; i++)
        check_kiosk(&world.kiosks[i]);
    for (size_t i = 0; i < world.greens; i++)
        HOLDS(at_server(world.green_ids[i]), "%llu: a green scan was forgotten",
              (unsigned long long)seed);
    for (int i = 0; i < world.person_count; i++)
        check_person(i);
    world_clean_up(&world);
}

START_TEST(every_day_ends_with_what_people_saw)
{
    for (int i = 0; i < DAYS; i++)
        play(test_seed() + (uint64_t)i);
}
END_TEST

START_TEST(the_same_seed_is_the_same_day_and_days_are_busy)
{
    static uint8_t ids[SCANS_MAX][JOURNAL_SCAN_ID_BYTES];
    size_t scans = 0, twice = 0, alone = 0;
    world_play(&world, 5);
    size_t greens = world.greens;
    memcpy(ids, world.green_ids, sizeof ids);
    world_clean_up(&world);
    world_play(&world, 5);
    ck_assert_uint_eq(world.greens, greens);
    ck_assert_mem_eq(ids, world.green_ids, greens * sizeof *ids);
    world_clean_up(&world);
    for (uint64_t i = 0; i < 50; i++) {
        world_play(&world, i);
        scans += world.server.count;
        for (size_t j = 0; j < world.server.count; j++) {
            twice += world.server.scans[j].noted_twice;
            alone += world.server.scans[j].has_said;
        }
        world_clean_up(&world);
    }
    ck_assert_uint_gt(scans, 50 * 50);
    ck_assert_uint_gt(alone, scans / 10);
    ck_assert_uint_lt(alone, scans);
    ck_assert_uint_gt(twice, 50);
}
END_TEST

int main(void)
{
    if (sodium_init() < 0)
        return EXIT_FAILURE;
    Suite *suite = suite_create("simulation");
    TCase *days = tcase_create("days");
    tcase_add_test(days, the_same_seed_is_the_same_day_and_days_are_busy);
    tcase_add_test(days, every_day_ends_with_what_people_saw);
    suite_add_tcase(suite, days);
    return test_run(suite);
}
