/* The worker thread. */
#include "workers.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <event2/event.h>

/* Sign-ins that may wait: at 20 ms each, the last one waits a third of a second. More is an attack.
 */
#define API_WORK_MAX 16

struct api_workers {
    struct event *woken; /* loop side of `finished_fd` */
    int finished_fd;     /* eventfd */
    pthread_t thread;

    pthread_mutex_t lock; /* guards everything below */
    pthread_cond_t work;
    struct api_work *queue, **queue_end;
    struct api_work *finished, **finished_end;
    size_t queued;
    bool stopping;
};

static struct api_work *take_work(struct api_workers *workers)
{
    pthread_mutex_lock(&workers->lock);
    while (!workers->queue && !workers->stopping)
        pthread_cond_wait(&workers->work, &workers->lock);
    struct api_work *work = workers->queue;
    if (work) {
        workers->queue = work->next;
        if (!workers->queue)
            workers->queue_end = &workers->queue;
        workers->queued--;
    }
    pthread_mutex_unlock(&workers->lock);
    return work;
}

static void *work_all(void *data)
{
    struct api_workers *workers = data;
    struct api_work *work;
    while ((work = take_work(workers))) {
        uint64_t one = 1;
        work->run(work);
        work->next = NULL;
        pthread_mutex_lock(&workers->lock);
        *workers->finished_end = work;
        workers->finished_end = &work->next;
        pthread_mutex_unlock(&workers->lock);
        ssize_t written = write(workers->finished_fd, &one, sizeof one);
        (void)written; /* only fails when the loop is awake anyway */
    }
    return NULL;
}

static void tell_finished(struct api_workers *workers)
{
    pthread_mutex_lock(&workers->lock);
    struct api_work *work = workers->finished;
    workers->finished = NULL;
    workers->finished_end = &workers->finished;
    pthread_mutex_unlock(&workers->lock);
    while (work) {
        struct api_work *next = work->next;
        work->done(work);
        work = next;
    }
}

static void on_finished(evutil_socket_t fd, short what, void *data)
{
    uint64_t count;
    (void)what;
    ssize_t got = read(fd, &count, sizeof count);
    (void)got;
    tell_finished(data);
}

enum parvis_status api_workers_submit(struct api_workers *workers, struct api_work *work)
{
    enum parvis_status status = PARVIS_BUSY;
    work->next = NULL;
    pthread_mutex_lock(&workers->lock);
    if (workers->queued < API_WORK_MAX && !workers->stopping) {
        *workers->queue_end = work;
        workers->queue_end = &work->next;
        workers->queued++;
        pthread_cond_signal(&workers->work);
        status = PARVIS_OK;
    }
    pthread_mutex_unlock(&workers->lock);
    return status;
}

enum parvis_status api_workers_new(struct event_base *base, struct api_workers **ret_workers)
{
    struct api_workers *workers = calloc(1, sizeof *workers);
    int finished_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (!workers || finished_fd < 0)
        goto free_parts;
    workers->finished_fd = finished_fd;
    workers->queue_end = &workers->queue;
    workers->finished_end = &workers->finished;
    pthread_mutex_init(&workers->lock, NULL);
    pthread_cond_init(&workers->work, NULL);
    workers->woken = event_new(base, finished_fd, EV_READ | EV_PERSIST, on_finished, workers);
    if (!workers->woken || event_add(workers->woken, NULL) != 0 ||
        pthread_create(&workers->thread, NULL, work_all, workers) != 0)
        goto free_event;
    *ret_workers = workers;
    return PARVIS_OK;

free_event:
    if (workers->woken)
        event_free(workers->woken);
    pthread_cond_destroy(&workers->work);
    pthread_mutex_destroy(&workers->lock);
free_parts:
    free(workers);
    if (finished_fd >= 0)
        close(finished_fd);
    return PARVIS_NO_MEMORY;
}

void api_workers_free(struct api_workers *workers)
{
    if (!workers)
        return;
    pthread_mutex_lock(&workers->lock);
    workers->stopping = true;
    pthread_cond_signal(&workers->work);
    pthread_mutex_unlock(&workers->lock);
    pthread_join(workers->thread, NULL);
    tell_finished(workers);
    event_free(workers->woken);
    close(workers->finished_fd);
    pthread_cond_destroy(&workers->work);
    pthread_mutex_destroy(&workers->lock);
    free(workers);
}
