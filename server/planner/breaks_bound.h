/* SPDX-License-Identifier: EUPL-1.2 */
/* A lower limit on breaks and idle slots, from each participant's own day and the tables' seats. */
#ifndef PARVIS_PLANNER_BREAKS_BOUND_H
#define PARVIS_PLANNER_BREAKS_BOUND_H

#include "breaks_state.h"

/* What a break and an idle slot cost, in whole units. */
struct breaks_costs {
    int one, idle;
};

/* No plan of the state's meetings costs less than *ret_bound. Every participant's own cheapest day
 * (its meetings in its slots, whoever else there is) costs what it costs; a price for being busy in
 * a slot, paid by the days and paid back by the seats at the tables (two each), keeps the sum a
 * lower limit whatever the prices are, for no plan fills more seats than there are. Prices are
 * raised where too many want to be, until `target` is met or they help no more. PARVIS_NO_MEMORY.
 */
enum parvis_status breaks_bound(const struct breaks_state *state, const struct breaks_costs *costs,
                                const struct planner_options *options, int64_t target,
                                int64_t *ret_bound) PARVIS_MUST_CHECK;
#endif
