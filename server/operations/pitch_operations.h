/* SPDX-License-Identifier: EUPL-1.2 */
/* What a host does to the running order (domain/pitch.h). Each operation also projects the other
 * pitches' times anew, in the same transaction. */
#ifndef PARVIS_PITCH_OPERATIONS_H
#define PARVIS_PITCH_OPERATIONS_H

#include "operation.h"
#include "pitch.h"

/* The host's big button: the pitch on stage goes to its questions, or ends; with the stage free,
 * the next ready pitch begins.
 * Refuses: pitch.none_left, pitch.stage_taken. */
struct pitch_next {
    int64_t pitch; /* out: which one moved */
};
extern const struct operation_form pitch_next_form;

/* Moves a pitch to another state by one move of the rules' table.
 * Refuses: pitch.no_such_move, pitch.stage_taken. */
struct pitch_advance {
    int64_t pitch;
    enum pitch_state to;
};
extern const struct operation_form pitch_advance_form;

/* Gives the running phase more minutes, or fewer (negative).
 * Refuses: pitch.not_running, pitch.no_minute_left. */
struct pitch_time {
    int64_t pitch;
    int64_t minutes; /* PITCH_MINUTES_MIN to PITCH_MINUTES_MAX */
};
extern const struct operation_form pitch_time_form;

/* Pauses the running phase, or resumes it.
 * Refuses: pitch.not_running. */
struct pitch_pause {
    int64_t pitch;
    bool paused;
};
extern const struct operation_form pitch_pause_form;

/* Two ready pitches change places. Planned meetings that would overlap the new times move to the
 * first slot that suits both sides. Refuses: pitch.same, pitch.not_ready, pitch.not_arrived,
 * pitch.not_before, pitch.has_left (the company cannot come then), pitch.has_demonstration,
 * pitch.has_meeting (a meeting in the way has begun, or fits nowhere else). */
struct pitch_swap {
    int64_t a, b;
};
extern const struct operation_form pitch_swap_form;

#endif
