/* SPDX-License-Identifier: EUPL-1.2 */
/* The writer thread: durable before told, one by one inside a batch, others' work followed. */
#include <event2/event.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commit.h"
#include "fixture.h"
#include "harness.h"

static struct event_base *base;
static struct commit *commit;
static int64_t last_seq; /* of the changes told so far */
static size_t changes_told;
static int done_count, refused_count, broken_count;
static bool unfit; /* the loop cannot take changes in */

/* What the linker puts before store_changes_after: a look that fails after it has read. */
enum parvis_status __real_store_changes_after(struct store *store, int64_t seq, size_t limit,
                                              struct store_change_list *list);
enum parvis_status __wrap_store_changes_after(struct store *store, int64_t seq, size_t limit,
                                              struct store_change_list *list);
static atomic_int looks_that_fail;

enum parvis_status __wrap_store_changes_after(struct store *store, int64_t seq, size_t limit,
                                              struct store_change_list *list)
{
    enum parvis_status status = __real_store_changes_after(store, seq, limit, list);
    if (status != PARVIS_OK || list->count == 0 || looks_that_fail == 0)
        return status;
    looks_that_fail--;
    return PARVIS_BUSY;
}

/* A command that records person 1 `times` times, then answers `outcome`. */
struct record_command {
    struct commit_command head;
    int times;
    enum parvis_status outcome;  /* what `run` answers */
    enum parvis_status expected; /* what `done` is told */
};

static enum parvis_status run_record(struct commit_command *head, struct store *store, int64_t at,
                                     struct store_change_list *changes)
{
    struct record_command *command = (struct record_command *)head;
    (void)at;
    for (int i = 0; i < command->times; i++)
        if (store_record(store, "person", 1, changes) != PARVIS_OK)
            return PARVIS_IO;
    return command->outcome;
}

static void record_done(struct commit_command *head, enum parvis_status status)
{
    done_count++;
    refused_count += status != PARVIS_OK;
    ck_assert_int_eq(status, ((struct record_command *)head)->expected);
    free(head);
}

static enum parvis_status on_changes(const struct store_change_list *changes, void *data)
{
    (void)data;
    if (unfit)
        return PARVIS_CORRUPT;
    for (size_t i = 0; i < changes->count; i++) {
        ck_assert_int_eq(changes->items[i].seq, last_seq + 1); /* in order, no hole, none twice */
        last_seq = changes->items[i].seq;
    }
    changes_told += changes->count;
    return PARVIS_OK;
}

static void on_broken(enum parvis_status status, void *data)
{
    (void)status;
    (void)data;
    broken_count++;
}

static struct record_command *new_command(int times, enum parvis_status outcome)
{
    struct record_command *command = calloc(1, sizeof *command);
    command->head.run = run_record;
    command->head.done = record_done;
    command->times = times;
    command->outcome = command->expected = outcome;
    return command;
}

static void submit(int times, enum parvis_status outcome)
{
    ck_assert_int_eq(commit_submit(commit, &new_command(times, outcome)->head), PARVIS_OK);
}

/* Without a savepoint of its own. */
static void submit_bare(int times, enum parvis_status outcome, enum parvis_status expected)
{
    struct record_command *command = new_command(times, outcome);
    command->head.never_undone = true;
    command->expected = expected;
    ck_assert_int_eq(commit_submit(commit, &command->head), PARVIS_OK);
}

static void run_until_done(int count)
{
    for (int turns = 0; done_count < count && turns < 1000; turns++)
        event_base_loop(base, EVLOOP_ONCE);
    ck_assert_int_eq(done_count, count);
}

static void start(void)
{
    struct store *store = fixture_open();
    last_seq = store_last_seq(store);
    store_close(store);
    changes_told = 0;
    done_count = refused_count = broken_count = 0;
    unfit = false;
    base = event_base_new();
    ck_assert_int_eq(
        commit_new(base, fixture_directory(), last_seq, on_changes, on_broken, NULL, &commit),
        PARVIS_OK);
}

static void finish(void)
{
    commit_free(commit);
    event_base_free(base);
    fixture_remove();
}

START_TEST(a_thousand_commands_are_all_told_in_order)
{
    for (int i = 0; i < 1000; i++)
        submit(1, PARVIS_OK);
    run_until_done(1000);
    ck_assert_uint_eq(changes_told, 1000);
    struct commit_counters counters = commit_counters(commit);
    ck_assert_uint_eq(counters.commands, 1000);
    ck_assert_uint_lt(counters.batches, 1000); /* they were grouped */
}
END_TEST

START_TEST(a_refused_command_leaves_nothing_and_disturbs_nobody)
{
    submit(1, PARVIS_OK);
    submit(3, PARVIS_CONFLICT);
    submit(1, PARVIS_OK);
    run_until_done(3);
    ck_assert_int_eq(refused_count, 1);
    ck_assert_uint_eq(changes_told, 2);
}
END_TEST

START_TEST(a_refusal_before_the_first_write_needs_no_savepoint)
{
    submit_bare(1, PARVIS_OK, PARVIS_OK);
    submit_bare(0, PARVIS_CONFLICT, PARVIS_CONFLICT);
    submit_bare(1, PARVIS_OK, PARVIS_OK);
    run_until_done(3);
    ck_assert_int_eq(refused_count, 1);
    ck_assert_uint_eq(changes_told, 2);
    ck_assert_int_eq(broken_count, 0);
}
END_TEST

