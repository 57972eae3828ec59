/* The meeting planner: a pure library. No input or output, no clock but the caller's `should_stop`,
 * no globals; deterministic for a seed as long as it is not stopped early. */
#ifndef PARVIS_PLANNER_H
#define PARVIS_PLANNER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parvis/status.h"

#define PLANNER_SLOTS_MAX 64

struct planner_participant {
    uint64_t off; /* bit t: never in slot t */
    int max;      /* meetings in all; 0: no limit */
    int parallel; /* meetings in one slot; 0 counts as 1 */
};

struct planner_wish {
    int a, b; /* indexes of participants */
    int weight;
    uint64_t slots; /* bit t: may be held in slot t; 0: in any */
    int fixed;      /* exactly in this slot; -1: free */
    int previous;   /* slot in the plan in force; -1: none */
};

struct planner_instance {
    int slots, tables; /* tables 0: no limit */
    const struct planner_participant *participants;
    const struct planner_wish *wishes;
    int participant_count, wish_count;
};

struct planner_solution {
    int *slot; /* by wish; -1: not held. The caller's array of wish_count */
    int64_t weight, bound;
};

/* Asked often; true ends the search with the best plan so far. */
typedef bool planner_stop_fn(void *data);

/* Fills `ret_solution` with the best plan found. PARVIS_CONFLICT: the fixed wishes break a rule.
 * PARVIS_NO_MEMORY. `rounds`: how much to try before ending by itself (0: a default). */
enum parvis_status planner_solve(const struct planner_instance *instance, uint64_t seed,
                                 int64_t rounds, planner_stop_fn *should_stop, void *data,
                                 struct planner_solution *ret_solution) PARVIS_MUST_CHECK;
#endif
