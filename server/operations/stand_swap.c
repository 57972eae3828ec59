/* SPDX-License-Identifier: EUPL-1.2 */
/* Two stands change companies in one transaction. */
#include "stand_operations.h"
#include "stand_steps.h"

/* Whether each company fits the other's stand. */
static enum parvis_status check(struct operation *operation, const char *motive,
                                const struct store_kept *from_a, const struct store_kept *from_b,
                                const struct store_place *a, const struct store_place *b)
{
    enum parvis_status status = PARVIS_OK;
    if (from_a)
        status = stand_check_needs(operation, from_a, b, motive);
    if (status == PARVIS_OK && from_b)
        status = stand_check_needs(operation, from_b, a, motive);
    return status;
}

/* Frees both stands before giving either: a company has one stand at a time. */
static enum parvis_status exchange(struct operation *operation, struct store_place *a,
                                   struct store_place *b)
{
    int64_t from_a = a->company, from_b = b->company;
    enum parvis_status status = PARVIS_OK;
    if (from_a)
        status = stand_give(operation, a, 0);
    if (status == PARVIS_OK && from_b)
        status = stand_give(operation, b, 0);
    if (status == PARVIS_OK && from_b)
        status = stand_give(operation, a, from_b);
    if (status == PARVIS_OK && from_a)
        status = stand_give(operation, b, from_a);
    return status;
}

static enum parvis_status swap(struct operation *operation, struct day *day, struct store_place *a,
                               struct store_place *b, const char *motive)
{
    int64_t from_a = a->company, from_b = b->company;
    enum parvis_status status = check(operation, motive, from_a ? day_company(day, from_a) : NULL,
                                      from_b ? day_company(day, from_b) : NULL, a, b);
    if (status == PARVIS_OK)
        status = exchange(operation, a, b);
    if (status == PARVIS_OK)
        status = stand_move_meetings(operation, day, from_a);
    return status == PARVIS_OK ? stand_move_meetings(operation, day, from_b) : status;
}

static enum parvis_status run(struct operation *operation, void *data)
{
    const struct stand_swap *order = data;
    struct day day;
    enum parvis_status status = day_load(operation->store, &day);
    struct store_place *a = status == PARVIS_OK ? day_place(&day, order->a) : NULL;
    struct store_place *b = status == PARVIS_OK ? day_place(&day, order->b) : NULL;
    if (status == PARVIS_OK && (!a || !b || a == b))
        status = operation_unknown(operation, a ? "b" : "a");
    else if (status == PARVIS_OK)
        status = swap(operation, &day, a, b, order->motive);
    day_clear(&day);
    return status;
}

const struct operation_form stand_swap_form = {
    .action = "stand.swap", .kind = "stand", .size = sizeof(struct stand_swap), .run = run};
