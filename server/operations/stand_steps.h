/* SPDX-License-Identifier: EUPL-1.2 */
/* What the stands' operations share: a rule held, or broken with a motive; a stand given; the
 * meetings that follow their company. */
#ifndef PARVIS_OPERATIONS_STAND_STEPS_H
#define PARVIS_OPERATIONS_STAND_STEPS_H

#include "day.h"
#include "operation.h"

/* The company's needs against the place. A motive ("": none) breaks the rule: the override is
 * recorded. */
enum parvis_status stand_check_needs(struct operation *operation, const struct store_kept *company,
                                     const struct store_place *place,
                                     const char *motive) PARVIS_MUST_CHECK;
/* A company that does not pitch and loses its stand would be nowhere (invariant 2): the same.
 * `company` 0: nobody. */
enum parvis_status stand_check_left(struct operation *operation, const struct day *day,
                                    int64_t company, const char *motive) PARVIS_MUST_CHECK;
/* Writes who has the stand, in the day and in the database. `company` 0: nobody. */
enum parvis_status stand_give(struct operation *operation, struct store_place *place,
                              int64_t company) PARVIS_MUST_CHECK;
/* The meetings that are to come, or run, follow their company to its stand. */
enum parvis_status stand_move_meetings(struct operation *operation, const struct day *day,
                                       int64_t company) PARVIS_MUST_CHECK;

#endif
