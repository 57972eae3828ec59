/* SPDX-License-Identifier: EUPL-1.2 */
/* Makes a person's link to their page. */
#include "parvis/clock.h"
#include "phone_operations.h"

static enum parvis_status run(struct operation *operation, void *data)
{
    const struct page_link *order = data;
    enum parvis_status status = store_person_look(operation->store, order->person);
    return status == PARVIS_OK ? store_link_add(operation->store, order->person, "page",
                                                order->hash, clock_real_ms(), 0, operation->changes)
                               : status;
}

const struct operation_form page_link_form = {
    .kind = "person", .size = sizeof(struct page_link), .run = run};
