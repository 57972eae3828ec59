/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules of a pitch on the day: the allowed moves between its states, the host's big button,
 * minutes added or removed, two pitches exchanged. Pure: the caller gives all instants, in ms. */
#ifndef PARVIS_PITCH_H
#define PARVIS_PITCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parvis/states.h"
#include "reason.h"

#define PITCH_MINUTES_MIN (-5)
#define PITCH_MINUTES_MAX 10

/* A stage session: `slots` pitches, one after the other. */
struct pitch_session {
    int64_t id;
    int64_t from_at, to_at;
    int slots;
    int64_t pitch_ms, questions_ms, changeover_ms;
};

/* One row of the running order. Instants 0: not yet. */
struct pitch {
    int64_t id, company, session;
    int position; /* 1, 2, … through the day */
    enum pitch_state state;
    int64_t planned_from_at, planned_to_at; /* to_at: the end of the questions */
    int64_t projected_from_at, projected_to_at;
    int64_t started_at, questions_at, ended_at;
    int64_t pitch_ms, questions_ms; /* length, extra minutes and pauses included */
    int64_t paused_at;              /* since when it is paused; 0: it is not */
};

/* A company's times. Instants 0: not given. */
struct pitch_presence {
    int64_t not_before_at; /* no pitch before */
    int64_t arrives_at, leaves_at;
};

/* Whether the company can pitch from `from_at` to `to_at`; else false with the reason ("pitch.…"),
 * which takes `company` as its argument. */
bool pitch_fits(const struct pitch_presence *presence, int64_t from_at, int64_t to_at,
                const char *company, struct reason *ret_reason);

/* Moves pitches[index] to a state at `now`. False with the reason, nothing changed: the table of
 * moves does not allow it, or another pitch is on stage. A move back to ready forgets everything
 * that happened, and takes the lengths from `session` again. */
bool pitch_move(struct pitch *pitches, size_t count, size_t index, enum pitch_state to,
                const struct pitch_session *session, int64_t now, struct reason *ret_reason);

/* The big button: finds the pitch to move and its next state. A pitch on stage goes to its
 * questions (or is done, when it has none); questions go to done; with the stage free, the next
 * ready pitch goes on stage. False with the reason: no pitch is left. */
bool pitch_next(const struct pitch *pitches, size_t count, size_t *ret_index,
                enum pitch_state *ret_to, struct reason *ret_reason);

/* Adds minutes to the running phase, or removes some (negative). False with the reason: no phase
 * runs, or less than one minute would be left. */
bool pitch_add_minutes(struct pitch *pitch, int minutes, struct reason *ret_reason);

/* Pauses the running phase, or resumes it: the phase is then longer by the pause. Pausing a paused
 * pitch changes nothing. False with the reason: no phase runs. */
bool pitch_pause(struct pitch *pitch, bool paused, int64_t now, struct reason *ret_reason);

/* Exchanges two ready pitches: position, session, planned times and lengths. The caller asks
 * pitch_fits afterwards whether the new times suit the companies. */
bool pitch_swap(struct pitch *a, struct pitch *b, const struct pitch_session *session_a,
                const struct pitch_session *session_b, struct reason *ret_reason);

/* Projects every pitch's times from what has really happened by `now`. `pitches` by position,
 * `sessions` by time. Nothing ready is projected before its planned time; the break before a
 * session absorbs the delay of the session before; a pitch that overruns, or that nobody starts,
 * delays the following ones minute by minute. A pitch that has begun shows its actual times. */
void pitch_project(struct pitch *pitches, size_t count, const struct pitch_session *sessions,
                   size_t session_count, int64_t now);

#endif
