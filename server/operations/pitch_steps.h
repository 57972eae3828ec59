/* SPDX-License-Identifier: EUPL-1.2 */
/* Steps of the operations on the running order: load the day, change it, project the times, save
 * it. */
#ifndef PARVIS_OPERATIONS_PITCH_STEPS_H
#define PARVIS_OPERATIONS_PITCH_STEPS_H

#include "day.h"
#include "operation.h"

/* Changes day->pitches as the order says, or refuses. */
typedef enum parvis_status pitch_apply_fn(struct operation *operation, struct day *day,
                                          void *order);
/* Loads the day, calls `apply`, projects all times, and saves the pitches that changed. */
enum parvis_status pitch_on_day(struct operation *operation, void *order,
                                pitch_apply_fn *apply) PARVIS_MUST_CHECK;

/* The pitch with this id, in the day; NULL: none. */
struct pitch *pitch_find(const struct day *day, int64_t id);
/* Moves a pitch to another state. Refuses a move that the table does not have, and a second pitch
 * on stage. */
enum parvis_status pitch_move_on_day(struct operation *operation, struct day *day,
                                     struct pitch *pitch, enum pitch_state to) PARVIS_MUST_CHECK;

#endif
