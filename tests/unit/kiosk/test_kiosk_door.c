/* SPDX-License-Identifier: EUPL-1.2 */
/* How long a person at the door waits for the server, by a clock that the test moves: once so long,
 * and then not at all. The link has nothing to connect to, so no answer ever comes by itself. */
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "agenda.h"
#include "door.h"
#include "harness.h"
#include "link.h"
#include "parvis/badge.h"
#include "parvis/clock.h"
#include "parvis/json.h"

#define OPENS_AT 1511165000000
#define WAIT_MS 900 /* as docs/offline.md says */

int64_t __wrap_clock_monotonic_ms(void); /* what the linker puts in the clock's place */

static int64_t now_ms;
static char folder[32];
static uint8_t secret_key[BADGE_SECRET_KEY_BYTES];
static uint32_t tag;
static struct agenda *agenda;
static struct link *server;
static struct door *door;

int64_t __wrap_clock_monotonic_ms(void)
{
    return now_ms;
}

static void hear_of_the_event(const uint8_t public_key[BADGE_PUBLIC_KEY_BYTES])
{
    char hex[2 * BADGE_PUBLIC_KEY_BYTES + 1], text[512];
    sodium_bin2hex(hex, sizeof hex, public_key, BADGE_PUBLIC_KEY_BYTES);
    snprintf(text, sizeof text,
             "{\"seq\":1,\"edition\":{\"public_key\":\"%s\",\"opens_at\":%lld,\"closes_at\":%lld,"
             "\"doors_min\":60}}",
             hex, (long long)OPENS_AT, (long long)OPENS_AT + 36000000);
    ck_assert_int_eq(agenda_replace(agenda, text), PARVIS_OK);
    snprintf(text, sizeof text, "{\"now\":%lld}", (long long)OPENS_AT);
    door_hear(door, "hello", text);
    door_hear(door, "snapshot", "{}");
}

static void open_door(void)
{
    uint8_t public_key[BADGE_PUBLIC_KEY_BYTES];
    const struct link_events events = {0};
    const struct link_options to = {.server = "http://127.0.0.1:9", .token = "token"};
    snprintf(folder, sizeof folder, "/tmp/parvis-door-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    const struct door_options options = {.directory = folder, .place = "Porte A", .scans = true};
    now_ms = 5000;
    badge_generate_keys(public_key, secret_key);
    tag = badge_tag(public_key);
    ck_assert_int_eq(agenda_new(&agenda), PARVIS_OK);
    ck_assert_int_eq(link_new(&to, &events, NULL, &server), PARVIS_OK);
    ck_assert_int_eq(door_new(&options, agenda, server, &door), PARVIS_OK);
    hear_of_the_event(public_key);
    ck_assert(door_is_ready(door));
}

static void close_door(void)
{
    char command[64];
    door_free(door);
    link_free(server);
    agenda_free(agenda);
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    ck_assert_int_eq(system(command), 0);
}

/* A person comes with a badge of this edition; the answer to show, NULL: they wait. */
static cJSON *come(void)
{
    char text[BADGE_TEXT_CHARS + 1];
    badge_sign(badge_new_serial(tag), secret_key, text);
    return door_scan(door, text);
}

static void ck_admitted(cJSON *answer)
{
    ck_assert_ptr_nonnull(answer);
    ck_assert_str_eq(json_text(answer, "status"), "admitted");
    cJSON_Delete(answer);
}

START_TEST(one_waits_for_a_server_that_says_nothing_and_the_next_do_not)
{
    door_set_online(door, true);
    ck_assert_ptr_null(come());
    ck_assert(door_asked(door));
    now_ms += WAIT_MS;
    ck_assert_ptr_null(door_turn(door));
    now_ms++;
    ck_admitted(door_turn(door));
    for (int i = 0; i < 3; i++) {
        ck_admitted(come());
        ck_assert(!door_asked(door));
    }
    ck_assert_uint_eq(door_state(door).pending, 4);
}
END_TEST

START_TEST(nobody_waits_for_a_server_that_is_gone)
{
    ck_admitted(come());
    ck_assert(!door_asked(door));
}
END_TEST

/* What was scanned meanwhile is told first: until then the server knows less than the kiosk. */
START_TEST(a_server_that_is_back_is_asked_once_it_knows_what_happened)
{
    ck_admitted(come());
    door_set_online(door, true);
    ck_admitted(come());
    ck_assert(!door_asked(door));
    ck_assert_uint_eq(door_state(door).pending, 2);
}
END_TEST

/* A kiosk that starts in the moment in which it is added: its token is known a little later. */
START_TEST(a_server_that_turned_the_kiosk_away_and_then_accepts_it_is_asked_again)
{
    door_turn_away(door);
    ck_assert(door_state(door).turned_away);
    door_set_online(door, true);
    ck_assert(!door_state(door).turned_away);
    ck_assert_ptr_null(come());
    ck_assert(door_asked(door));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kiosk door");
    TCase *cases = tcase_create("waiting");
    tcase_add_checked_fixture(cases, open_door, close_door);
    tcase_add_test(cases, one_waits_for_a_server_that_says_nothing_and_the_next_do_not);
    tcase_add_test(cases, nobody_waits_for_a_server_that_is_gone);
    tcase_add_test(cases, a_server_that_is_back_is_asked_once_it_knows_what_happened);
    tcase_add_test(cases, a_server_that_turned_the_kiosk_away_and_then_accepts_it_is_asked_again);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
