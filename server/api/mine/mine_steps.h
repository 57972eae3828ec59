/* What a decision about one meeting comes to in an attendee's command. Writer thread. */
#ifndef PARVIS_API_MINE_STEPS_H
#define PARVIS_API_MINE_STEPS_H

#include "meeting_view.h"
#include "steering.h"

/* Whether `wanted` can be held in its slot; sets its place. Refuses the command with the reason
 * otherwise. */
enum parvis_status meeting_check_steered(struct steering_command *command,
                                         const struct meeting_view *view,
                                         struct store_meeting *wanted) PARVIS_MUST_CHECK;

#endif
