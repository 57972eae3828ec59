/* SPDX-License-Identifier: EUPL-1.2 */
/* Upper limits of the total weight, proven in integers from prices. docs/planner.md has the proof:
 * any prices of 0 or more give a limit; good ones a close one. */
#ifndef PARVIS_PLANNER_BOUND_H
#define PARVIS_PLANNER_BOUND_H

#include "problem.h"

#define PRICE_ONE 65536 /* a price of 1; 10^6 wishes of weight 10^6 still fit \ */

struct prices {
    const struct problem *problem; /* the caller's */
    /* A wish is worth its value times `unit`; if `unit` is above 1, one more in its slot of the
     * plan in force. Then a limit also says how many meetings plans of a value can keep. */
    int64_t unit;
    int64_t *person; /* by participant: price of one of its `max` meetings */
    int64_t *place;  /* [participant * slots + slot]: price of a meeting there */
    int64_t *table;  /* by slot: price of a table there */
};

enum parvis_status prices_make(const struct problem *problem, struct prices *ret_prices);
void prices_clear(struct prices *prices);

/* A wish's worth less the prices of its cheapest slot, in PRICE_ONE; 0 or less: not worth them.
 * *ret_slot (ret_slot may be NULL): that slot; -1: none. */
int64_t prices_gain(const struct prices *prices, int wish, int *ret_slot);

/* The largest weight that any plan can have, by these prices, in PRICE_ONE. */
int64_t prices_limit(const struct prices *prices);

/* Changes the prices to bring the limit below `target` + 1, for at most `rounds`, or until
 * should_stop. The limit never rises. PARVIS_NO_MEMORY. */
enum parvis_status prices_improve(struct prices *prices, const struct planner_options *options,
                                  int64_t target, int rounds) PARVIS_MUST_CHECK;
#endif
