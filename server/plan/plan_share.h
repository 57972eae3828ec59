/* SPDX-License-Identifier: EUPL-1.2 */
/* Finds the participants with few meetings, the reason, and the cost of giving them more. */
#ifndef PARVIS_PLAN_SHARE_H
#define PARVIS_PLAN_SHARE_H

#include "plan_problem.h"

/* How many participants have fewer than `floor` meetings in the plan, though they have that many
 * wishes and free slots. `slot`: the plan, by wish. */
size_t plan_share_below(const struct plan_problem *problem, const int *slot, int floor);

/* Makes a plan that brings as many participants as it can to `floor` meetings before the weight
 * counts. Round by round, participants below the floor have priority for that many meetings, until
 * no further one falls below. Fills `slot` and *ret_weight (by the wishes' true weights). Statuses
 * as of planner_solve. */
enum parvis_status plan_share_even(const struct plan_problem *problem,
                                   const struct planner_options *options, int floor, int *slot,
                                   int64_t *ret_weight) PARVIS_MUST_CHECK;

enum plan_lack {
    PLAN_LACK_SLOTS,  /* too few free slots: away, in the jury, on stage */
    PLAN_LACK_WISHES, /* fewer wishes than the floor */
    PLAN_LACK_SEATS,  /* the companies asked for are full */
};

/* Why a buyer has few meetings, and the exchange that loses the least. */
struct plan_repair {
    enum plan_lack lack;
    int wished, held, free_slots;
    int wish;   /* the wish to hold; -1: no single exchange helps */
    int slot;   /* in this slot */
    int gone;   /* the wish to drop for it; its buyer keeps `keeps` meetings */
    int keeps;  /* at least the floor */
    int change; /* change of the total weight */
};
void plan_share_repair(const struct plan_problem *problem, const int *slot, size_t buyer, int floor,
                       struct plan_repair *ret_repair);

#endif
