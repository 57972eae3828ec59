/* The writer thread: group commit. See commit.h for the picture. */
#include "commit.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include <event2/event.h>

#include "parvis/clock.h"
#include "parvis/log.h"

/* More commands waiting than this means seconds of delay: better to say 503 and be asked again. */
#define COMMIT_QUEUE_MAX 4096
/* Commands of one transaction: bounds how long the first one waits for the last. */
#define COMMIT_BATCH_MAX 512
/* How often the writer looks whether another process wrote, when nothing else happens. */
#define COMMIT_LOOK_MS 200
/* Changes read of another process's work at a time. */
#define COMMIT_FOLLOW_MAX 2048

/* One durable (or failed) batch on its way to the loop. */
struct batch {
    struct commit_command *commands; /* in order; NULL for others' work */
    struct store_change_list changes;
    enum parvis_status status; /* of the transaction */
    struct batch *next;
};

struct commit {
    struct store *store; /* the writer thread's alone, once it runs */
    commit_changes_fn *on_changes;
    commit_broken_fn *on_broken;
    void *data;
    struct event *woken; /* loop side of `finished_fd` */
    struct event *turn;  /* runs at the end of the loop's turn: wakes the writer */
    bool turn_is_marked; /* loop thread: `turn` will run */
    int finished_fd;     /* eventfd: batches wait for the loop */
    pthread_t thread;

    pthread_mutex_t lock; /* guards everything below */
    pthread_cond_t work;
    struct commit_command *queue, **queue_end;
    size_t queued;
    struct batch *finished, **finished_end;
    bool stopping;
    struct commit_counters counters;

    int64_t seq; /* writer thread: the last change that it knows of */
    bool unsure; /* writer thread: others may have written what was not followed yet */
    bool broken; /* writer thread: a commit failed; nothing is tried again */
};

/* ---- writer thread ---- */

static void hand_over(struct commit *commit, struct batch *batch)
{
    uint64_t one = 1;
    pthread_mutex_lock(&commit->lock);
    *commit->finished_end = batch;
    commit->finished_end = &batch->next;
    pthread_mutex_unlock(&commit->lock);
    ssize_t written = write(commit->finished_fd, &one, sizeof one);
    (void)written; /* can only fail when the counter is full, and then the loop is awake */
}

static void forget_changes(struct store_change_list *changes, size_t before)
{
    while (changes->count > before) {
        struct store_change *undone = &changes->items[--changes->count];
        free(undone->body);
        free(undone->directory);
    }
}

/* One command inside its savepoint: what it wrote and logged vanishes if it refuses. */
static void run_guarded(struct commit *commit, struct commit_command *command, int64_t at,
                        struct store_change_list *changes)
{
    size_t before = changes->count;
    command->status = store_savepoint(commit->store);
    if (command->status == PARVIS_OK)
        command->status = command->run(command, commit->store, at, changes);
    if (command->status == PARVIS_OK)
        command->status = store_savepoint_release(commit->store);
    if (command->status == PARVIS_OK)
        return;
    store_savepoint_undo(commit->store);
    forget_changes(changes, before);
}

/* The batch's status: a command that keeps its promise never harms the others. */
static enum parvis_status run_command(struct commit *commit, struct commit_command *command,
                                      int64_t at, struct store_change_list *changes)
{
    if (!command->never_undone) {
        run_guarded(commit, command, at, changes);
        return PARVIS_OK;
    }
    int64_t written = store_rows_written(commit->store);
    command->status = command->run(command, commit->store, at, changes);
    if (command->status == PARVIS_OK || store_rows_written(commit->store) == written)
        return PARVIS_OK;
    log_error("commit", "a command failed half done: %s", parvis_status_name(command->status));
    return PARVIS_IO;
}

/* Appends what other processes committed since the last look. Inside a transaction nobody adds
 * more, so our own changes get the numbers after theirs. */
static enum parvis_status follow_others(struct commit *commit, struct store_change_list *changes)
{
    enum parvis_status status = PARVIS_OK;
    size_t before;
    if (!store_changed_elsewhere(commit->store) && !commit->unsure)
        return PARVIS_OK;
    do {
        before = changes->count;
        commit->unsure = true;
        status = store_changes_after(commit->store, commit->seq, COMMIT_FOLLOW_MAX, changes);
        if (changes->count > before)
            commit->seq = changes->items[changes->count - 1].seq;
    } while (status == PARVIS_OK && changes->count - before == COMMIT_FOLLOW_MAX);
    commit->unsure = status != PARVIS_OK;
    return status;
}

