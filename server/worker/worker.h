/* SPDX-License-Identifier: EUPL-1.2 */
/* A thread beside the loop, for work that would block it. Items wait in a bounded queue, the thread
 * works on them, and the loop receives the items that it hands back.
 *
 *   loop thread                        worker's thread
 *   worker_submit ──── queue ────────▶ work(items)
 *   tell(item)    ◀─── eventfd ─────── worker_hand_back(item)
 *
 * The loop wakes the thread once a turn, for all items of that turn. */
#ifndef PARVIS_WORKER_H
#define PARVIS_WORKER_H

#include <stddef.h>
#include <stdint.h>

#include "parvis/status.h"

struct event_base;
struct worker;

/* The head of every item; embed it first in the caller's own struct. */
struct worker_item {
    struct worker_item *next; /* the queue's; while `work` runs, the next of its items */
};

/* A worker's functions and limits. */
struct worker_duty {
    /* Runs on the worker's thread with the `count` oldest items, oldest first, and owns them. Items
     * NULL and count 0: look_ms passed with nothing queued. */
    void (*work)(struct worker *worker, struct worker_item *items, size_t count, void *data);
    /* Runs on the loop for each item handed back, in that order; owns and frees it. */
    void (*tell)(struct worker_item *item, void *data);
    void *data;
    size_t queue_max; /* items that may wait */
    size_t batch_max; /* items of one call of `work` */
    int64_t look_ms;  /* 0: the thread sleeps until something is queued */
};

/* Starts the thread; the duty is copied. PARVIS_NO_MEMORY. */
enum parvis_status worker_new(struct event_base *base, const struct worker_duty *duty,
                              struct worker **ret_worker) PARVIS_MUST_CHECK;
/* Queues an item (loop thread). PARVIS_BUSY: queue_max items wait, or the worker is being freed;
 * the item is still the caller's. */
enum parvis_status worker_submit(struct worker *worker, struct worker_item *item) PARVIS_MUST_CHECK;
/* Gives an item to `tell` (worker's thread). */
void worker_hand_back(struct worker *worker, struct worker_item *item);
/* How many items wait. Any thread. */
size_t worker_queued(struct worker *worker);
/* Lets the thread finish all queued items, calls `tell` for all that it hands back, joins the
 * thread (loop thread). NULL allowed. */
void worker_free(struct worker *worker);

#endif
