/* SPDX-License-Identifier: EUPL-1.2 */
/* Makes the address of an attendee's calendar. */
#include "attendee_operations.h"
#include "parvis/clock.h"
#include "store_phone.h"

static enum parvis_status run(struct operation *operation, void *data)
{
    struct calendar_link *order = data;
    order->person = operation->actor.person;
    return store_link_add(operation->store, order->person, "calendar", order->hash, clock_real_ms(),
                          0, operation->changes); /* a link ages by the real clock */
}

const struct operation_form calendar_link_form = {.size = sizeof(struct calendar_link), .run = run};
