/* SPDX-License-Identifier: EUPL-1.2 */
/* What scans mean when they arrive late and out of order: the rule of docs/offline.md. Pure.
 *
 * A person's course is made of the scans that let them through (the door was green: by the server's
 * word, or by that of a kiosk that was alone), in the order of the times at which they happened. It
 * is the same whatever the order in which the scans arrived. */
#ifndef PARVIS_MERGE_H
#define PARVIS_MERGE_H

#include <stddef.h>

#include "parvis/check_in.h"

/* A scan that let its person through. */
struct merge_event {
    int64_t at;     /* check_in_effective_at */
    int64_t number; /* order of receipt: decides between equal times */
    bool leaving;
    bool twice; /* filled: an entry of somebody who was inside already */
};

/* Where a course leads. */
struct merge_course {
    enum check_in_presence presence;
    int64_t moved_at, moved_by; /* the last event that moved the person: time and number; 0: none */
    int64_t first_at, first_by; /* the arrival that counts; 0: none */
};

/* Puts the events in order, fills `twice` of each, and tells where they lead. */
struct merge_course merge_events(struct merge_event *events, size_t count);

/* Whether the door opens at this status. */
bool check_in_is_green(enum check_in_status status);

/* A scan as it is judged. */
struct merge_scan {
    const struct check_in_facts *facts;
    bool alone;                /* a kiosk has told the person by itself: */
    enum check_in_status said; /* … this */
};

struct merge_verdict {
    struct check_in_decision decision;
    int64_t moves_at;  /* when the move that it makes happened */
    bool through;      /* the person went through the door: the scan is part of the course */
    bool contradicted; /* a kiosk let in whom the server would have refused, inside or not */
};

/* What the scan is by itself, in its turn. A kiosk's own red answer is taken over: somebody who was
 * turned away did not come in, whatever the server knows better. */
struct merge_verdict merge_judge(const struct merge_scan *scan);

/* The same among the other events of the person, when it was told alone or some of them happened
 * after it. `events` has room for one more: the scan itself, when its person went through, as
 * number MERGE_THIS. Fills `twice` of all. */
#define MERGE_THIS INT64_MAX
void merge_follow(const struct merge_scan *scan, struct merge_event *events, size_t *count,
                  struct merge_verdict *verdict);

#endif
