/* SPDX-License-Identifier: EUPL-1.2 */
/* Gives a stand to a company, or frees it. */
#include "stand_operations.h"
#include "stand_steps.h"

static enum parvis_status refuse_taken(struct operation *operation, const struct day *day,
                                       const struct store_place *place)
{
    struct reason reason;
    const struct store_kept *owner = day_company(day, place->company);
    reason_set(&reason, "stands.taken");
    reason_add_text(&reason, "stand", place->code);
    reason_add_text(&reason, "company", owner ? owner->name : "");
    return operation_refuse(operation, &reason);
}

/* The company comes here, and leaves the stand that it has. */
static enum parvis_status settle(struct operation *operation, struct day *day,
                                 struct store_place *place, const struct stand_company_set *order)
{
    const struct store_kept *company = day_company(day, order->company);
    if (!company)
        return operation_unknown(operation, "company");
    if (place->company)
        return refuse_taken(operation, day, place);
    enum parvis_status status = stand_check_needs(operation, company, place, order->motive);
    const struct store_place *before = day_place_of(day, company->id);
    if (status == PARVIS_OK && before)
        status = stand_give(operation, day_place(day, before->id), 0);
    if (status == PARVIS_OK)
        status = stand_give(operation, place, company->id);
    return status == PARVIS_OK ? stand_move_meetings(operation, day, company->id) : status;
}

static enum parvis_status set_free(struct operation *operation, struct day *day,
                                   struct store_place *place, const struct stand_company_set *order)
{
    int64_t left = place->company;
    enum parvis_status status = stand_check_left(operation, day, left, order->motive);
    if (status == PARVIS_OK)
        status = stand_give(operation, place, 0);
    return status == PARVIS_OK ? stand_move_meetings(operation, day, left) : status;
}

static enum parvis_status run(struct operation *operation, void *data)
{
    const struct stand_company_set *order = data;
    struct day day;
    enum parvis_status status = day_load(operation->store, &day);
    struct store_place *place = status == PARVIS_OK ? day_place(&day, order->stand) : NULL;
    if (status == PARVIS_OK && !place)
        status = PARVIS_NOT_FOUND;
    if (status == PARVIS_OK && place->company != order->company)
        status = order->company ? settle(operation, &day, place, order)
                                : set_free(operation, &day, place, order);
    day_clear(&day);
    return status;
}

const struct operation_form stand_company_set_form = {.action = "stand.company",
                                                      .kind = "stand",
                                                      .size = sizeof(struct stand_company_set),
                                                      .run = run};
