/* SPDX-License-Identifier: EUPL-1.2 */
/* Checks one meeting against the rules, and weighs it. */
#include "meeting_steps.h"

#include "meeting_place.h"
#include "meeting_weight.h"

enum parvis_status meeting_check_wanted(struct operation *operation,
                                        const struct meeting_view *view,
                                        struct store_meeting *wanted)
{
    struct reason reason;
    if (!meeting_view_buyer(view, wanted->buyer))
        return operation_unknown(operation, "buyer");
    if (!day_company(&view->day, wanted->company))
        return operation_unknown(operation, "company");
    if (!day_slot(&view->day, wanted->slot))
        return operation_unknown(operation, "slot");
    if (!meeting_view_check(view, wanted, &reason))
        return operation_refuse(operation, &reason);
    meeting_place(&view->day, view->meetings, view->meeting_count, wanted);
    return PARVIS_OK;
}

enum parvis_status meeting_check_alone(struct operation *operation, struct store_meeting *wanted)
{
    struct meeting_view view;
    enum parvis_status status = meeting_view_load(operation->store, &view);
    if (status == PARVIS_OK)
        status = meeting_check_wanted(operation, &view, wanted);
    meeting_view_clear(&view);
    return status;
}

enum parvis_status meeting_weigh(struct store *store, const struct meeting_view *view,
                                 struct store_meeting *meeting)
{
    const struct store_pair *pair = meeting_view_pair(view, meeting->buyer, meeting->company);
    struct meeting_weights *weights = NULL;
    meeting->weight = 1;
    if (!pair)
        return PARVIS_OK;
    enum parvis_status status = meeting_weights_load(store, &weights);
    if (status != PARVIS_OK)
        return status;
    struct weight_facts facts;
    meeting_weights_facts(weights, pair, &facts);
    meeting->weight = weight_of(&facts);
    meeting_weights_free(weights);
    return PARVIS_OK;
}
