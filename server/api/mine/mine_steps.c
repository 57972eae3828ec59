/* An attendee's wish of a meeting against the rules of all. */
#include "mine_steps.h"

#include "meeting_place.h"

enum parvis_status meeting_check_steered(struct steering_command *command,
                                         const struct meeting_view *view,
                                         struct store_meeting *wanted)
{
    struct reason reason;
    if (!meeting_view_buyer(view, wanted->buyer))
        return steering_unknown(command, "buyer");
    if (!day_company(&view->day, wanted->company))
        return steering_unknown(command, "company");
    if (!day_slot(&view->day, wanted->slot))
        return steering_unknown(command, "slot");
    if (!meeting_view_check(view, wanted, &reason))
        return steering_refuse(command, &reason);
    meeting_place(&view->day, view->meetings, view->meeting_count, wanted);
    return PARVIS_OK;
}
