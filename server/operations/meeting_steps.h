/* SPDX-License-Identifier: EUPL-1.2 */
/* What a decision about one meeting comes to in any operation: the same rules for a host's order
 * and for an attendee's (plan/meeting_view.h). */
#ifndef PARVIS_OPERATIONS_MEETING_STEPS_H
#define PARVIS_OPERATIONS_MEETING_STEPS_H

#include "meeting_view.h"
#include "operation.h"

/* Whether `wanted` can be held in its slot; sets its place. Refuses the operation otherwise: as
 * meeting_add says (meeting_operations.h). */
enum parvis_status meeting_check_wanted(struct operation *operation,
                                        const struct meeting_view *view,
                                        struct store_meeting *wanted) PARVIS_MUST_CHECK;
/* The same with a view of its own, for who needs it once. */
enum parvis_status meeting_check_alone(struct operation *operation,
                                       struct store_meeting *wanted) PARVIS_MUST_CHECK;
/* Sets its weight; 1: nobody had asked for it. */
enum parvis_status meeting_weigh(struct store *store, const struct meeting_view *view,
                                 struct store_meeting *meeting) PARVIS_MUST_CHECK;

#endif
