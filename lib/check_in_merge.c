/* SPDX-License-Identifier: EUPL-1.2 */
/* The course of one person out of scans that came in any order. */
#include "parvis/check_in_merge.h"

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

struct merge_verdict merge_judge(const struct merge_scan *scan)
{
    const struct check_in_facts *facts = scan->facts;
    struct merge_verdict verdict = {.decision = check_in_decide(facts),
                                    .moves_at = check_in_effective_at(facts)};
    enum check_in_status found = verdict.decision.status;
    verdict.through = check_in_is_green(scan->alone ? scan->said : found);
    if (!scan->alone)
        return verdict;
    if (!verdict.through) {
        verdict.decision = (struct check_in_decision){.status = scan->said};
        return verdict;
    }
    /* 'Already in' and 'not in' are for the course to judge: there may be more to come. */
    verdict.contradicted =
        !check_in_is_green(found) && found != CHECK_IN_ALREADY_IN && found != CHECK_IN_NOT_IN;
    verdict.through = !verdict.contradicted;
    return verdict;
}

void merge_follow(const struct merge_scan *scan, struct merge_event *events, size_t *count,
                  struct merge_verdict *verdict)
{
    const struct check_in_facts *facts = scan->facts;
    struct check_in_decision *decision = &verdict->decision;
    if (verdict->through)
        events[(*count)++] = (struct merge_event){
            .at = check_in_effective_at(facts), .number = MERGE_THIS, .leaving = facts->leaving};
    struct merge_course course = merge_events(events, *count);
    if (!verdict->through)
        return;
    decision->moves = course.presence != facts->presence;
    decision->presence = course.presence;
    verdict->moves_at = course.moved_at;
    decision->first_moves =
        course.first_by && (facts->first_at == 0 || course.first_at < facts->first_at);
    decision->first_at = course.first_at;
}
