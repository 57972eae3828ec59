/* SPDX-License-Identifier: EUPL-1.2 */
/* A visitor shows a stand's kiosk their badge. */
#include "kiosk_steps.h"
#include "store_talk.h"

static enum parvis_status run(struct operation *operation, void *data)
{
    struct stand_visit *order = data;
    int64_t company = 0;
    enum parvis_status status =
        store_kiosk_company(operation->store, operation->actor.device, &company);
    if (status == PARVIS_NOT_FOUND)
        return kiosk_refuse(operation, PARVIS_CONFLICT, "no_stand", "", "device.no_company");
    /* the visitor scanned, nobody of the team */
    return status == PARVIS_OK
               ? store_lead_add(operation->store, company, order->person, order->person,
                                operation->now, operation->changes, &order->lead)
               : status;
}

const struct operation_form stand_visit_form = {
    .kind = "lead", .size = sizeof(struct stand_visit), .run = run};
