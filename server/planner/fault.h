/* SPDX-License-Identifier: EUPL-1.2 */
/* Simple proofs that an instance has no plan. */
#ifndef PARVIS_PLANNER_FAULT_H
#define PARVIS_PLANNER_FAULT_H

#include "problem.h"

/* PARVIS_CONFLICT: there is no plan, and `ret_fault` says why. PARVIS_OK: these proofs find
 * nothing. PARVIS_NO_MEMORY. */
enum parvis_status fault_find(const struct problem *problem,
                              struct planner_fault *ret_fault) PARVIS_MUST_CHECK;
#endif
