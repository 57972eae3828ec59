/* SPDX-License-Identifier: EUPL-1.2 */
/* One piece of work at a time. */
#include "workers.h"

/* Work that may wait: sign-ins of 20 ms each, so the last one waits a third of a second. More would
 * be an attack. */
#define API_WORK_MAX 16

static void run_one(struct worker *worker, struct worker_item *items, size_t count, void *data)
{
    struct api_work *work = (struct api_work *)items;
    (void)count, (void)data;
    work->run(work);
    worker_hand_back(worker, &work->item);
}

static void tell_one(struct worker_item *item, void *data)
{
    struct api_work *work = (struct api_work *)item;
    (void)data;
    work->done(work);
}

enum parvis_status api_workers_new(struct event_base *base, struct worker **ret_worker)
{
    const struct worker_duty duty = {
        .work = run_one, .tell = tell_one, .queue_max = API_WORK_MAX, .batch_max = 1};
    return worker_new(base, &duty, ret_worker);
}

enum parvis_status api_workers_submit(struct worker *worker, struct api_work *work)
{
    return worker_submit(worker, &work->item);
}
