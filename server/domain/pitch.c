/* SPDX-License-Identifier: EUPL-1.2 */
/* The life of a pitch: the table of moves and what each does to its instants. */
#include "pitch.h"

#include <string.h>

#include "parvis/units.h"

/* The states in the catalogue. */
static const char *const state_words[PITCH_STATES] = {
    [PITCH_READY] = "pitch.state.ready",         [PITCH_ON_STAGE] = "pitch.state.on_stage",
    [PITCH_QUESTIONS] = "pitch.state.questions", [PITCH_DONE] = "pitch.state.done",
    [PITCH_SKIPPED] = "pitch.state.skipped",
};

/* allowed[from][to]. Besides the day's forward way: a false start, questions that began too soon,
 * an end pressed by mistake, a company that was passed over and came after all. */
static const bool allowed[PITCH_STATES][PITCH_STATES] = {
    [PITCH_READY] = {[PITCH_ON_STAGE] = true, [PITCH_SKIPPED] = true},
    [PITCH_ON_STAGE] = {[PITCH_QUESTIONS] = true, [PITCH_DONE] = true, [PITCH_READY] = true},
    [PITCH_QUESTIONS] = {[PITCH_DONE] = true, [PITCH_ON_STAGE] = true, [PITCH_READY] = true},
    [PITCH_DONE] = {[PITCH_QUESTIONS] = true, [PITCH_READY] = true},
    [PITCH_SKIPPED] = {[PITCH_READY] = true},
};

bool pitch_fits(const struct pitch_presence *presence, int64_t from_at, int64_t to_at,
                const char *company, struct reason *ret_reason)
{
    const char *key = NULL;
    int64_t at = 0;
    if (presence->arrives_at && from_at < presence->arrives_at) {
        key = "pitch.not_arrived";
        at = presence->arrives_at;
    } else if (presence->not_before_at && from_at < presence->not_before_at) {
        key = "pitch.not_before";
        at = presence->not_before_at;
    } else if (presence->leaves_at && to_at > presence->leaves_at) {
        key = "pitch.has_left";
        at = presence->leaves_at;
    }
    if (!key)
        return true;
    reason_set(ret_reason, key);
    reason_add_text(ret_reason, "company", company);
    reason_add_time(ret_reason, "time", at);
    return false;
}

static bool is_running(const struct pitch *pitch)
{
    return pitch->state == PITCH_ON_STAGE || pitch->state == PITCH_QUESTIONS;
}

/* Sets the instants of each state: those of passed states stay, those of undone states are
 * cleared. */
static void enter(struct pitch *pitch, enum pitch_state to, const struct pitch_session *session,
                  int64_t now)
{
    switch (to) {
    case PITCH_READY:
    case PITCH_SKIPPED:
        pitch->started_at = pitch->questions_at = pitch->ended_at = 0;
        pitch->pitch_ms = session->pitch_ms;
        pitch->questions_ms = session->questions_ms;
        break;
    case PITCH_ON_STAGE:
        if (!pitch->started_at)
            pitch->started_at = now;
        pitch->questions_at = pitch->ended_at = 0;
        break;
    case PITCH_QUESTIONS:
        if (!pitch->questions_at)
            pitch->questions_at = now;
        pitch->ended_at = 0;
        break;
    case PITCH_DONE:
        pitch->ended_at = now;
        break;
    }
    pitch->state = to;
}

/* The phase becomes longer by the pause. */
static void end_pause(struct pitch *pitch, int64_t now)
{
    int64_t *given = pitch->state == PITCH_QUESTIONS ? &pitch->questions_ms : &pitch->pitch_ms;
    if (pitch->paused_at && now > pitch->paused_at)
        *given += now - pitch->paused_at;
    pitch->paused_at = 0;
}

bool pitch_move(struct pitch *pitches, size_t count, size_t index, enum pitch_state to,
                const struct pitch_session *session, int64_t now, struct reason *ret_reason)
{
    struct pitch *pitch = &pitches[index];
    if (!allowed[pitch->state][to]) {
        reason_set(ret_reason, "pitch.no_such_move");
        reason_add_word(ret_reason, "from", state_words[pitch->state]);
        reason_add_word(ret_reason, "to", state_words[to]);
        return false;
    }
    for (size_t i = 0; i < count; i++)
        if (i != index && is_running(&pitches[i]) &&
            (to == PITCH_ON_STAGE || to == PITCH_QUESTIONS)) {
            reason_set(ret_reason, "pitch.stage_taken");
            reason_add_number(ret_reason, "position", pitches[i].position);
            return false;
        }
    end_pause(pitch, now);
    enter(pitch, to, session, now);
    return true;
}

bool pitch_pause(struct pitch *pitch, bool paused, int64_t now, struct reason *ret_reason)
{
    if (!is_running(pitch)) {
        reason_set(ret_reason, "pitch.not_running");
        return false;
    }
    if (!paused)
        end_pause(pitch, now);
    else if (!pitch->paused_at)
        pitch->paused_at = now;
    return true;
}

bool pitch_next(const struct pitch *pitches, size_t count, size_t *ret_index,
                enum pitch_state *ret_to, struct reason *ret_reason)
{
    size_t next = count;
    for (size_t i = 0; i < count; i++) {
        if (is_running(&pitches[i])) {
            bool asks = pitches[i].state == PITCH_ON_STAGE && pitches[i].questions_ms > 0;
            *ret_index = i;
            *ret_to = asks ? PITCH_QUESTIONS : PITCH_DONE;
            return true;
        }
        if (pitches[i].state == PITCH_READY &&
            (next == count || pitches[i].position < pitches[next].position))
            next = i;
    }
    if (next == count) {
        reason_set(ret_reason, "pitch.none_left");
        return false;
    }
    *ret_index = next;
    *ret_to = PITCH_ON_STAGE;
    return true;
}

bool pitch_add_minutes(struct pitch *pitch, int minutes, struct reason *ret_reason)
{
    int64_t *given = pitch->state == PITCH_ON_STAGE    ? &pitch->pitch_ms
                     : pitch->state == PITCH_QUESTIONS ? &pitch->questions_ms
                                                       : NULL;
    if (!given) {
        reason_set(ret_reason, "pitch.not_running");
        return false;
    }
    if (*given + minutes * MINUTE_MS < MINUTE_MS) {
        reason_set(ret_reason, "pitch.no_minute_left");
        return false;
    }
    *given += minutes * MINUTE_MS;
    return true;
}

/* `pitch` takes the place of `other`. */
static void take_place(struct pitch *pitch, const struct pitch *other,
                       const struct pitch_session *session)
{
    pitch->session = other->session;
    pitch->position = other->position;
    pitch->planned_from_at = other->planned_from_at;
    pitch->planned_to_at = other->planned_to_at;
    pitch->projected_from_at = other->planned_from_at; /* until the next projection */
    pitch->projected_to_at = other->planned_to_at;
    pitch->pitch_ms = session->pitch_ms;
    pitch->questions_ms = session->questions_ms;
}

bool pitch_swap(struct pitch *a, struct pitch *b, const struct pitch_session *session_a,
                const struct pitch_session *session_b, struct reason *ret_reason)
{
    if (a == b || a->state != PITCH_READY || b->state != PITCH_READY) {
        reason_set(ret_reason, a == b ? "pitch.same" : "pitch.not_ready");
        return false;
    }
    struct pitch before = *a;
    take_place(a, b, session_b);
    take_place(b, &before, session_a);
    return true;
}
