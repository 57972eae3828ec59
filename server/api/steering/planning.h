/* SPDX-License-Identifier: EUPL-1.2 */
/* Planning the meetings again while the day goes: one plan at a time, searched on the planner's own
 * thread, looked at before anything changes, then accepted in one transaction or let go. Loop
 * thread only, but for what its functions say. */
#ifndef PARVIS_API_PLANNING_H
#define PARVIS_API_PLANNING_H

#include "api.h"

struct planning;

/* PARVIS_NO_MEMORY. */
enum parvis_status planning_new(struct planning **ret_planning) PARVIS_MUST_CHECK;
/* Once the planners' thread has ended. NULL allowed. */
void planning_free(struct planning *planning);
/* Ends a running search soon: the server stops. */
void planning_stop(struct planning *planning);

#endif
