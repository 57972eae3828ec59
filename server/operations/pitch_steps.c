/* SPDX-License-Identifier: EUPL-1.2 */
/* Loads the running order, and saves it after one change. */
#include "pitch_steps.h"

enum parvis_status pitch_on_day(struct operation *operation, void *order, pitch_apply_fn *apply)
{
    struct day day;
    enum parvis_status status = day_load(operation->store, &day);
    if (status == PARVIS_OK)
        status = apply(operation, &day, order);
    if (status == PARVIS_OK)
        status = day_save_pitches(operation->store, &day, operation->now, operation->changes);
    day_clear(&day);
    return status;
}

struct pitch *pitch_find(const struct day *day, int64_t id)
{
    for (size_t i = 0; i < day->pitch_count; i++)
        if (day->pitches[i].id == id)
            return &day->pitches[i];
    return NULL;
}

enum parvis_status pitch_move_on_day(struct operation *operation, struct day *day,
                                     struct pitch *pitch, enum pitch_state to)
{
    struct reason reason;
    const struct pitch_session *stage = day_stage(day, pitch->session);
    if (!stage)
        return PARVIS_CORRUPT;
    if (!pitch_move(day->pitches, day->pitch_count, (size_t)(pitch - day->pitches), to, stage,
                    operation->now, &reason))
        return operation_refuse(operation, &reason);
    return PARVIS_OK;
}