static enum parvis_status run_batch(struct commit *commit, struct batch *batch)
{
    int64_t at = clock_event_ms();
    enum parvis_status status = store_begin(commit->store);
    if (status != PARVIS_OK)
        return status;
    status = follow_others(commit, &batch->changes);
    if (status != PARVIS_OK) {
        store_rollback(commit->store);
        return status;
    }
    for (struct commit_command *command = batch->commands; command; command = command->next) {
        status = run_command(commit, command, at, &batch->changes);
        if (status != PARVIS_OK) {
            store_rollback(commit->store);
            return status;
        }
    }
    /* Durable first… */
    return store_commit(commit->store);
}

static void commit_batch(struct commit *commit, struct commit_command *commands, uint64_t count)
{
    struct batch *batch = calloc(1, sizeof *batch);
    if (!batch)
        abort(); /* the commands could not even be refused */
    batch->commands = commands;
    int64_t started_us = clock_monotonic_us();
    int64_t seq = commit->seq;
    batch->status = commit->broken ? PARVIS_IO : run_batch(commit, batch);
    if (batch->status == PARVIS_OK) {
        if (batch->changes.count > 0)
            commit->seq = batch->changes.items[batch->changes.count - 1].seq;
    } else {
        commit->seq = seq;
        commit->unsure = true;
        store_changes_clear(&batch->changes);
        commit->broken = commit->broken || batch->status != PARVIS_BUSY;
    }
    pthread_mutex_lock(&commit->lock);
    commit->counters.commands += count;
    commit->counters.batches++;
    commit->counters.fsync_us_total += (uint64_t)(clock_monotonic_us() - started_us);
    if (count > commit->counters.batch_max)
        commit->counters.batch_max = count;
    pthread_mutex_unlock(&commit->lock);
    /* …then tell: the loop moves the model and answers. */
    hand_over(commit, batch);
}

/* Nothing to commit: hand over what `parvis import` and its like wrote meanwhile. */
static void look_elsewhere(struct commit *commit)
{
    struct batch *batch = commit->broken ? NULL : calloc(1, sizeof *batch);
    if (!batch)
        return; /* the next look will find it */
    batch->status = follow_others(commit, &batch->changes);
    if (batch->changes.count > 0 || batch->status != PARVIS_OK)
        hand_over(commit, batch);
    else
        free(batch);
}

/* Waits for work; takes a batch off the queue, NULL when the wait timed out or all is over. */
static struct commit_command *take_batch(struct commit *commit, uint64_t *ret_count, bool *ret_over)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += COMMIT_LOOK_MS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&commit->lock);
    while (!commit->queue && !commit->stopping)
        if (pthread_cond_timedwait(&commit->work, &commit->lock, &until) == ETIMEDOUT)
            break;
    struct commit_command *first = commit->queue, **end = &commit->queue;
    uint64_t count = 0;
    while (*end && count < COMMIT_BATCH_MAX) {
        end = &(*end)->next;
        count++;
    }
    commit->queue = *end;
    *end = NULL;
    if (!commit->queue)
        commit->queue_end = &commit->queue;
    commit->queued -= count;
    *ret_count = count;
    *ret_over = commit->stopping && count == 0;
    pthread_mutex_unlock(&commit->lock);
    return count ? first : NULL;
}

static void *write_all(void *data)
{
    struct commit *commit = data;
    for (;;) {
        uint64_t count;
        bool over;
        struct commit_command *commands = take_batch(commit, &count, &over);
        if (over)
            return NULL;
        if (commands)
            commit_batch(commit, commands, count);
        else
            look_elsewhere(commit);
    }
}

/* ---- loop thread ---- */

static void tell_batch(struct commit *commit, struct batch *batch)
{
    if (batch->status == PARVIS_OK && batch->changes.count > 0)
        commit->on_changes(&batch->changes, commit->data);
    for (struct commit_command *command = batch->commands, *next; command; command = next) {
        next = command->next;
        command->done(command, batch->status == PARVIS_OK ? command->status : batch->status);
    }
    if (batch->status != PARVIS_OK && batch->status != PARVIS_BUSY)
        commit->on_broken(batch->status, commit->data);
    store_changes_clear(&batch->changes);
    free(batch);
}

