/* SPDX-License-Identifier: EUPL-1.2 */
/* A visitor's call for the desk. */
#include "desk_internal.h"
#include "parvis/clock.h"

#define CALL_MS 600000   /* then an unanswered call ends */
#define COMING_MS 120000 /* how long the screen says that a host comes */

int64_t desk_calls(const struct desk *desk)
{
    const struct desk_calling *calling = &desk->calling;
    int64_t most = calling->coming ? COMING_MS : CALL_MS;
    return calling->at && clock_monotonic_ms() - calling->moved_at < most ? calling->at : 0;
}

int64_t desk_unanswered_call(const struct desk *desk)
{
    return desk->calling.coming ? 0 : desk_calls(desk);
}

struct intent desk_call(struct desk *desk, int64_t now)
{
    desk->calling = (struct desk_calling){.at = now, .moved_at = clock_monotonic_ms()};
    struct intent intent = desk_turn_to(desk, DESK_CALL);
    intent.what |= INTENT_HEARTBEAT;
    return intent;
}

struct intent desk_cancel_call(struct desk *desk)
{
    desk->calling.at = 0;
    struct intent intent = desk_close_itself(desk);
    intent.what |= INTENT_HEARTBEAT;
    return intent;
}

struct intent desk_call_heard(struct desk *desk)
{
    if (!desk_calls(desk) || desk->calling.heard)
        return intent_of(INTENT_NOTHING);
    desk->calling.heard = true;
    return intent_of(INTENT_REDRAW);
}

struct intent desk_coming(struct desk *desk)
{
    if (!desk_calls(desk))
        return intent_of(INTENT_NOTHING);
    desk->calling.coming = desk->calling.heard = true;
    desk->calling.moved_at = desk->touched_at = clock_monotonic_ms();
    return intent_of(INTENT_NOTICE | INTENT_REDRAW | INTENT_SPEAK);
}

enum desk_call desk_call_state(const struct desk *desk, bool online)
{
    if (!desk_calls(desk))
        return DESK_CALL_NONE;
    if (desk->calling.coming)
        return DESK_CALL_COMING;
    if (!online)
        return DESK_CALL_ALONE;
    return desk->calling.heard ? DESK_CALL_HEARD : DESK_CALL_SENDING;
}

const char *desk_call_note(const struct desk *desk, bool online)
{
    static const char *const keys[] = {[DESK_CALL_SENDING] = "kiosk.desk.called.sending",
                                       [DESK_CALL_HEARD] = "kiosk.desk.called.heard",
                                       [DESK_CALL_COMING] = "kiosk.desk.called.coming",
                                       [DESK_CALL_ALONE] = "kiosk.desk.called.alone"};
    enum desk_call state = desk_call_state(desk, online);
    return state == DESK_CALL_NONE ? NULL : keys[state];
}
