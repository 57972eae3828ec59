/* SPDX-License-Identifier: EUPL-1.2 */
/* Merges scans that reach the server late or out of order (the rule of docs/offline.md). Pure.
 *
 * A person's course is the list of scans that let the person through a door, in the order in which
 * they happened. The door was green because the server said so, or because a kiosk off the network
 * decided alone. The course is the same in whatever order the scans reach the server. */
#ifndef PARVIS_MERGE_H
#define PARVIS_MERGE_H

#include <stddef.h>

#include "parvis/check_in.h"

/* A scan that let its person through. */
struct merge_event {
    int64_t at;     /* check_in_effective_at */
    int64_t number; /* order of receipt: sorts scans of the same instant */
    bool leaving;
    bool twice; /* out: an entry of somebody who was inside already */
};

/* Where the person is at the end of a course. */
struct merge_course {
    enum check_in_presence presence;
    int64_t moved_at, moved_by; /* of the last move: time and number; 0: none */
    int64_t first_at, first_by; /* time and number of the arrival; 0: none */
};

/* Sorts the events, fills `twice` of each, and returns where they lead. */
struct merge_course merge_events(struct merge_event *events, size_t count);

/* Whether the door opens at this status. */
bool check_in_is_green(enum check_in_status status);

/* A scan to judge. */
struct merge_scan {
    const struct check_in_facts *facts;
    bool alone;                /* a kiosk off the network decided alone, and told the person */
    enum check_in_status said; /* this; with `alone` only */
};

struct merge_verdict {
    struct check_in_decision decision;
    int64_t moves_at;  /* the instant of its move, ms */
    bool through;      /* the person went through the door: the scan belongs to the course */
    bool contradicted; /* a kiosk let in somebody whom the server would have refused */
};

/* Judges the scan by itself, as if it had arrived in order. A red answer that a kiosk gave alone
 * stands: a person who was turned away did not come in, even if the server would have let them. */
struct merge_verdict merge_judge(const struct merge_scan *scan);

/* Corrects a verdict by the person's other events: for a scan that a kiosk answered alone, or that
 * some of the events came after. `events` must have room for one more: the scan itself is added as
 * number MERGE_THIS when its person went through. Fills `twice` of all. */
#define MERGE_THIS INT64_MAX
void merge_follow(const struct merge_scan *scan, struct merge_event *events, size_t *count,
                  struct merge_verdict *verdict);

#endif
