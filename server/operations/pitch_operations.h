/* SPDX-License-Identifier: EUPL-1.2 */
/* What a host does to the running order (domain/pitch.h). The other items' projected times follow
 * in the same transaction. */
#ifndef PARVIS_PITCH_OPERATIONS_H
#define PARVIS_PITCH_OPERATIONS_H

#include "operation.h"
#include "pitch.h"

/* The host's big button: what is on stage goes to its questions or ends, else the next ready pitch
 * begins.
 * Refuses: pitch.none_left, pitch.stage_taken. */
struct pitch_next {
    int64_t pitch; /* out: which one moved */
};
extern const struct operation_form pitch_next_form;

/* One declared move of a pitch.
 * Refuses: pitch.no_such_move, pitch.stage_taken. */
struct pitch_advance {
    int64_t pitch;
    enum pitch_state to;
};
extern const struct operation_form pitch_advance_form;

/* Gives minutes to the running phase, or takes some (negative).
 * Refuses: pitch.not_running, pitch.no_minute_left. */
struct pitch_time {
    int64_t pitch;
    int64_t minutes; /* PITCH_MINUTES_MIN to PITCH_MINUTES_MAX */
};
extern const struct operation_form pitch_time_form;

/* The running phase's time stands still, or goes on.
 * Refuses: pitch.not_running. */
struct pitch_pause {
    int64_t pitch;
    bool paused;
};
extern const struct operation_form pitch_pause_form;

/* Two ready pitches change places. Planned meetings that the new times would overlap go to the
 * first slot that suits both sides. Refuses: pitch.same, pitch.not_ready, pitch.not_arrived,
 * pitch.not_before, pitch.has_left (the company cannot come then), pitch.has_demonstration,
 * pitch.has_meeting (one that has begun, or that fits nowhere else). */
struct pitch_swap {
    int64_t a, b;
};
extern const struct operation_form pitch_swap_form;

#endif
