/* SPDX-License-Identifier: EUPL-1.2 */
/* Makes a link for one phone, shown as a code to a person who is in the house. */
#include <string.h>

#include "parvis/clock.h"
#include "phone_operations.h"

static enum parvis_status check_in_house(struct operation *operation, int64_t person)
{
    struct store_presence presence;
    enum parvis_status status = store_person_look(operation->store, person);
    if (status == PARVIS_OK)
        status = store_presence_get(operation->store, person, &presence);
    if (status != PARVIS_OK || presence.state == CHECK_IN_INSIDE)
        return status;
    return operation_refuse_as(operation, PARVIS_CONFLICT, "not_in", "phone.not_in");
}

static enum parvis_status run(struct operation *operation, void *data)
{
    struct phone_link *order = data;
    int64_t now = clock_real_ms();
    enum parvis_status status = check_in_house(operation, order->person);
    if (status == PARVIS_OK)
        status = store_link_add(operation->store, order->person, "once", order->hash, now,
                                now + PHONE_LINK_MS, operation->changes);
    order->made = status == PARVIS_OK;
    return status;
}

const struct operation_form phone_link_form = {
    .kind = "person", .size = sizeof(struct phone_link), .run = run};
