/* SPDX-License-Identifier: EUPL-1.2 */
/* A lower bound on breaks and idle slots, from each participant's own day and the tables' seats. */
#ifndef PARVIS_PLANNER_BREAKS_BOUND_H
#define PARVIS_PLANNER_BREAKS_BOUND_H

#include "breaks_state.h"

/* The costs of a break and of an idle slot. */
struct breaks_costs {
    int one, idle;
};

/* No plan of the state's meetings costs less than *ret_bound. The bound is the sum of every
 * participant's cheapest day (its meetings in its slots, without regard to others). Prices make it
 * better: a day pays a price for each busy slot, and the price of every seat at the tables (two
 * each) is subtracted. For any prices the sum stays a lower bound, since no plan fills more seats
 * than there are. Prices are raised in crowded slots, until `target` is reached or they help no
 * more. PARVIS_NO_MEMORY. */
enum parvis_status breaks_bound(const struct breaks_state *state, const struct breaks_costs *costs,
                                const struct planner_options *options, int64_t target,
                                int64_t *ret_bound) PARVIS_MUST_CHECK;
#endif
