/* SPDX-License-Identifier: EUPL-1.2 */
/* Steps of every operation that places a meeting: a host's order and an attendee's follow the same
 * rules (plan/meeting_view.h). */
#ifndef PARVIS_OPERATIONS_MEETING_STEPS_H
#define PARVIS_OPERATIONS_MEETING_STEPS_H

#include "meeting_view.h"
#include "operation.h"

/* Checks that `wanted` can be held in its slot, and sets its place. Otherwise refuses as
 * meeting_add does (meeting_operations.h). */
enum parvis_status meeting_check_wanted(struct operation *operation,
                                        const struct meeting_view *view,
                                        struct store_meeting *wanted) PARVIS_MUST_CHECK;
/* The same; loads the view itself, for callers that need it once. */
enum parvis_status meeting_check_alone(struct operation *operation,
                                       struct store_meeting *wanted) PARVIS_MUST_CHECK;
/* Sets the meeting's weight; 1 when neither side asked for the meeting. */
enum parvis_status meeting_weigh(struct store *store, const struct meeting_view *view,
                                 struct store_meeting *meeting) PARVIS_MUST_CHECK;

#endif
