/* SPDX-License-Identifier: EUPL-1.2 */
/* The writer thread: group commit. See commit.h for the picture. */
#include "commit.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/clock.h"
#include "parvis/log.h"
#include "store.h"
#include "store_lock.h"

/* More commands waiting than this means seconds of delay: better to say 503 and be asked again. */
#define COMMIT_QUEUE_MAX 4096
/* Commands of one transaction: bounds how long the first one waits for the last. */
#define COMMIT_BATCH_MAX 512
/* How often the writer looks whether another process wrote, when nothing else happens. */
#define COMMIT_LOOK_MS 200
/* Changes read of another process's work at a time. */
#define COMMIT_FOLLOW_MAX 2048
/* A person at a door is told within two seconds that another program holds the database. */
#define COMMIT_LOCK_WAIT_MS 1500

/* One durable (or failed) batch on its way to the loop. */
struct batch {
    struct worker_item item;         /* first: the way's */
    struct commit_command *commands; /* in order; NULL for others' work */
    struct store_change_list changes;
    enum parvis_status status; /* of the transaction */
};

struct commit {
    struct worker *writer;
    struct store *store; /* the writer thread's alone, once it runs */
    commit_changes_fn *on_changes;
    commit_broken_fn *on_broken;
    void *data;
    enum parvis_status untold; /* loop thread: why on_changes failed; PARVIS_OK: it did not */
    atomic_bool refusing;      /* set with `untold`: the writer must write nothing more */

    int64_t seq; /* writer thread: seq of the last change that it knows */
    bool unsure; /* writer thread: other processes may have written changes not read yet */
    bool broken; /* writer thread: a commit failed; nothing is tried again */

    pthread_mutex_t lock; /* guards what follows */
    struct commit_counters counters;
    char holder[STORE_HOLDER_CHARS + 1];
};

/* Commands are queued by their heads. */
static struct commit_command *next_of(const struct commit_command *command)
{
    return (struct commit_command *)command->item.next;
}

/* ---- writer thread ---- */

static void forget_changes(struct store_change_list *changes, size_t before)
{
    while (changes->count > before) {
        struct store_change *undone = &changes->items[--changes->count];
        free(undone->body);
        free(undone->directory);
    }
}

/* Runs one command inside its savepoint, which undoes what it wrote and logged if it fails. */
static void run_guarded(struct commit *commit, struct commit_command *command, int64_t at,
                        struct store_change_list *changes)
{
    size_t before = changes->count;
    command->status = store_savepoint(commit->store);
    if (command->status == PARVIS_OK)
        command->status = command->run(command, commit->store, at, changes);
    if (command->status == PARVIS_OK)
        /* Releasing keeps the writes for the transaction; only its COMMIT makes them last. */
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
    /* Checked by counting the rows written: there is no savepoint to undo them. */
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
    int64_t seq = commit->seq;
    size_t before;
    if (!store_changed_elsewhere(commit->store) && !commit->unsure)
        return PARVIS_OK;
    do {
        before = changes->count;
        status = store_changes_after(commit->store, commit->seq, COMMIT_FOLLOW_MAX, changes);
        if (changes->count > before)
            commit->seq = changes->items[changes->count - 1].seq;
    } while (status == PARVIS_OK && changes->count - before == COMMIT_FOLLOW_MAX);
    commit->unsure = status != PARVIS_OK;
    if (status != PARVIS_OK)
        commit->seq = seq; /* discards the changes read: the next look reads them again */
    return status;
}

/* Begins a transaction; notes the process that prevents it, for commit_holder. */
static enum parvis_status begin(struct commit *commit)
{
    char holder[STORE_HOLDER_CHARS + 1] = "";
    enum parvis_status status = store_begin(commit->store);
    if (status == PARVIS_BUSY) {
        store_lock_holder(commit->store, holder);
        log_warning("commit", "the database is held by %s", *holder ? holder : "another process");
    }
    pthread_mutex_lock(&commit->lock);
    memcpy(commit->holder, holder, sizeof holder);
    pthread_mutex_unlock(&commit->lock);
    return status;
}

static enum parvis_status run_batch(struct commit *commit, struct batch *batch)
{
    int64_t at = clock_event_ms();
    enum parvis_status status = begin(commit);
    if (status != PARVIS_OK)
        return status;
    status = follow_others(commit, &batch->changes);
    if (status != PARVIS_OK) {
        store_rollback(commit->store);
        return status;
    }
    for (struct commit_command *command = batch->commands; command; command = next_of(command)) {
        status = run_command(commit, command, at, &batch->changes);
        if (status != PARVIS_OK) {
            store_rollback(commit->store);
            return status;
        }
    }
    /* Durable first… */
    return store_commit(commit->store);
}

static void count_batch(struct commit *commit, uint64_t count, int64_t took_us)
{
    pthread_mutex_lock(&commit->lock);
    commit->counters.commands += count;
    commit->counters.batches++;
    commit->counters.fsync_us_total += (uint64_t)took_us;
    if (count > commit->counters.batch_max)
        commit->counters.batch_max = count;
    pthread_mutex_unlock(&commit->lock);
}

