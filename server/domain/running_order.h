/* SPDX-License-Identifier: EUPL-1.2 */
/* Builds the running order: gives each pitching company a slot of the stage.
 *
 * Exact, by dynamic programming over sets of companies (Held and Karp, 1962). The aims, in this
 * order: as few companies as possible outside their own times; as few neighbours of one segment as
 * possible; the best marks at the opening of each session and at the end of the day. */
#ifndef PARVIS_RUNNING_ORDER_H
#define PARVIS_RUNNING_ORDER_H

#include "parvis/limits.h"
#include "parvis/status.h"
#include "pitch.h"

/* A company that pitches. */
struct running_company {
    int64_t id;
    const char *segment; /* borrowed, never NULL */
    int mark;            /* tenths */
    struct pitch_presence presence;
    int fixed_slot; /* its pitch has begun in this slot; -1: it may have any */
};

/* A place on the stage. */
struct running_slot {
    int64_t session;
    int64_t from_at, to_at; /* to_at: the end of the questions */
    int64_t pitch_ms, questions_ms;
};

/* Writes the slots of the sessions, in order of time. Returns how many, at most `max`. */
size_t running_order_slots(const struct pitch_session *sessions, size_t count,
                           struct running_slot *ret_slots, size_t max);

/* Gives each company a slot: ret_slot[i] is company i's index in `slots`. Deterministic.
 * *ret_broken: how many companies are outside their own times (pitch_fits says which); above 0 only
 * if no order avoids it. PARVIS_INVALID: more companies than slots, or than PITCHES_MAX. */
enum parvis_status running_order_build(const struct running_company *companies, size_t count,
                                       const struct running_slot *slots, size_t slot_count,
                                       size_t *ret_slot, size_t *ret_broken) PARVIS_MUST_CHECK;

#endif
