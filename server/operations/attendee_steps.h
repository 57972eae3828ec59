/* SPDX-License-Identifier: EUPL-1.2 */
/* Steps that the attendees' operations share. */
#ifndef PARVIS_OPERATIONS_ATTENDEE_STEPS_H
#define PARVIS_OPERATIONS_ATTENDEE_STEPS_H

#include "meeting_steps.h"
#include "operation.h"
#include "talk_rules.h"

/* Reads the meeting. PARVIS_NOT_FOUND: it is not the actor's. */
enum parvis_status attendee_meeting(const struct operation *operation, int64_t id,
                                    struct store_meeting *ret_meeting) PARVIS_MUST_CHECK;
/* The same; refuses mine.not_now when `talk` may not be said in the meeting's state. */
enum parvis_status attendee_talk(struct operation *operation, int64_t id, enum talk talk,
                                 struct store_meeting *ret_meeting) PARVIS_MUST_CHECK;
/* As meeting_check_wanted, but refuses a clash with `key`: the rules' own reasons name other
 * people, whose plans an attendee must not learn. */
enum parvis_status attendee_check(struct operation *operation, const struct meeting_view *view,
                                  struct store_meeting *wanted, const char *key) PARVIS_MUST_CHECK;

#endif
