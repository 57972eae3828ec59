/* SPDX-License-Identifier: EUPL-1.2 */
/* Work for threads beside the loop (worker.h), which must never wait: Argon2id takes some 20 ms and
 * 19 MiB on purpose, the search for a plan takes seconds, a child process takes its own time. */
#ifndef PARVIS_API_WORKERS_H
#define PARVIS_API_WORKERS_H

#include "worker.h"

/* One piece of work; embed it first in the caller's own struct. */
struct api_work {
    struct worker_item item;             /* first; the queue's */
    void (*run)(struct api_work *work);  /* on the worker's thread */
    void (*done)(struct api_work *work); /* on the loop, afterwards; owns and frees the work */
};

/* Starts a thread that does such work, one piece after another; worker_free ends it.
 * PARVIS_NO_MEMORY. */
enum parvis_status api_workers_new(struct event_base *base,
                                   struct worker **ret_worker) PARVIS_MUST_CHECK;
/* Queues the work and takes its ownership. PARVIS_BUSY: API_WORK_MAX pieces wait already; the work
 * is still the caller's. */
enum parvis_status api_workers_submit(struct worker *worker,
                                      struct api_work *work) PARVIS_MUST_CHECK;

#endif
