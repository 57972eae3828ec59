/* SPDX-License-Identifier: EUPL-1.2 */
/* What a plan of the meetings would change, as JSON. Pure: any thread. */
#ifndef PARVIS_API_PLAN_JSON_H
#define PARVIS_API_PLAN_JSON_H

#include "plan.h"

/* Malloc'd: "outcome" of schemas/json/plan_answer.schema.json. */
char *plan_json(const struct plan *plan, const struct plan_request *request);

#endif
