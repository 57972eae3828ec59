/* The problem without its slots: which wishes to hold so that every participant can bear them and
 * the weight is largest. Solved exactly by the primal-dual method; its prices prove a bound, and
 * its choice is where a plan starts. */
#ifndef PARVIS_PLANNER_FLOW_H
#define PARVIS_PLANNER_FLOW_H

#include "problem.h"

/* Prices are half-integers where the participants do not fall into two sides, so they are doubled.
 */
struct flow_result {
    int64_t *price;      /* by participant: twice what one more of its places would bring */
    int64_t table_price; /* twice what one more place at a table would bring */
    bool *chosen;  /* by wish: part of the best choice (with no sides: of one of its halves) */
    bool complete; /* false: stopped early; the prices prove a bound nevertheless */
};

/* PARVIS_NO_MEMORY. The caller clears the result, also of a failed call. */
enum parvis_status flow_solve(const struct problem *problem, const struct planner_options *options,
                              struct flow_result *result) PARVIS_MUST_CHECK;
void flow_clear(struct flow_result *result);
#endif
