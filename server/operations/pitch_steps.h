/* SPDX-License-Identifier: EUPL-1.2 */
/* What operations on the running order share: the day loaded, changed, projected and saved. */
#ifndef PARVIS_OPERATIONS_PITCH_STEPS_H
#define PARVIS_OPERATIONS_PITCH_STEPS_H

#include "day.h"
#include "operation.h"

/* Changes day->pitches by the order, or refuses. */
typedef enum parvis_status pitch_apply_fn(struct operation *operation, struct day *day,
                                          void *order);
/* Loads the day, applies, and saves the pitches that differ with everybody's projected times. */
enum parvis_status pitch_on_day(struct operation *operation, void *order,
                                pitch_apply_fn *apply) PARVIS_MUST_CHECK;

/* By id; NULL: there is none. */
struct pitch *pitch_find(const struct day *day, int64_t id);
/* One move of its life, by the table and the one stage; refuses otherwise. */
enum parvis_status pitch_move_on_day(struct operation *operation, struct day *day,
                                     struct pitch *pitch, enum pitch_state to) PARVIS_MUST_CHECK;

#endif
