/* SPDX-License-Identifier: EUPL-1.2 */
/* The changes that a plan of the meetings would make, as JSON. Pure: any thread. */
#ifndef PARVIS_API_PLAN_JSON_H
#define PARVIS_API_PLAN_JSON_H

#include "plan.h"

/* The "outcome" of schemas/json/plan_answer.schema.json, as text; malloc'd, the caller's. */
char *plan_json(const struct plan *plan, const struct plan_request *request);

#endif
