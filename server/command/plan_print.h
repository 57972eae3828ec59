/* SPDX-License-Identifier: EUPL-1.2 */
/* `parvis plan`: what it tells on standard output. */
#ifndef PARVIS_COMMAND_PLAN_PRINT_H
#define PARVIS_COMMAND_PLAN_PRINT_H

#include "plan.h"

/* `parts`: enum plan_part, what was planned. */
void plan_print(const struct plan *plan, const struct plan_request *request, int parts);

#endif
