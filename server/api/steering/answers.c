/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers to steering operations that tell more than one row. */
#include "audit_operations.h"
#include "handlers.h"
#include "pitch_operations.h"
#include "stand_operations.h"

char *api_answer_pitches(struct api_operation *operation)
{
    const struct pitch_swap *order = (const void *)operation->order;
    const int64_t ids[] = {order->a, order->b};
    return api_rows_text(operation->api->model, "pitches", "pitch", ids, 2);
}

char *api_answer_stands(struct api_operation *operation)
{
    const struct stand_swap *order = (const void *)operation->order;
    const int64_t ids[] = {order->a, order->b};
    return api_rows_text(operation->api->model, "stands", "stand", ids, 2);
}

char *api_answer_allocation(struct api_operation *operation)
{
    const struct stand_allocate *order = (const void *)operation->order;
    int64_t ids[STAND_MOVES_MAX];
    for (size_t i = 0; i < order->moves_count; i++)
        ids[i] = order->moves[i].stand;
    return api_rows_text(operation->api->model, "stands", "stand", ids, order->moves_count);
}

char *api_answer_undo(struct api_operation *operation)
{
    const struct undo *order = (const void *)operation->order;
    cJSON *answer = cJSON_CreateObject();
    cJSON_AddNumberToObject(answer, "undone", (double)order->entry);
    return api_print(answer);
}
