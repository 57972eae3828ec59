/* SPDX-License-Identifier: EUPL-1.2 */
/* Gives many stands to other companies at once, if the hall is still as it was when the moves were
 * chosen. */
#include "stand_operations.h"
#include "stand_steps.h"

/* Each company that gets a stand must have none, or leave one that is among the moves. */
static bool leaves_a_listed_stand(const struct stand_allocate *order, const struct day *day,
                                  int64_t company)
{
    const struct store_place *left = day_place_of(day, company);
    for (size_t i = 0; left && i < order->moves_count; i++)
        if (order->moves[i].stand == left->id)
            return true;
    return !left;
}

static bool is_twice(const struct stand_allocate *order, size_t index)
{
    const struct stand_move *move = &order->moves[index];
    for (size_t i = 0; i < index; i++)
        if (order->moves[i].stand == move->stand || order->moves[i].after == move->after)
            return true;
    return false;
}

static enum parvis_status check(struct operation *operation, const struct stand_allocate *order,
                                struct day *day)
{
    for (size_t i = 0; i < order->moves_count; i++) {
        const struct stand_move *move = &order->moves[i];
        const struct store_place *place = day_place(day, move->stand);
        if (!place)
            return operation_unknown(operation, "moves");
        if (place->company != move->before)
            return operation_refuse_key(operation, "stands.moved_on");
        if (!move->after)
            continue;
        if (!day_company(day, move->after))
            return operation_unknown(operation, "moves");
        if (!leaves_a_listed_stand(order, day, move->after))
            return operation_refuse_key(operation, "stands.moved_on");
        if (is_twice(order, i))
            return operation_unknown(operation, "moves");
    }
    return PARVIS_OK;
}

/* Frees all stands before giving any: a company has one stand at a time. */
static enum parvis_status give_all(struct operation *operation, const struct stand_allocate *order,
                                   struct day *day)
{
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < order->moves_count && status == PARVIS_OK; i++)
        if (order->moves[i].before)
            status = stand_give(operation, day_place(day, order->moves[i].stand), 0);
    for (size_t i = 0; i < order->moves_count && status == PARVIS_OK; i++) {
        const struct stand_move *move = &order->moves[i];
        struct store_place *place = day_place(day, move->stand);
        if (!move->after)
            continue;
        status = stand_check_needs(operation, day_company(day, move->after), place, order->motive);
        if (status == PARVIS_OK)
            status = stand_give(operation, place, move->after);
    }
    return status;
}

static enum parvis_status put(struct operation *operation, const struct stand_allocate *order,
                              struct day *day)
{
    enum parvis_status status = give_all(operation, order, day);
    for (size_t i = 0; i < order->moves_count && status == PARVIS_OK; i++)
        if (!day_place_of(day, order->moves[i].before))
            status = stand_check_left(operation, day, order->moves[i].before, order->motive);
    for (size_t i = 0; i < order->moves_count && status == PARVIS_OK; i++)
        status = stand_move_meetings(operation, day, order->moves[i].after);
    return status;
}

static enum parvis_status run(struct operation *operation, void *data)
{
    struct stand_allocate *order = data;
    struct day day;
    enum parvis_status status = day_load(operation->store, &day);
    if (status == PARVIS_OK)
        status = check(operation, order, &day);
    if (status == PARVIS_OK)
        status = put(operation, order, &day);
    day_clear(&day);
    order->stand = order->moves[0].stand;
    return status;
}

const struct operation_form stand_allocate_form = {
    .action = "stand.allocate", .kind = "stand", .size = sizeof(struct stand_allocate), .run = run};
