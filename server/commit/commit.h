/* SPDX-License-Identifier: EUPL-1.2 */
/* The writer: one thread that owns the server's writing connection. Commands queue up; one
 * transaction commits all that is queued, up to a cap, each command inside its own savepoint; only
 * then is anyone told. No timer: a batch forms while the last fsync runs, and the writer is woken
 * once a turn of the loop, for all that the turn brought.
 *
 *   loop thread                        writer thread
 *   commit_submit ──── queue ────────▶ BEGIN, run…, COMMIT (fsync)
 *   on_changes, done ◀── eventfd ───── the batch, with its changes
 */
#ifndef PARVIS_COMMIT_H
#define PARVIS_COMMIT_H

#include <stdbool.h>
#include <stdint.h>

#include "change.h"
#include "parvis/status.h"
#include "worker.h"

struct event_base;
struct commit;
struct commit_command;
struct store;

/* Runs on the writer thread inside a transaction and a savepoint; anything but PARVIS_OK undoes
 * what it wrote and is handed to `done`. Must not block on anything but the database. `received_at`
 * is the event clock. */
typedef enum parvis_status commit_run_fn(struct commit_command *command, struct store *store,
                                         int64_t received_at, struct store_change_list *changes);
/* Runs on the loop thread once the batch is durable (or has failed) and the read model has been
 * moved; owns and frees the command. */
typedef void commit_done_fn(struct commit_command *command, enum parvis_status status);

/* The head of every command; embed it first in the command's own struct. */
struct commit_command {
    struct worker_item item; /* first: the queue's */
    commit_run_fn *run;
    commit_done_fn *done;
    enum parvis_status status; /* the writer's */
    /* `run` refuses before its first write or not at all, so it goes without a savepoint (which
     * would copy every page that it touches). If it fails after a write all the same, the whole
     * batch fails as a broken disk does. */
    bool never_undone;
};

/* Called on the loop thread for each durable batch and for what other processes wrote, before any
 * `done` of the batch. Anything but PARVIS_OK: the loop could not take the changes in, so that what
 * it shows no longer equals the log. That is a failed commit: this batch and all that follow are
 * refused. */
typedef enum parvis_status commit_changes_fn(const struct store_change_list *changes, void *data);

/* Called on the loop thread when a commit failed: nothing more may be acknowledged. The server
 * says so, stops and is restarted, which checks the database and reads the log anew. */
typedef void commit_broken_fn(enum parvis_status status, void *data);

/* Starts the thread on its own connection to `directory`. `after_seq`: the last change that the
 * caller has already seen. PARVIS_IO and others as store_open. */
enum parvis_status commit_new(struct event_base *base, const char *directory, int64_t after_seq,
                              commit_changes_fn *on_changes, commit_broken_fn *on_broken,
                              void *data, struct commit **ret_commit) PARVIS_MUST_CHECK;
/* Queues a command (loop thread). PARVIS_BUSY: the queue is full (COMMIT_QUEUE_MAX); the command
 * is still the caller's: answer 503 with Retry-After. */
enum parvis_status commit_submit(struct commit *commit,
                                 struct commit_command *command) PARVIS_MUST_CHECK;
/* Commits what is queued, calls every `done`, joins the thread. NULL allowed. */
void commit_free(struct commit *commit);

#define COMMIT_HOLDER_CHARS 47
/* Which process held the database when the last transaction could not begin (store_lock_holder);
 * "": it began, or nobody knows. Any thread. */
void commit_holder(const struct commit *commit, char ret_who[COMMIT_HOLDER_CHARS + 1]);

/* Figures for /metrics. */
struct commit_counters {
    uint64_t commands, batches, batch_max, fsync_us_total;
    uint64_t queued_now;
};
struct commit_counters commit_counters(const struct commit *commit);

#endif
