/* SPDX-License-Identifier: EUPL-1.2 */
/* The thread, its queue, and the way back to the loop. */
#include "worker.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include <event2/event.h>

/* First in, first out; `end` is where the next one is linked. */
struct list {
    struct worker_item *first, **end;
};

struct worker {
    struct worker_duty duty;
    struct event *woken; /* loop side of `finished_fd` */
    struct event *turn;  /* runs at the end of the loop's turn: wakes the thread */
    bool turn_is_marked; /* loop thread: `turn` will run */
    int finished_fd;     /* eventfd: items wait for the loop */
    pthread_t thread;

    pthread_mutex_t lock; /* guards everything below */
    pthread_cond_t work;
    struct list queue, finished;
    size_t queued;
    bool stopping;
};

static void append(struct list *list, struct worker_item *item)
{
    item->next = NULL;
    *list->end = item;
    list->end = &item->next;
}

/* ---- the worker's thread ---- */

void worker_hand_back(struct worker *worker, struct worker_item *item)
{
    uint64_t one = 1;
    pthread_mutex_lock(&worker->lock);
    append(&worker->finished, item);
    pthread_mutex_unlock(&worker->lock);
    /* After unlocking: the loop, woken by this, takes the lock at once. */
    ssize_t written = write(worker->finished_fd, &one, sizeof one);
    (void)written; /* can only fail when the counter is full, and then the loop is awake */
}

/* The monotonic instant at which a wait that begins now ends. */
static struct timespec end_of_wait(int64_t ms)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += ms / 1000;
    until.tv_nsec += ms % 1000 * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    return until;
}

/* With the lock held. */
static void wait_for_items(struct worker *worker)
{
    struct timespec until = end_of_wait(worker->duty.look_ms);
    int result = 0;
    /* A condition may wake without a reason: what is waited for is looked at again. */
    while (!worker->queue.first && !worker->stopping && result != ETIMEDOUT)
        result = worker->duty.look_ms ? pthread_cond_timedwait(&worker->work, &worker->lock, &until)
                                      : pthread_cond_wait(&worker->work, &worker->lock);
}

/* Takes the oldest items off the queue; none when the wait timed out. False: the worker ends. */
static bool take_items(struct worker *worker, struct worker_item **ret_items, size_t *ret_count)
{
    size_t count = 0;
    pthread_mutex_lock(&worker->lock);
    wait_for_items(worker);
    struct worker_item *first = worker->queue.first, **end = &first;
    while (*end && count < worker->duty.batch_max) {
        end = &(*end)->next;
        count++;
    }
    worker->queue.first = *end;
    *end = NULL; /* cuts the batch off */
    if (!worker->queue.first)
        worker->queue.end = &worker->queue.first;
    worker->queued -= count;
    /* Items queued before the end are still worked on. */
    bool over = worker->stopping && count == 0;
    pthread_mutex_unlock(&worker->lock);
    *ret_items = first;
    *ret_count = count;
    return !over;
}

static void *work_all(void *data)
{
    struct worker *worker = data;
    struct worker_item *items;
    size_t count;
    while (take_items(worker, &items, &count))
        worker->duty.work(worker, items, count, worker->duty.data);
    return NULL;
}

/* ---- loop thread ---- */

static void tell_finished(struct worker *worker)
{
    pthread_mutex_lock(&worker->lock);
    struct worker_item *item = worker->finished.first, *next;
    worker->finished.first = NULL;
    worker->finished.end = &worker->finished.first;
    pthread_mutex_unlock(&worker->lock);
    for (; item; item = next) {
        next = item->next; /* `tell` frees it */
        worker->duty.tell(item, worker->duty.data);
    }
}

static void on_finished(evutil_socket_t fd, short what, void *data)
{
    uint64_t count;
    (void)what;
    /* Resets the counter before taking the list: an item that comes in between only wakes the loop
     * once too often. */
    ssize_t got = read(fd, &count, sizeof count);
    (void)got;
    tell_finished(data);
}

/* Runs after all other events of this turn. */
static void on_turn_end(evutil_socket_t fd, short what, void *data)
{
    struct worker *worker = data;
    (void)fd, (void)what;
    worker->turn_is_marked = false;
    pthread_mutex_lock(&worker->lock);
    pthread_cond_signal(&worker->work);
    pthread_mutex_unlock(&worker->lock);
}

enum parvis_status worker_submit(struct worker *worker, struct worker_item *item)
{
    pthread_mutex_lock(&worker->lock);
    bool room = worker->queued < worker->duty.queue_max && !worker->stopping;
    if (room) {
        append(&worker->queue, item);
        worker->queued++;
    }
    pthread_mutex_unlock(&worker->lock);
    if (!room)
        return PARVIS_BUSY;
    /* Not signalled for each item: those of one turn of the loop become one batch. */
    if (!worker->turn_is_marked) {
        worker->turn_is_marked = true;
        event_active(worker->turn, EV_TIMEOUT, 0);
    }
    return PARVIS_OK;
}

size_t worker_queued(struct worker *worker)
{
    pthread_mutex_lock(&worker->lock);
    size_t queued = worker->queued;
    pthread_mutex_unlock(&worker->lock);
    return queued;
}

/* ---- life ---- */

static void make_lists(struct worker *worker)
{
    pthread_condattr_t monotonic;
    worker->queue.end = &worker->queue.first;
    worker->finished.end = &worker->finished.first;
    pthread_mutex_init(&worker->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&worker->work, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

/* Everything but the thread, which has ended or never began. */
static void destroy(struct worker *worker)
{
    if (worker->woken)
        event_free(worker->woken);
    if (worker->turn)
        event_free(worker->turn);
    close(worker->finished_fd);
    pthread_cond_destroy(&worker->work);
    pthread_mutex_destroy(&worker->lock);
    free(worker);
}

enum parvis_status worker_new(struct event_base *base, const struct worker_duty *duty,
                              struct worker **ret_worker)
{
    int finished_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (finished_fd < 0)
        return PARVIS_NO_MEMORY;
    struct worker *worker = calloc(1, sizeof *worker);
    if (!worker) {
        close(finished_fd);
        return PARVIS_NO_MEMORY;
    }
    worker->duty = *duty;
    worker->finished_fd = finished_fd;
    make_lists(worker);
    worker->woken = event_new(base, finished_fd, EV_READ | EV_PERSIST, on_finished, worker);
    worker->turn = event_new(base, -1, 0, on_turn_end, worker);
    if (!worker->woken || !worker->turn || event_add(worker->woken, NULL) != 0 ||
        pthread_create(&worker->thread, NULL, work_all, worker) != 0) {
        destroy(worker);
        return PARVIS_NO_MEMORY;
    }
    *ret_worker = worker;
    return PARVIS_OK;
}

void worker_free(struct worker *worker)
{
    if (!worker)
        return;
    pthread_mutex_lock(&worker->lock);
    worker->stopping = true;
    pthread_cond_signal(&worker->work);
    pthread_mutex_unlock(&worker->lock);
    pthread_join(worker->thread, NULL);
    /* Items handed back while the thread ended; after the join none is added. */
    tell_finished(worker);
    destroy(worker);
}
