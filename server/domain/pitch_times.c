/* SPDX-License-Identifier: EUPL-1.2 */
/* Projected times: the planned ones, delayed by what has really happened. */
#include "pitch.h"

#include "parvis/units.h"

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static const struct pitch_session *session_of(const struct pitch *pitch,
                                              const struct pitch_session *sessions, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (sessions[i].id == pitch->session)
            return &sessions[i];
    return NULL;
}

/* Of a pitch that runs: its end, at least the minute that it is now. */
static int64_t running_end(const struct pitch *pitch, int64_t minute)
{
    int64_t paused_ms = pitch->paused_at ? later(minute - pitch->paused_at, 0) : 0;
    if (pitch->state == PITCH_QUESTIONS)
        return later(pitch->questions_at + pitch->questions_ms + paused_ms, minute);
    return later(pitch->started_at + pitch->pitch_ms + paused_ms, minute) + pitch->questions_ms;
}

static int64_t changeover_of(const struct pitch *pitch, const struct pitch_session *sessions,
                             size_t session_count)
{
    const struct pitch_session *session = session_of(pitch, sessions, session_count);
    return session ? session->changeover_ms : 0;
}

void pitch_project(struct pitch *pitches, size_t count, const struct pitch_session *sessions,
                   size_t session_count, int64_t now)
{
    int64_t minute = now - now % MINUTE_MS, free_at = minute;
    for (size_t i = 0; i < count; i++) { /* first what is known, whatever its place in the order */
        struct pitch *pitch = &pitches[i];
        if (pitch->state == PITCH_SKIPPED) { /* takes no time; keeps its place on paper */
            pitch->projected_from_at = pitch->planned_from_at;
            pitch->projected_to_at = pitch->planned_to_at;
        } else if (pitch->state != PITCH_READY) {
            pitch->projected_from_at = pitch->started_at;
            pitch->projected_to_at =
                pitch->state == PITCH_DONE ? pitch->ended_at : running_end(pitch, minute);
            free_at = later(free_at,
                            pitch->projected_to_at + changeover_of(pitch, sessions, session_count));
        }
    }
    for (size_t i = 0; i < count; i++) {
        struct pitch *pitch = &pitches[i];
        if (pitch->state != PITCH_READY)
            continue;
        pitch->projected_from_at = later(pitch->planned_from_at, free_at);
        pitch->projected_to_at = pitch->projected_from_at + pitch->pitch_ms + pitch->questions_ms;
        free_at = pitch->projected_to_at + changeover_of(pitch, sessions, session_count);
    }
}
