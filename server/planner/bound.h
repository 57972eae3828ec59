/* SPDX-License-Identifier: EUPL-1.2 */
/* Upper limits of the total weight, proven in integers from prices. docs/planner.md has the proof:
 * any prices of 0 or more give a limit; good ones a close one. */
#ifndef PARVIS_PLANNER_BOUND_H
#define PARVIS_PLANNER_BOUND_H

#include "problem.h"

#define PRICE_ONE                                                                                  \
    65536 /* the integer that stands for a price of 1; 10^6 × 10^6 wishes still fit               \
           */

struct prices {
    const struct problem *problem; /* the caller's */
    /* What a wish brings in a slot: its value times `unit`, and where `unit` is more than 1, one
     * for its slot of the plan in force. So a limit says of plans of a value how many they can
     * keep. */
    int64_t unit;
    int64_t *person; /* by participant: a meeting out of its `max` */
    int64_t *place;  /* [participant * slots + slot]: a meeting there */
    int64_t *table;  /* by slot: a table there */
};

enum parvis_status prices_make(const struct problem *problem, struct prices *ret_prices);
void prices_clear(struct prices *prices);

/* What a wish brings beyond the prices of its cheapest slot, in PRICE_ONE; 0 or less: it is not
 * worth them. `ret_slot` (may be NULL) is that slot; -1: it has none. */
int64_t prices_gain(const struct prices *prices, int wish, int *ret_slot);

/* The largest weight that any plan can have, by these prices, in PRICE_ONE. */
int64_t prices_limit(const struct prices *prices);

/* Moves the prices so that the limit falls below `target` + 1, if that can be within `rounds`;
 * ends when should_stop says so. The limit is never above the one before. PARVIS_NO_MEMORY. */
enum parvis_status prices_improve(struct prices *prices, const struct planner_options *options,
                                  int64_t target, int rounds) PARVIS_MUST_CHECK;
#endif
