/* SPDX-License-Identifier: EUPL-1.2 */
/* Translates the edition's meetings into the planner's problem (planner.h). */
#ifndef PARVIS_PLAN_PROBLEM_H
#define PARVIS_PLAN_PROBLEM_H

#include "plan.h"
#include "planner.h"

/* The buyer and company behind a wish of the planner. */
struct plan_source {
    int64_t buyer, company;
    int weight;
    const struct store_meeting *meeting; /* their meeting, not cancelled; NULL: none is planned */
};

struct plan_problem {
    struct plan *plan;                        /* borrowed */
    const struct plan_request *request;       /* borrowed */
    struct planner_participant *participants; /* the plan's buyers, then its companies */
    struct planner_wish *wishes;
    struct plan_source *sources; /* by wish */
    int *slot;                   /* the planner's answer, by wish */
    size_t count, people;        /* wishes, participants */
    uint64_t closed;             /* slots that have begun */
};

/* PARVIS_INVALID: more slots than the planner takes. PARVIS_NO_MEMORY. The caller clears it with
 * plan_problem_clear, on failure too. */
enum parvis_status plan_problem_make(struct plan *plan, const struct plan_request *request,
                                     struct plan_problem *ret_problem) PARVIS_MUST_CHECK;
void plan_problem_clear(struct plan_problem *problem);
/* The planner's instance; it borrows the problem's arrays. */
struct planner_instance plan_problem_instance(const struct plan_problem *problem);

#endif
