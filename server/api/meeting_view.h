/* All that a decision about one meeting looks at, read in one go on the writer thread: the same
 * rules for a host's request and for an attendee's. */
#ifndef PARVIS_API_MEETING_VIEW_H
#define PARVIS_API_MEETING_VIEW_H

#include "steering.h"

struct meeting_view {
    struct day day;
    struct store_meeting *meetings;
    struct store_buyer *buyers;
    struct store_pair *pairs;
    size_t meeting_count, buyer_count, pair_count;
};

/* The caller clears it, on failure too. */
enum parvis_status meeting_view_load(struct store *store,
                                     struct meeting_view *view) PARVIS_MUST_CHECK;
void meeting_view_clear(struct meeting_view *view);
/* Whether `wanted` can be held in its slot; sets its place. Refuses the command with the reason
 * otherwise. */
enum parvis_status meeting_view_check(struct steering_command *command,
                                      const struct meeting_view *view,
                                      struct store_meeting *wanted) PARVIS_MUST_CHECK;
/* Sets its weight; 1: nobody had asked for it. */
enum parvis_status meeting_view_weigh(struct store *store, const struct meeting_view *view,
                                      struct store_meeting *meeting) PARVIS_MUST_CHECK;

#endif
