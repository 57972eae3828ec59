/* SPDX-License-Identifier: EUPL-1.2 */
/* Steps of the stands' operations: check a rule or override it with a motive, give a stand, move a
 * company's meetings. */
#ifndef PARVIS_OPERATIONS_STAND_STEPS_H
#define PARVIS_OPERATIONS_STAND_STEPS_H

#include "day.h"
#include "operation.h"

/* Refuses a stand that does not meet the company's needs. With a motive ("": none) records the
 * override instead. */
enum parvis_status stand_check_needs(struct operation *operation, const struct store_kept *company,
                                     const struct store_place *place,
                                     const char *motive) PARVIS_MUST_CHECK;
/* The same for a company that does not pitch and would lose its stand (invariant 2). `company` 0:
 * none, PARVIS_OK. */
enum parvis_status stand_check_left(struct operation *operation, const struct day *day,
                                    int64_t company, const char *motive) PARVIS_MUST_CHECK;
/* Gives the stand to the company, in the day and in the database. `company` 0: frees it. */
enum parvis_status stand_give(struct operation *operation, struct store_place *place,
                              int64_t company) PARVIS_MUST_CHECK;
/* Moves the company's meetings that run or are to come to its stand. */
enum parvis_status stand_move_meetings(struct operation *operation, const struct day *day,
                                       int64_t company) PARVIS_MUST_CHECK;

#endif
