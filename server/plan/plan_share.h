/* SPDX-License-Identifier: EUPL-1.2 */
/* Who gets few meetings, why, and what it would cost to give them more. */
#ifndef PARVIS_PLAN_SHARE_H
#define PARVIS_PLAN_SHARE_H

#include "plan_problem.h"

/* How many participants hold less than `floor` meetings though they have that many wishes and free
 * slots. `slot`: the plan, by wish. */
size_t plan_share_below(const struct plan_problem *problem, const int *slot, int floor);

/* The plan that lifts as many as it can to `floor` meetings before weight counts: whoever is below
 * comes first for that many meetings, round by round, until nobody new falls below. Fills `slot`
 * and *ret_weight (of the wishes as they are). As planner_solve. */
enum parvis_status plan_share_even(const struct plan_problem *problem,
                                   const struct planner_options *options, int floor, int *slot,
                                   int64_t *ret_weight) PARVIS_MUST_CHECK;

enum plan_lack {
    PLAN_LACK_SLOTS,  /* hardly ever free: away, on the jury, on stage */
    PLAN_LACK_WISHES, /* fewer wishes than the floor */
    PLAN_LACK_SEATS,  /* those who were asked for are full */
};

/* Why a buyer has few meetings, and the exchange that loses the least. */
struct plan_repair {
    enum plan_lack lack;
    int wished, held, free_slots;
    int wish;   /* to hold; -1: no single exchange helps */
    int slot;   /* in this slot */
    int gone;   /* in place of this wish, whose buyer keeps `keeps` meetings */
    int keeps;  /* at least the floor */
    int change; /* of the total weight */
};
void plan_share_repair(const struct plan_problem *problem, const int *slot, size_t buyer, int floor,
                       struct plan_repair *ret_repair);

#endif
