/* SPDX-License-Identifier: EUPL-1.2 */
/* The output of `parvis plan` on standard output. */
#ifndef PARVIS_COMMAND_PLAN_PRINT_H
#define PARVIS_COMMAND_PLAN_PRINT_H

#include "plan.h"

/* Prints the plan. `parts`: a set of enum plan_part, the parts that were planned. */
void plan_print(const struct plan *plan, const struct plan_request *request, int parts);

#endif
