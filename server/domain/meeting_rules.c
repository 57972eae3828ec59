/* SPDX-License-Identifier: EUPL-1.2 */
/* Meetings: busy times, the table of moves, what is due. */
#include "meeting_rules.h"

#include <string.h>

/* The states in the catalogue. */
static const char *const state_words[MEETING_STATES] = {
    [MEETING_PLANNED] = "meeting.state.planned", [MEETING_CALLED] = "meeting.state.called",
    [MEETING_RUNNING] = "meeting.state.running", [MEETING_DONE] = "meeting.state.done",
    [MEETING_NO_SHOW] = "meeting.state.no_show", [MEETING_CANCELLED] = "meeting.state.cancelled",
};

/* allowed[from][to]. */
static const bool allowed[MEETING_STATES][MEETING_STATES] = {
#define MOVE(from, to) [MEETING_##from][MEETING_##to] = true,
#include "meeting_moves.def"
#undef MOVE
};

const struct busy *busy_find(const struct busy *busy, size_t count, int64_t from_at, int64_t to_at)
{
    for (size_t i = 0; i < count; i++)
        if (busy[i].from_at < to_at && from_at < busy[i].to_at)
            return &busy[i];
    return NULL;
}

size_t busy_of_presence(int64_t arrives_at, int64_t leaves_at, struct busy ret_busy[2])
{
    size_t count = 0;
    if (arrives_at)
        ret_busy[count++] = (struct busy){BUSY_NOT_ARRIVED, INT64_MIN, arrives_at};
    if (leaves_at)
        ret_busy[count++] = (struct busy){BUSY_LEFT, leaves_at, INT64_MAX};
    if (arrives_at && leaves_at && arrives_at >= leaves_at)
        ret_busy[0].to_at = INT64_MAX; /* the file contradicts itself: never planned */
    return count;
}

bool meeting_may_move(enum meeting_state from, enum meeting_state to, struct reason *ret_reason)
{
    if (allowed[from][to])
        return true;
    reason_set(ret_reason, "meeting.no_such_move");
    reason_add_word(ret_reason, "from", state_words[from]);
    reason_add_word(ret_reason, "to", state_words[to]);
    return false;
}

enum meeting_state meeting_due(enum meeting_state state, int64_t from_at, int64_t to_at,
                               int64_t call_ms, bool buyer_in, int64_t now)
{
    switch (state) {
    case MEETING_PLANNED:
    case MEETING_CALLED:
        if (now >= to_at)
            return MEETING_NO_SHOW;
        if (now >= from_at && buyer_in)
            return MEETING_RUNNING;
        return now >= from_at - call_ms ? MEETING_CALLED : state;
    case MEETING_RUNNING:
        return now >= to_at ? MEETING_DONE : state;
    case MEETING_DONE:
    case MEETING_NO_SHOW:
    case MEETING_CANCELLED:
        break;
    }
    return state;
}

void meeting_busy_reason(const struct busy *busy, const char *who, struct reason *ret_reason)
{
    static const char *const keys[] = {
        [BUSY_PITCH] = "meeting.busy.pitch",
        [BUSY_JURY] = "meeting.busy.jury",
        [BUSY_DEMONSTRATION] = "meeting.busy.demonstration",
        [BUSY_NOT_ARRIVED] = "meeting.busy.not_arrived",
        [BUSY_LEFT] = "meeting.busy.left",
    };
    reason_set(ret_reason, keys[busy->kind]);
    reason_add_text(ret_reason, "who", who);
    reason_add_time(ret_reason, "time",
                    busy->kind == BUSY_NOT_ARRIVED && busy->to_at != INT64_MAX ? busy->to_at
                    : busy->from_at != INT64_MIN                               ? busy->from_at
                                                                               : 0);
}

static bool refuse_busy(const struct busy *busy, const char *who, struct reason *ret_reason)
{
    meeting_busy_reason(busy, who, ret_reason);
    return false;
}

static bool refuse(struct reason *ret_reason, const char *key, const char *who, const char *other)
{
    reason_set(ret_reason, key);
    reason_add_text(ret_reason, "who", who);
    if (other)
        reason_add_text(ret_reason, "other", other);
    return false;
}

bool meeting_check(const struct meeting_request *request, struct reason *ret_reason)
{
    const struct busy *busy =
        busy_find(request->buyer_busy, request->buyer_busy_count, request->from_at, request->to_at);
    if (busy)
        return refuse_busy(busy, request->buyer, ret_reason);
    busy = busy_find(request->company_busy, request->company_busy_count, request->from_at,
                     request->to_at);
    if (busy)
        return refuse_busy(busy, request->company, ret_reason);
    if (request->refused)
        return refuse(ret_reason, "meeting.refused", request->buyer, request->company);
    if (request->pair_meets)
        return refuse(ret_reason, "meeting.pair_meets", request->buyer, request->company);
    if (request->buyer_meets)
        return refuse(ret_reason, "meeting.buyer_meets", request->buyer, request->buyer_meets);
    if (request->company_meets)
        return refuse(ret_reason, "meeting.company_meets", request->company, NULL);
    if (!request->has_place)
        return refuse(ret_reason, "meeting.no_place", request->company, NULL);
    return true;
}
