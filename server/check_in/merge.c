/* The course of one person out of scans that came in any order. */
#include "merge.h"

#include <stdlib.h>

static int by_time(const void *a, const void *b)
{
    const struct merge_event *left = a, *right = b;
    if (left->at != right->at)
        return left->at < right->at ? -1 : 1;
    return left->number < right->number ? -1 : left->number > right->number;
}

struct merge_course merge_events(struct merge_event *events, size_t count)
{
    struct merge_course course = {.presence = CHECK_IN_EXPECTED};
    if (count > 1)
        qsort(events, count, sizeof *events, by_time);
    for (size_t i = 0; i < count; i++) {
        struct merge_event *event = &events[i];
        bool inside = course.presence == CHECK_IN_INSIDE;
        event->twice = inside && !event->leaving;
        if (!event->leaving && !course.first_by) {
            course.first_at = event->at;
            course.first_by = event->number;
        }
        if (inside != event->leaving)
            continue; /* in while inside, or out while not: moves nobody */
        course.presence = event->leaving ? CHECK_IN_OUTSIDE : CHECK_IN_INSIDE;
        course.moved_at = event->at;
        course.moved_by = event->number;
    }
    return course;
}

bool check_in_is_green(enum check_in_status status)
{
    return status == CHECK_IN_ADMITTED || status == CHECK_IN_RETURNED || status == CHECK_IN_LEFT;
}

enum merge_conflict merge_said(enum check_in_status said, bool leaving,
                               struct check_in_decision *decision)
{
    if (!check_in_is_green(said)) {
        *decision = (struct check_in_decision){.status = said};
        return MERGE_AGREED;
    }
    bool agreed = check_in_is_green(decision->status) || leaving ||
                  decision->status == CHECK_IN_ALREADY_IN;
    return agreed ? MERGE_AGREED : MERGE_CONTRADICTED;
}
