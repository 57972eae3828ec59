/* SPDX-License-Identifier: EUPL-1.2 */
/* The writer: one thread that owns the server's writing connection. Commands queue up. One
 * transaction commits all queued commands up to a cap, each inside its own savepoint; nobody is
 * answered before it is durable. There is no timer: a batch collects while the last fsync runs, and
 * the loop wakes the writer once a turn, for all commands of that turn.
 *
 *   loop thread                        writer thread
 *   commit_submit ──── queue ────────▶ BEGIN, run…, COMMIT (fsync)
 *   on_changes, done ◀── eventfd ───── the batch, with its changes */
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

/* Runs on the writer thread inside a transaction and a savepoint; any status but PARVIS_OK undoes
 * what it wrote, and is handed to `done`. Must not block on anything but the database.
 * `received_at`: event clock, ms. */
typedef enum parvis_status commit_run_fn(struct commit_command *command, struct store *store,
                                         int64_t received_at, struct store_change_list *changes);
/* Runs on the loop thread once the batch is durable and the read model has applied it, or the batch
 * has failed. Owns and frees the command. */
typedef void commit_done_fn(struct commit_command *command, enum parvis_status status);

/* The head of every command; embed it first in the command's own struct. */
struct commit_command {
    struct worker_item item; /* first: the queue's */
    commit_run_fn *run;
    commit_done_fn *done;
    enum parvis_status status; /* set by the writer */
    /* True: `run` may fail only before its first write, so it needs no savepoint (which would copy
     * every page that it touches). If it fails after a write all the same, the whole batch fails,
     * as with a broken disk. */
    bool never_undone;
};

/* Called on the loop thread for each durable batch, before the batch's `done` calls, and for
 * changes that other processes wrote. Any return but PARVIS_OK means that the read model no longer
 * equals the log: this batch and all later ones are answered as failed commits. */
typedef enum parvis_status commit_changes_fn(const struct store_change_list *changes, void *data);

/* Called on the loop thread when a commit failed: from then on no change may be reported as kept.
 * The server logs it and stops; the service manager restarts it, which checks the database and
 * reads the log anew. */
typedef void commit_broken_fn(enum parvis_status status, void *data);

/* Starts the thread on its own connection to `directory`. `after_seq`: the seq of the last change
 * that the caller has applied. Statuses as of store_open. */
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
/* The process that held the database when the last transaction could not begin (store_lock_holder);
 * "": it began, or the holder is unknown. Any thread. */
void commit_holder(const struct commit *commit, char ret_who[COMMIT_HOLDER_CHARS + 1]);

/* Figures for /metrics. */
struct commit_counters {
    uint64_t commands, batches, batch_max, fsync_us_total;
    uint64_t queued_now;
};
struct commit_counters commit_counters(const struct commit *commit);

#endif