static struct batch *commit_batch(struct commit *commit, struct commit_command *commands)
{
    struct batch *batch = calloc(1, sizeof *batch);
    if (!batch)
        abort(); /* the commands could not even be refused */
    batch->commands = commands;
    int64_t seq = commit->seq;
    /* The loop could not apply an earlier batch, so it could not show this one either. */
    commit->broken = commit->broken || commit->refusing;
    batch->status = commit->broken ? PARVIS_IO : run_batch(commit, batch);
    if (batch->status == PARVIS_OK) {
        if (batch->changes.count > 0)
            commit->seq = batch->changes.items[batch->changes.count - 1].seq;
    } else {
        /* The changes of others read inside the transaction were discarded with it: read them
         * again. */
        commit->seq = seq;
        commit->unsure = true;
        store_changes_clear(&batch->changes);
        commit->broken = commit->broken || batch->status != PARVIS_BUSY;
    }
    return batch;
}

/* With nothing to commit: the changes of other processes (`parvis import`, …) as a batch. NULL:
 * none. */
static struct batch *look_elsewhere(struct commit *commit)
{
    struct batch *batch = commit->broken ? NULL : calloc(1, sizeof *batch);
    if (!batch)
        return NULL; /* the next look will find it */
    batch->status = follow_others(commit, &batch->changes);
    if (batch->changes.count > 0 || batch->status != PARVIS_OK)
        return batch;
    free(batch);
    return NULL;
}

static void write_items(struct worker *writer, struct worker_item *items, size_t count, void *data)
{
    struct commit *commit = data;
    int64_t started_us = clock_monotonic_us();
    struct batch *batch =
        items ? commit_batch(commit, (struct commit_command *)items) : look_elsewhere(commit);
    if (items)
        count_batch(commit, count, clock_monotonic_us() - started_us);
    /* …then tell: the loop moves the model and answers. */
    if (batch)
        worker_hand_back(writer, &batch->item);
}

/* ---- loop thread ---- */

/* If the loop cannot apply the changes, nothing more is acknowledged. */
static void tell_changes(struct commit *commit, struct batch *batch)
{
    if (commit->untold == PARVIS_OK && batch->changes.count > 0)
        commit->untold = commit->on_changes(&batch->changes, commit->data);
    if (commit->untold == PARVIS_OK)
        return;
    batch->status = commit->untold;
    commit->refusing = true;
}

static void tell_batch(struct worker_item *item, void *data)
{
    struct commit *commit = data;
    struct batch *batch = (struct batch *)item;
    if (batch->status == PARVIS_OK)
        tell_changes(commit, batch);
    for (struct commit_command *command = batch->commands, *next; command; command = next) {
        /* Before `done`, which frees the command or submits it again. */
        next = next_of(command);
        command->done(command, batch->status == PARVIS_OK ? command->status : batch->status);
    }
    /* Last: each command has its refusal before the server ends. A lock that another process held
     * too long is no damage. */
    if (batch->status != PARVIS_OK && batch->status != PARVIS_BUSY)
        commit->on_broken(batch->status, commit->data);
    store_changes_clear(&batch->changes);
    free(batch);
}

enum parvis_status commit_submit(struct commit *commit, struct commit_command *command)
{
    return worker_submit(commit->writer, &command->item);
}

struct commit_counters commit_counters(const struct commit *commit)
{
    struct commit *writable = (struct commit *)commit; /* a mutex is never const */
    pthread_mutex_lock(&writable->lock);
    struct commit_counters counters = commit->counters;
    pthread_mutex_unlock(&writable->lock);
    counters.queued_now = worker_queued(commit->writer);
    return counters;
}

void commit_holder(const struct commit *commit, char ret_who[COMMIT_HOLDER_CHARS + 1])
{
    _Static_assert(COMMIT_HOLDER_CHARS == STORE_HOLDER_CHARS, "one is the other");
    struct commit *writable = (struct commit *)commit; /* a mutex is never const */
    pthread_mutex_lock(&writable->lock);
    memcpy(ret_who, commit->holder, sizeof commit->holder);
    pthread_mutex_unlock(&writable->lock);
}

enum parvis_status commit_new(struct event_base *base, const char *directory, int64_t after_seq,
                              commit_changes_fn *on_changes, commit_broken_fn *on_broken,
                              void *data, struct commit **ret_commit)
{
    struct commit *commit = calloc(1, sizeof *commit);
    if (!commit)
        return PARVIS_NO_MEMORY;
    *commit = (struct commit){.on_changes = on_changes,
                              .on_broken = on_broken,
                              .data = data,
                              .seq = after_seq,
                              .unsure = true};
    const struct worker_duty duty = {.work = write_items,
                                     .tell = tell_batch,
                                     .data = commit,
                                     .queue_max = COMMIT_QUEUE_MAX,
                                     .batch_max = COMMIT_BATCH_MAX,
                                     .look_ms = COMMIT_LOOK_MS};
    pthread_mutex_init(&commit->lock, NULL);
    enum parvis_status status = store_open(directory, false, &commit->store);
    if (status == PARVIS_OK) {
        store_watch_lock(commit->store, COMMIT_LOCK_WAIT_MS);
        status = worker_new(base, &duty, &commit->writer);
    }
    if (status != PARVIS_OK) {
        commit_free(commit);
        return status;
    }
    *ret_commit = commit;
    return PARVIS_OK;
}

void commit_free(struct commit *commit)
{
    if (!commit)
        return;
    worker_free(commit->writer);
    store_close(commit->store);
    pthread_mutex_destroy(&commit->lock);
    free(commit);
}
