/* SPDX-License-Identifier: EUPL-1.2 */
/* Who may ask: failed sign-ins, tokens, and the thread that checks passwords. */
#include <event2/event.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attempts.h"
#include "harness.h"
#include "token.h"
#include "workers.h"

static bool enter(struct api_attempts *attempts, const char *name, int64_t at)
{
    return attempts_enter(attempts, true, name, at);
}

START_TEST(five_sign_ins_of_an_account_make_it_wait_a_minute)
{
    struct api_attempts *attempts = attempts_new();
    for (int i = 0; i < 5; i++)
        ck_assert(enter(attempts, "marie", 1000 + i));
    ck_assert(!enter(attempts, "marie", 1100));
    ck_assert(enter(attempts, "paul", 1100));
    ck_assert(!enter(attempts, "marie", 60999));
    ck_assert(enter(attempts, "marie", 61000)); /* the first is a minute old */
    ck_assert(!enter(attempts, "marie", 61000));
    attempts_free(attempts);
}
END_TEST

START_TEST(the_right_password_forgives_what_was_counted)
{
    struct api_attempts *attempts = attempts_new();
    for (int i = 0; i < 5; i++)
        ck_assert(enter(attempts, "marie", 1000));
    attempts_forgive(attempts, "marie");
    ck_assert(enter(attempts, "marie", 1001));
    attempts_free(attempts);
}
END_TEST

/* The names that a stranger makes up are counted too, and push no account's count out. */
START_TEST(a_flood_of_made_up_names_forgets_no_account)
{
    struct api_attempts *attempts = attempts_new();
    char name[16];
    for (int i = 0; i < 5; i++)
        ck_assert(enter(attempts, "marie", 1000));
    for (int i = 0; i < 100000; i++) {
        snprintf(name, sizeof name, "n%d", i);
        ck_assert(attempts_enter(attempts, false, name, 1000));
    }
    ck_assert(!enter(attempts, "marie", 2000));
    for (int i = 0; i < 4; i++)
        ck_assert(attempts_enter(attempts, false, "n99999", 2000));
    ck_assert(!attempts_enter(attempts, false, "n99999", 2000));
    attempts_free(attempts);
}
END_TEST

START_TEST(tokens_differ_and_their_csrf_is_not_their_stored_hash)
{
    char one[TOKEN_CHARS + 1], two[TOKEN_CHARS + 1], csrf[33], hex[65];
    uint8_t hash[TOKEN_HASH_BYTES];
    token_new(one);
    token_new(two);
    ck_assert_uint_eq(strlen(one), TOKEN_CHARS);
    ck_assert_str_ne(one, two);
    token_csrf(one, csrf);
    ck_assert_uint_eq(strlen(csrf), 32);
    token_hash(one, hash);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    ck_assert_ptr_null(strstr(hex, csrf));
}
END_TEST

struct counted_work {
    struct api_work work;
    int *ran, *done;
};

static void run_counted(struct api_work *work)
{
    ++*((struct counted_work *)work)->ran;
}

static void counted_done(struct api_work *work)
{
    ++*((struct counted_work *)work)->done;
    free(work);
}

START_TEST(work_runs_elsewhere_and_is_told_on_the_loop_and_a_full_queue_is_busy)
{
    int ran = 0, done = 0, accepted = 0;
    struct event_base *base = event_base_new();
    struct worker *workers = NULL;
    ck_assert_int_eq(api_workers_new(base, &workers), PARVIS_OK);
    for (int i = 0; i < 2000; i++) {
        struct counted_work *work = calloc(1, sizeof *work);
        *work = (struct counted_work){
            .work = {.run = run_counted, .done = counted_done}, .ran = &ran, .done = &done};
        if (api_workers_submit(workers, &work->work) == PARVIS_OK)
            accepted++;
        else
            free(work);
        event_base_loop(base, EVLOOP_NONBLOCK);
    }
    worker_free(workers); /* finishes what was accepted */
    ck_assert_int_gt(accepted, 0);
    ck_assert_int_eq(ran, accepted);
    ck_assert_int_eq(done, accepted);
    event_base_free(base);
}
END_TEST

int main(void)
{
    if (sodium_init() < 0)
        return EXIT_FAILURE;
    Suite *suite = suite_create("access");
    TCase *cases = tcase_create("access");
    tcase_add_test(cases, five_sign_ins_of_an_account_make_it_wait_a_minute);
    tcase_add_test(cases, the_right_password_forgives_what_was_counted);
    tcase_add_test(cases, a_flood_of_made_up_names_forgets_no_account);
    tcase_add_test(cases, tokens_differ_and_their_csrf_is_not_their_stored_hash);
    tcase_add_test(cases, work_runs_elsewhere_and_is_told_on_the_loop_and_a_full_queue_is_busy);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
