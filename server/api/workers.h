/* A thread for what would block the loop: Argon2id takes some 20 ms and 19 MiB on purpose. */
#ifndef PARVIS_API_WORKERS_H
#define PARVIS_API_WORKERS_H

#include "parvis/status.h"

struct event_base;
struct api_workers;
struct api_work;

/* One piece of work; embed it first in the caller's own struct. */
struct api_work {
    void (*run)(struct api_work *work);  /* on the worker thread */
    void (*done)(struct api_work *work); /* on the loop, afterwards; owns and frees the work */
    struct api_work *next;               /* the queue's */
};

enum parvis_status api_workers_new(struct event_base *base,
                                   struct api_workers **ret_workers) PARVIS_MUST_CHECK;
/* PARVIS_BUSY: API_WORK_MAX pieces wait already; the work is still the caller's. */
enum parvis_status api_workers_submit(struct api_workers *workers,
                                      struct api_work *work) PARVIS_MUST_CHECK;
/* Finishes what is queued, calls every `done`, joins the thread. NULL allowed. */
void api_workers_free(struct api_workers *workers);

#endif
