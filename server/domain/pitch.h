/* SPDX-License-Identifier: EUPL-1.2 */
/* A pitch and its life on the day: the declared moves, the host's big button, minutes given and
 * taken, two pitches changing places. Pure: instants are given, in ms. */
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
    int64_t planned_from_at, planned_to_at; /* the end is that of the questions */
    int64_t projected_from_at, projected_to_at;
    int64_t started_at, questions_at, ended_at;
    int64_t pitch_ms, questions_ms; /* time given, extra minutes and pauses included */
    int64_t paused_at;              /* its time stands still since; 0: it runs */
};

/* What a company can be asked to keep to. Instants 0: no such wish. */
struct pitch_presence {
    int64_t not_before_at; /* no pitch before */
    int64_t arrives_at, leaves_at;
};

/* Whether the company can pitch from `from_at` to `to_at`; else false with the reason ("pitch.…"),
 * which takes `company` as its argument. */
bool pitch_fits(const struct pitch_presence *presence, int64_t from_at, int64_t to_at,
                const char *company, struct reason *ret_reason);

/* Moves pitches[index] to a state at `now`, if the table of moves and the one stage allow it; else
 * false with the reason, and nothing is changed. Back to ready forgets what happened, extra
 * minutes included: `session` gives the time again. */
bool pitch_move(struct pitch *pitches, size_t count, size_t index, enum pitch_state to,
                const struct pitch_session *session, int64_t now, struct reason *ret_reason);

/* The big button: which pitch moves, and where to. What is on stage goes to its questions (or is
 * done, when it has none), questions are done, else the next ready one comes on stage. False with
 * the reason: nothing is left. */
bool pitch_next(const struct pitch *pitches, size_t count, size_t *ret_index,
                enum pitch_state *ret_to, struct reason *ret_reason);

/* Gives or takes minutes of the running phase; at least one minute is left. */
bool pitch_add_minutes(struct pitch *pitch, int minutes, struct reason *ret_reason);

/* Stops the running phase's time, or lets it run again: what the pause took is given to the phase.
 * What is so already stays so. */
bool pitch_pause(struct pitch *pitch, bool paused, int64_t now, struct reason *ret_reason);

/* Two ready pitches change places: position, session, planned times and the time given. Whether
 * their companies can is for the caller to ask (pitch_fits) of the result. */
bool pitch_swap(struct pitch *a, struct pitch *b, const struct pitch_session *session_a,
                const struct pitch_session *session_b, struct reason *ret_reason);

/* Projects every item from what has really happened by `now`. `pitches` by position, `sessions`
 * by time. Nothing ready is projected before its planned time; a session's break absorbs the delay
 * of the one before; a pitch that over-runs, or that nobody starts, pushes the rest on minute by
 * minute. A pitch that began shows its actual times. */
void pitch_project(struct pitch *pitches, size_t count, const struct pitch_session *sessions,
                   size_t session_count, int64_t now);

#endif
