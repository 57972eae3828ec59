/* SPDX-License-Identifier: EUPL-1.2 */
/* A stand's visitors, and what its team notes of them. */
#include "attendee_operations.h"
#include "parvis/units.h"
#include "store_talk.h"

#define WAIT_MS_MAX (24 * HOUR_MS) /* no phone sends a scan later than a day after it */

/* Only a stand's team has visitors. */
static enum parvis_status check_team(struct operation *operation)
{
    return operation->actor.company
               ? PARVIS_OK
               : operation_refuse_as(operation, PARVIS_FORBIDDEN, "no_stand", "mine.no_stand");
}

static enum parvis_status run_scan(struct operation *operation, void *data)
{
    struct lead_scan *order = data;
    /* A phone that was off the network says when it scanned. Its clock is believed within that
     * limit. */
    bool plausible = order->at > operation->now - WAIT_MS_MAX && order->at <= operation->now;
    enum parvis_status status = check_team(operation);
    return status == PARVIS_OK
               ? store_lead_add(operation->store, operation->actor.company, order->person,
                                operation->actor.person, plausible ? order->at : operation->now,
                                operation->changes, &order->lead)
               : status;
}

const struct operation_form lead_scan_form = {.size = sizeof(struct lead_scan), .run = run_scan};

static enum parvis_status run_note(struct operation *operation, void *data)
{
    const struct lead_note *order = data;
    enum parvis_status status = check_team(operation);
    return status == PARVIS_OK
               ? store_lead_note(operation->store, order->lead, operation->actor.company,
                                 order->interest, order->note, operation->changes)
               : status;
}

const struct operation_form lead_note_form = {.size = sizeof(struct lead_note), .run = run_note};
