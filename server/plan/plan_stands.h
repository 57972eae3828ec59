/* SPDX-License-Identifier: EUPL-1.2 */
/* The stands of a plan: what the allocation (stands.h) is asked, and how short walks become. */
#ifndef PARVIS_PLAN_STANDS_H
#define PARVIS_PLAN_STANDS_H

#include "plan.h"

/* Gives stands in memory: plan->stand and day.places. `walks` and `ret_quality` as stands_allocate
 * wants them, either may be NULL; `anew`: as if nobody had a stand yet. */
enum parvis_status plan_give_stands(struct plan *plan, const int64_t *walks, bool anew,
                                    struct stands_quality *ret_quality) PARVIS_MUST_CHECK;

#endif
