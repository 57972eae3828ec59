/* SPDX-License-Identifier: EUPL-1.2 */
/* Puts a notice on the screens, or takes it off. */
#include "notice_operations.h"
#include "parvis/units.h"
#include "store_day.h"

static enum parvis_status run_add(struct operation *operation, void *data)
{
    struct notice_add *order = data;
    bool stage = order->audience == NOTICE_STAGE;
    if (stage)
        operation->action = "stage.message";
    return store_notice_add(operation->store, order->fr, order->en, stage ? "stage" : "all",
                            operation->now + order->minutes * MINUTE_MS, operation->changes,
                            &order->notice);
}

const struct operation_form notice_add_form = {
    .action = "notice.add", .kind = "notice", .size = sizeof(struct notice_add), .run = run_add};

static enum parvis_status run_delete(struct operation *operation, void *data)
{
    const struct notice_delete *order = data;
    return store_notice_delete(operation->store, order->notice, operation->changes);
}

const struct operation_form notice_delete_form = {.action = "notice.delete",
                                                  .kind = "notice",
                                                  .size = sizeof(struct notice_delete),
                                                  .run = run_delete};
