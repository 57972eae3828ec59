/* SPDX-License-Identifier: EUPL-1.2 */
/* The edition's meetings as the planner's problem (planner.h). */
#ifndef PARVIS_PLAN_PROBLEM_H
#define PARVIS_PLAN_PROBLEM_H

#include "plan.h"
#include "planner.h"

/* What a wish of the planner stands for. */
struct plan_source {
    int64_t buyer, company;
    int weight;
    const struct store_meeting *meeting; /* not cancelled; NULL: none is planned */
};

struct plan_problem {
    struct plan *plan;                        /* borrowed */
    const struct plan_request *request;       /* borrowed */
    struct planner_participant *participants; /* buyers, then companies, as the plan has them */
    struct planner_wish *wishes;
    struct plan_source *sources; /* by wish */
    int *slot;                   /* the answer, by wish */
    size_t count, people;        /* wishes, participants */
    uint64_t closed;             /* slots that have begun */
};

/* PARVIS_INVALID: more slots than the planner takes. PARVIS_NO_MEMORY. Cleared by the caller, on
 * failure too. */
enum parvis_status plan_problem_make(struct plan *plan, const struct plan_request *request,
                                     struct plan_problem *ret_problem) PARVIS_MUST_CHECK;
void plan_problem_clear(struct plan_problem *problem);
/* Borrows the problem's arrays. */
struct planner_instance plan_problem_instance(const struct plan_problem *problem);

#endif
