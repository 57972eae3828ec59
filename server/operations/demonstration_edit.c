/* SPDX-License-Identifier: EUPL-1.2 */
/* Changes a demonstration's seats, or takes it off. */
#include <stdlib.h>

#include "demonstration_operations.h"
#include "store_settings.h"

static enum parvis_status find(struct store *store, int64_t id,
                               struct store_demonstration *ret_found)
{
    struct store_demonstration *rows = NULL;
    size_t count = 0, i = 0;
    enum parvis_status status = store_demonstrations(store, &rows, &count);
    while (i < count && rows[i].id != id)
        i++;
    if (status == PARVIS_OK && i == count)
        status = PARVIS_NOT_FOUND;
    if (status == PARVIS_OK)
        *ret_found = rows[i];
    free(rows);
    return status;
}

static enum parvis_status run_seats(struct operation *operation, void *data)
{
    const struct demonstration_seats *order = data;
    struct store_demonstration row = {0};
    enum parvis_status status = find(operation->store, order->demonstration, &row);
    if (status != PARVIS_OK || row.seats == order->seats)
        return status;
    row.seats = (int)order->seats;
    return store_demonstration_put(operation->store, &row, operation->changes);
}

const struct operation_form demonstration_seats_form = {.action = "demonstration.seats",
                                                        .kind = "demonstration",
                                                        .size = sizeof(struct demonstration_seats),
                                                        .run = run_seats};

static enum parvis_status run_cancel(struct operation *operation, void *data)
{
    const struct demonstration_cancel *order = data;
    struct store_demonstration row = {0};
    enum parvis_status status = find(operation->store, order->demonstration, &row);
    return status == PARVIS_OK
               ? store_demonstration_delete(operation->store, row.id, operation->changes)
               : status;
}

const struct operation_form demonstration_cancel_form = {.action = "demonstration.cancel",
                                                         .kind = "demonstration",
                                                         .size =
                                                             sizeof(struct demonstration_cancel),
                                                         .run = run_cancel};
