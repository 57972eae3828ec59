/* The search for weight: defects of the best plan are mended by ejections, guided by prices. */
#ifndef PARVIS_PLANNER_IMPROVE_H
#define PARVIS_PLANNER_IMPROVE_H

#include "best.h"
#include "bound.h"

/* Improves the draft until the best plan weighs `bound`, the caller says stop, or `rounds` moves
 * were tried. The best plan is offered to `best` whenever it is better. PARVIS_NO_MEMORY. */
enum parvis_status improve_weight(struct draft *draft, struct best *best,
                                  const struct prices *prices, int64_t bound,
                                  int64_t rounds) PARVIS_MUST_CHECK;
#endif
