/* SPDX-License-Identifier: EUPL-1.2 */
/* The stands of a plan, allocated by stands.h. */
#ifndef PARVIS_PLAN_STANDS_H
#define PARVIS_PLAN_STANDS_H

#include "plan.h"

/* Allocates the stands in memory: sets plan->stand and day.places. `walks` and `ret_quality`: as in
 * stands_allocate; may be NULL. `anew`: as if no company had a stand yet. */
enum parvis_status plan_give_stands(struct plan *plan, const int64_t *walks, bool anew,
                                    struct stands_quality *ret_quality) PARVIS_MUST_CHECK;

#endif