static void tell_finished(struct commit *commit)
{
    pthread_mutex_lock(&commit->lock);
    struct batch *batch = commit->finished;
    commit->finished = NULL;
    commit->finished_end = &commit->finished;
    pthread_mutex_unlock(&commit->lock);
    while (batch) {
        struct batch *next = batch->next;
        tell_batch(commit, batch);
        batch = next;
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

enum parvis_status commit_submit(struct commit *commit, struct commit_command *command)
{
    enum parvis_status status = PARVIS_OK;
    command->next = NULL;
    pthread_mutex_lock(&commit->lock);
    if (commit->queued >= COMMIT_QUEUE_MAX || commit->stopping) {
        status = PARVIS_BUSY;
    } else {
        *commit->queue_end = command;
        commit->queue_end = &command->next;
        commit->queued++;
    }
    pthread_mutex_unlock(&commit->lock);
    if (status == PARVIS_OK && !commit->turn_is_marked) {
        commit->turn_is_marked = true;
        event_active(commit->turn, EV_TIMEOUT, 0);
    }
    return status;
}

/* Behind all that the loop found ready in this turn. */
static void on_turn_end(evutil_socket_t fd, short what, void *data)
{
    struct commit *commit = data;
    (void)fd, (void)what;
    commit->turn_is_marked = false;
    pthread_mutex_lock(&commit->lock);
    pthread_cond_signal(&commit->work);
    pthread_mutex_unlock(&commit->lock);
}

struct commit_counters commit_counters(const struct commit *commit)
{
    struct commit *writable = (struct commit *)commit; /* a mutex is never const */
    pthread_mutex_lock(&writable->lock);
    struct commit_counters counters = commit->counters;
    counters.queued_now = commit->queued;
    pthread_mutex_unlock(&writable->lock);
    return counters;
}

static enum parvis_status start_thread(struct commit *commit, struct event_base *base)
{
    pthread_condattr_t monotonic;
    commit->queue_end = &commit->queue;
    commit->finished_end = &commit->finished;
    pthread_mutex_init(&commit->lock, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&commit->work, &monotonic);
    pthread_condattr_destroy(&monotonic);
    commit->woken = event_new(base, commit->finished_fd, EV_READ | EV_PERSIST, on_finished, commit);
    commit->turn = event_new(base, -1, 0, on_turn_end, commit);
    if (!commit->woken || !commit->turn || event_add(commit->woken, NULL) != 0)
        return PARVIS_NO_MEMORY;
    return pthread_create(&commit->thread, NULL, write_all, commit) == 0 ? PARVIS_OK
                                                                         : PARVIS_NO_MEMORY;
}

enum parvis_status commit_new(struct event_base *base, const char *directory, int64_t after_seq,
                              commit_changes_fn *on_changes, commit_broken_fn *on_broken,
                              void *data, struct commit **ret_commit)
{
    struct store *store = NULL;
    struct commit *commit = NULL;
    enum parvis_status status = store_open(directory, false, &store);
    if (status != PARVIS_OK)
        return status;
    int finished_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    commit = calloc(1, sizeof *commit);
    if (finished_fd < 0 || !commit) {
        status = PARVIS_NO_MEMORY;
        goto free_parts;
    }
    *commit = (struct commit){.store = store,
                              .on_changes = on_changes,
                              .on_broken = on_broken,
                              .data = data,
                              .finished_fd = finished_fd,
                              .seq = after_seq,
                              .unsure = true};
    status = start_thread(commit, base);
    if (status != PARVIS_OK)
        goto free_event;
    *ret_commit = commit;
    return PARVIS_OK;

free_event:
    if (commit->woken)
        event_free(commit->woken);
    if (commit->turn)
        event_free(commit->turn);
    pthread_cond_destroy(&commit->work);
    pthread_mutex_destroy(&commit->lock);
free_parts:
    free(commit);
    if (finished_fd >= 0)
        close(finished_fd);
    store_close(store);
    return status;
}

void commit_free(struct commit *commit)
{
    if (!commit)
        return;
    pthread_mutex_lock(&commit->lock);
    commit->stopping = true;
    pthread_cond_signal(&commit->work);
    pthread_mutex_unlock(&commit->lock);
    pthread_join(commit->thread, NULL);
    tell_finished(commit);
    event_free(commit->woken);
    event_free(commit->turn);
    close(commit->finished_fd);
    pthread_cond_destroy(&commit->work);
    pthread_mutex_destroy(&commit->lock);
    store_close(commit->store);
    free(commit);
}
