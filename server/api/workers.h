/* SPDX-License-Identifier: EUPL-1.2 */
/* Pieces of work for threads beside the loop (worker.h): Argon2id takes some 20 ms and 19 MiB on
 * purpose, the search of a plan takes seconds, a process is waited for. */
#ifndef PARVIS_API_WORKERS_H
#define PARVIS_API_WORKERS_H

#include "worker.h"

/* One piece of work; embed it first in the caller's own struct. */
struct api_work {
    struct worker_item item;             /* first: the queue's */
    void (*run)(struct api_work *work);  /* on the worker's thread */
    void (*done)(struct api_work *work); /* on the loop, afterwards; owns and frees the work */
};

/* A worker that does such pieces, one after another; freed with worker_free. PARVIS_NO_MEMORY. */
enum parvis_status api_workers_new(struct event_base *base,
                                   struct worker **ret_worker) PARVIS_MUST_CHECK;
/* PARVIS_BUSY: API_WORK_MAX pieces wait already; the work is still the caller's. */
enum parvis_status api_workers_submit(struct worker *worker,
                                      struct api_work *work) PARVIS_MUST_CHECK;

#endif
