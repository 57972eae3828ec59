/* SPDX-License-Identifier: EUPL-1.2 */
/* The thread beside the loop: order, bounds, looks, and an end that forgets nothing. */
#include <event2/event.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "harness.h"
#include "worker.h"

struct numbered {
    struct worker_item item;
    int number;
};

static struct event_base *base;
static struct worker *worker;
static pthread_mutex_t gate =
    PTHREAD_MUTEX_INITIALIZER; /* held by a test: the thread waits there */
static size_t largest_batch;   /* of the thread, read after its end */
static atomic_int looks;
static int told, told_last;

static void work(struct worker *from, struct worker_item *items, size_t count, void *data)
{
    size_t found = 0;
    ck_assert_ptr_eq(data, &told);
    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
    for (struct worker_item *item = items, *next; item; item = next, found++) {
        next = item->next; /* handing back links it anew */
        worker_hand_back(from, item);
    }
    ck_assert_uint_eq(found, count);
    looks += count == 0;
    largest_batch = count > largest_batch ? count : largest_batch;
}

static void tell(struct worker_item *item, void *data)
{
    struct numbered *numbered = (struct numbered *)item;
    ck_assert_ptr_eq(data, &told);
    ck_assert_int_eq(numbered->number, told_last + 1);
    told_last = numbered->number;
    told++;
    free(numbered);
}

static void start(size_t queue_max, size_t batch_max, int64_t look_ms)
{
    const struct worker_duty duty = {.work = work,
                                     .tell = tell,
                                     .data = &told,
                                     .queue_max = queue_max,
                                     .batch_max = batch_max,
                                     .look_ms = look_ms};
    base = event_base_new();
    ck_assert_int_eq(worker_new(base, &duty, &worker), PARVIS_OK);
}

static void end(void)
{
    worker_free(worker);
    event_base_free(base);
}

/* Submits number `number`; what is refused is the caller's. */
static enum parvis_status submit(int number)
{
    struct numbered *numbered = calloc(1, sizeof *numbered);
    numbered->number = number;
    enum parvis_status status = worker_submit(worker, &numbered->item);
    if (status != PARVIS_OK)
        free(numbered);
    return status;
}

START_TEST(items_come_back_in_order_and_in_batches_of_bounded_size)
{
    start(1000, 7, 0);
    for (int number = 1; number <= 1000; number++)
        ck_assert_int_eq(submit(number), PARVIS_OK);
    while (told < 1000)
        event_base_loop(base, EVLOOP_ONCE);
    end();
    ck_assert_uint_eq(largest_batch, 7);
}
END_TEST

START_TEST(a_full_queue_is_busy_until_there_is_room)
{
    start(3, 1, 0);
    pthread_mutex_lock(&gate);
    ck_assert_int_eq(submit(1), PARVIS_OK);
    while (worker_queued(worker) == 1) /* until the thread stands at the gate with it */
        event_base_loop(base, EVLOOP_NONBLOCK);
    for (int number = 2; number <= 4; number++)
        ck_assert_int_eq(submit(number), PARVIS_OK);
    ck_assert_uint_eq(worker_queued(worker), 3);
    ck_assert_int_eq(submit(5), PARVIS_BUSY);
    pthread_mutex_unlock(&gate);
    while (told < 4)
        event_base_loop(base, EVLOOP_ONCE);
    ck_assert_int_eq(submit(5), PARVIS_OK);
    end();
    ck_assert_int_eq(told, 5);
}
END_TEST

START_TEST(the_thread_looks_up_when_nothing_comes)
{
    start(1, 1, 2);
    while (looks < 3)
        event_base_loop(base, EVLOOP_NONBLOCK);
    ck_assert_int_eq(submit(1), PARVIS_OK);
    while (told < 1)
        event_base_loop(base, EVLOOP_ONCE);
    end();
}
END_TEST

START_TEST(freeing_works_off_and_tells_what_is_queued)
{
    start(100, 10, 0);
    for (int number = 1; number <= 100; number++)
        ck_assert_int_eq(submit(number), PARVIS_OK); /* the loop never ran: nobody was woken */
    end();
    ck_assert_int_eq(told, 100);
    worker_free(NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("worker");
    TCase *cases = tcase_create("worker");
    tcase_add_test(cases, items_come_back_in_order_and_in_batches_of_bounded_size);
    tcase_add_test(cases, a_full_queue_is_busy_until_there_is_room);
    tcase_add_test(cases, the_thread_looks_up_when_nothing_comes);
    tcase_add_test(cases, freeing_works_off_and_tells_what_is_queued);
    suite_add_tcase(suite, cases);
    return test_run(suite);
}
