/* SPDX-License-Identifier: EUPL-1.2 */
/* Plans the meetings again during the day. One plan at a time: the planner's thread searches it, a
 * host looks at it, then accepts it in one transaction or discards it. Loop thread only. */
#ifndef PARVIS_API_PLANNING_H
#define PARVIS_API_PLANNING_H

#include "api.h"

struct planning;

/* PARVIS_NO_MEMORY. */
enum parvis_status planning_new(struct planning **ret_planning) PARVIS_MUST_CHECK;
/* Call it after the planners' thread has ended. NULL allowed. */
void planning_free(struct planning *planning);
/* Asks a running search to end soon, when the server stops. */
void planning_stop(struct planning *planning);

#endif
