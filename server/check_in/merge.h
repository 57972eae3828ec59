/* What scans mean when they arrive late and out of order: the rule of docs/offline.md. Pure.
 *
 * A person's course is made of the scans that let them through (the door was green: by the server's
 * word, or by that of a kiosk that was alone), in the order of the times at which they happened. It
 * is the same whatever the order in which the scans arrived. */
#ifndef PARVIS_MERGE_H
#define PARVIS_MERGE_H

#include <stddef.h>

#include "check_in.h"

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

/* What a kiosk that was alone has told the person (`said`) against what the server finds. */
enum merge_conflict {
    MERGE_AGREED,       /* nothing to look at */
    MERGE_CONTRADICTED, /* it let somebody in whom the server would have refused */
};
/* Takes a kiosk's own red answer over: somebody who was turned away did not come in, whatever the
 * server knows better. An entry that the kiosk let through and the server refuses for another
 * reason than that the person is inside is a contradiction. ('Already in' is for merge_events to
 * judge.) */
enum merge_conflict merge_said(enum check_in_status said, bool leaving,
                               struct check_in_decision *decision);

#endif
