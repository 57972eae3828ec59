/* SPDX-License-Identifier: EUPL-1.2 */
/* What attendees' operations share. */
#ifndef PARVIS_OPERATIONS_ATTENDEE_STEPS_H
#define PARVIS_OPERATIONS_ATTENDEE_STEPS_H

#include "meeting_steps.h"
#include "operation.h"
#include "talk_rules.h"

/* The meeting, if it is theirs; else PARVIS_NOT_FOUND. */
enum parvis_status attendee_meeting(const struct operation *operation, int64_t id,
                                    struct store_meeting *ret_meeting) PARVIS_MUST_CHECK;
/* The same, in a state that lets `talk` be said; else refuses mine.not_now. */
enum parvis_status attendee_talk(struct operation *operation, int64_t id, enum talk talk,
                                 struct store_meeting *ret_meeting) PARVIS_MUST_CHECK;
/* meeting_check_wanted, but a clash is refused with `key`: the rules' own words name third parties,
 * of whom an attendee learns nothing. */
enum parvis_status attendee_check(struct operation *operation, const struct meeting_view *view,
                                  struct store_meeting *wanted, const char *key) PARVIS_MUST_CHECK;

#endif
