/* SPDX-License-Identifier: EUPL-1.2 */
/* Imports the organisers' files. */
#include "import_operations.h"

static enum parvis_status run(struct operation *operation, void *data)
{
    struct import_files *order = data;
    const struct import_options options = {
        .motive = {.text = order->motive, .by_user = operation->actor.name},
        .changes = operation->changes};
    struct store_edition before;
    order->edition = 1;
    enum parvis_status status = store_edition_get(operation->store, &before);
    if (status != PARVIS_OK)
        return status;
    status = import_run(operation->store, order->files, order->count, &options, &order->result);
    if (status == PARVIS_OK && !order->check)
        return PARVIS_OK;
    /* A programme that is not kept must not leave its time zone behind. */
    enum parvis_status zone = programme_use_zone(before.timezone);
    if (status == PARVIS_OK)
        status = PARVIS_CANCELLED;
    return zone == PARVIS_OK ? status : zone;
}

static void clear(void *data)
{
    struct import_files *order = data;
    import_result_clear(&order->result);
}

const struct operation_form import_files_form = {.action = "import",
                                                 .kind = "edition",
                                                 .size = sizeof(struct import_files),
                                                 .run = run,
                                                 .clear = clear};
