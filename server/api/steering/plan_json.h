/* What a plan of the meetings would change, as JSON. Pure: any thread. */
#ifndef PARVIS_API_PLAN_JSON_H
#define PARVIS_API_PLAN_JSON_H

#include "plan.h"

/* Malloc'd: schemas/json/plan.schema.json's "outcome". */
char *plan_json(const struct plan *plan);

#endif