START_TEST(a_half_done_command_without_a_savepoint_breaks_the_server_and_acknowledges_nothing)
{
    submit_bare(1, PARVIS_CONFLICT, PARVIS_IO);
    run_until_done(1);
    ck_assert_uint_eq(changes_told, 0);
    ck_assert_int_eq(broken_count, 1);
    struct store *store = NULL;
    ck_assert_int_eq(store_open(fixture_directory(), false, &store), PARVIS_OK);
    ck_assert_int_eq(store_last_seq(store), last_seq);
    store_close(store);
}
END_TEST

START_TEST(what_another_process_writes_is_followed_in_order)
{
    struct store *other = NULL;
    ck_assert_int_eq(store_open(fixture_directory(), false, &other), PARVIS_OK);
    for (int round = 0; round < 3; round++) {
        ck_assert_int_eq(store_begin(other), PARVIS_OK);
        ck_assert_int_eq(store_record(other, "person", 2, NULL), PARVIS_OK);
        ck_assert_int_eq(store_commit(other), PARVIS_OK);
        submit(1, PARVIS_OK);
        run_until_done(round + 1);
    }
    store_close(other);
    ck_assert_uint_eq(changes_told, 6);
}
END_TEST

START_TEST(an_idle_server_notices_the_others_by_itself)
{
    struct store *other = NULL;
    ck_assert_int_eq(store_open(fixture_directory(), false, &other), PARVIS_OK);
    ck_assert_int_eq(store_begin(other), PARVIS_OK);
    ck_assert_int_eq(store_record(other, "person", 3, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(other), PARVIS_OK);
    store_close(other);
    for (int turns = 0; changes_told == 0 && turns < 100; turns++)
        event_base_loop(base, EVLOOP_ONCE);
    ck_assert_uint_eq(changes_told, 1);
}
END_TEST

START_TEST(a_look_that_fails_on_the_way_loses_nothing)
{
    struct store *other = NULL;
    looks_that_fail = 1;
    ck_assert_int_eq(store_open(fixture_directory(), false, &other), PARVIS_OK);
    ck_assert_int_eq(store_begin(other), PARVIS_OK);
    ck_assert_int_eq(store_record(other, "person", 3, NULL), PARVIS_OK);
    ck_assert_int_eq(store_commit(other), PARVIS_OK);
    store_close(other);
    while (looks_that_fail > 0)
        event_base_loop(base, EVLOOP_ONCE);
    submit(1, PARVIS_OK);
    run_until_done(1);
    ck_assert_uint_eq(changes_told, 2); /* on_changes holds their order */
}
END_TEST

START_TEST(stopping_answers_what_is_queued)
{
    for (int i = 0; i < 100; i++)
        submit(1, PARVIS_OK);
    commit_free(commit);
    commit = NULL;
    ck_assert_int_eq(done_count, 100);
    ck_assert_uint_eq(changes_told, 100);
    ck_assert_int_eq(broken_count, 0);
}
END_TEST

START_TEST(a_full_queue_says_busy_and_keeps_nothing)
{
    int accepted = 0;
    struct store *other = NULL;
    /* Another writer holds the lock, so that nothing leaves the queue. */
    ck_assert_int_eq(store_open(fixture_directory(), false, &other), PARVIS_OK);
    ck_assert_int_eq(store_begin(other), PARVIS_OK);
    for (;;) {
        struct record_command *command = new_command(0, PARVIS_OK);
        if (commit_submit(commit, &command->head) != PARVIS_OK) {
            free(command);
            break;
        }
        ck_assert_int_lt(++accepted, 100000);
    }
    store_rollback(other);
    store_close(other);
    run_until_done(accepted);
}
END_TEST

/* Durable, and yet acknowledged by nobody: what is shown would not be what was written. */
START_TEST(changes_that_the_loop_cannot_take_in_end_all_acknowledging)
{
    unfit = true;
    struct record_command *first = new_command(1, PARVIS_OK);
    first->expected = PARVIS_CORRUPT;
    ck_assert_int_eq(commit_submit(commit, &first->head), PARVIS_OK);
    run_until_done(1);
    ck_assert_int_eq(broken_count, 1);
    unfit = false; /* it does not come right by itself */
    for (int i = 0; i < 3; i++) {
        struct record_command *later = new_command(1, PARVIS_OK);
        later->expected = PARVIS_IO; /* nothing more is written */
        ck_assert_int_eq(commit_submit(commit, &later->head), PARVIS_OK);
        run_until_done(2 + i);
    }
    ck_assert_uint_eq(changes_told, 0);
    struct store *store = NULL;
    ck_assert_int_eq(store_open(fixture_directory(), false, &store), PARVIS_OK);
    ck_assert_int_eq(store_last_seq(store), last_seq + 1);
    store_close(store);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("commit");
    TCase *cases = tcase_create("commit");
    tcase_add_checked_fixture(cases, start, finish);
    tcase_add_test(cases, a_thousand_commands_are_all_told_in_order);
    tcase_add_test(cases, a_refused_command_leaves_nothing_and_disturbs_nobody);
    tcase_add_test(cases, a_refusal_before_the_first_write_needs_no_savepoint);
    tcase_add_test(
        cases, a_half_done_command_without_a_savepoint_breaks_the_server_and_acknowledges_nothing);
    tcase_add_test(cases, what_another_process_writes_is_followed_in_order);
    tcase_add_test(cases, an_idle_server_notices_the_others_by_itself);
    tcase_add_test(cases, a_look_that_fails_on_the_way_loses_nothing);
    tcase_add_test(cases, changes_that_the_loop_cannot_take_in_end_all_acknowledging);
    tcase_add_test(cases, stopping_answers_what_is_queued);
    tcase_add_test(cases, a_full_queue_says_busy_and_keeps_nothing);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
