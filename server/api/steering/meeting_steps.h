/* What a decision about one meeting comes to in a command: the same rules for a host's request and
 * for an attendee's (meeting_view.h). Writer thread. */
#ifndef PARVIS_API_MEETING_STEPS_H
#define PARVIS_API_MEETING_STEPS_H

#include "meeting_view.h"
#include "steering.h"

/* Whether `wanted` can be held in its slot; sets its place. Refuses the command with the reason
 * otherwise. */
enum parvis_status meeting_check_steered(struct steering_command *command,
                                         const struct meeting_view *view,
                                         struct store_meeting *wanted) PARVIS_MUST_CHECK;
/* Sets its weight; 1: nobody had asked for it. */
enum parvis_status meeting_weigh(struct store *store, const struct meeting_view *view,
                                 struct store_meeting *meeting) PARVIS_MUST_CHECK;

#endif
