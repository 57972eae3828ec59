/* SPDX-License-Identifier: EUPL-1.2 */
/* Steers one pitch: the big button, a move to another state, minutes, a pause. */
#include "pitch_operations.h"
#include "pitch_steps.h"

/* ---- next ---- */

static enum parvis_status apply_next(struct operation *operation, struct day *day, void *data)
{
    struct pitch_next *order = data;
    size_t index;
    enum pitch_state to;
    struct reason reason;
    if (!pitch_next(day->pitches, day->pitch_count, &index, &to, &reason))
        return operation_refuse(operation, &reason);
    order->pitch = day->pitches[index].id;
    return pitch_move_on_day(operation, day, &day->pitches[index], to);
}

static enum parvis_status run_next(struct operation *operation, void *order)
{
    return pitch_on_day(operation, order, apply_next);
}

const struct operation_form pitch_next_form = {
    .action = "pitch.next", .kind = "pitch", .size = sizeof(struct pitch_next), .run = run_next};

/* ---- one move ---- */

static enum parvis_status apply_advance(struct operation *operation, struct day *day, void *data)
{
    const struct pitch_advance *order = data;
    struct pitch *pitch = pitch_find(day, order->pitch);
    return pitch ? pitch_move_on_day(operation, day, pitch, order->to) : PARVIS_NOT_FOUND;
}

static enum parvis_status run_advance(struct operation *operation, void *order)
{
    return pitch_on_day(operation, order, apply_advance);
}

const struct operation_form pitch_advance_form = {.action = "pitch.state",
                                                  .kind = "pitch",
                                                  .size = sizeof(struct pitch_advance),
                                                  .run = run_advance};

/* ---- minutes ---- */

static enum parvis_status apply_time(struct operation *operation, struct day *day, void *data)
{
    const struct pitch_time *order = data;
    struct reason reason;
    struct pitch *pitch = pitch_find(day, order->pitch);
    if (!pitch)
        return PARVIS_NOT_FOUND;
    return pitch_add_minutes(pitch, (int)order->minutes, &reason)
               ? PARVIS_OK
               : operation_refuse(operation, &reason);
}

static enum parvis_status run_time(struct operation *operation, void *order)
{
    return pitch_on_day(operation, order, apply_time);
}

const struct operation_form pitch_time_form = {
    .action = "pitch.time", .kind = "pitch", .size = sizeof(struct pitch_time), .run = run_time};

/* ---- pause ---- */

static enum parvis_status apply_pause(struct operation *operation, struct day *day, void *data)
{
    const struct pitch_pause *order = data;
    struct reason reason;
    struct pitch *pitch = pitch_find(day, order->pitch);
    if (!pitch)
        return PARVIS_NOT_FOUND;
    return pitch_pause(pitch, order->paused, operation->now, &reason)
               ? PARVIS_OK
               : operation_refuse(operation, &reason);
}

static enum parvis_status run_pause(struct operation *operation, void *order)
{
    return pitch_on_day(operation, order, apply_pause);
}

const struct operation_form pitch_pause_form = {
    .action = "pitch.pause", .kind = "pitch", .size = sizeof(struct pitch_pause), .run = run_pause};
