/* SPDX-License-Identifier: EUPL-1.2 */
/* The server of the simulation: the order of steps of server/operations/scan_commit.c over arrays.
 */
#include <string.h>

#include "world.h"

static struct server_scan *find_scan(struct server *server, const struct item *item)
{
    for (size_t i = 0; i < server->count; i++)
        if (memcmp(server->scans[i].id, item->scan.id, JOURNAL_SCAN_ID_BYTES) == 0)
            return &server->scans[i];
    return NULL;
}

static bool is_event(const struct server_scan *scan)
{
    bool judged = check_in_is_green(scan->status) || scan->status == CHECK_IN_ALREADY_IN ||
                  scan->status == CHECK_IN_NOT_IN;
    return judged && !scan->annulled &&
           check_in_is_green(scan->has_said ? scan->said : scan->status);
}

static size_t load_events(const struct server *server, int person, struct merge_event *events)
{
    size_t count = 0;
    for (size_t i = 0; i < server->count; i++) {
        const struct server_scan *scan = &server->scans[i];
        if (scan->person == person && is_event(scan))
            events[count++] = (struct merge_event){
                .at = scan->effective_at, .number = (int64_t)i + 1, .leaving = scan->leaving};
    }
    return count;
}

static bool is_late(const struct server *server, int person, int64_t at)
{
    for (size_t i = 0; i < server->count; i++)
        if (server->scans[i].person == person && server->scans[i].effective_at > at)
            return true;
    return false;
}

static void tell_twice(struct server *server, const struct merge_event *events, size_t count,
                       size_t number)
{
    for (size_t i = 0; i < count; i++) {
        size_t scan = events[i].number == MERGE_THIS ? number : (size_t)events[i].number;
        server->scans[scan - 1].noted_twice = events[i].twice;
    }
}

static void learn_said(struct server *server, struct server_scan *scan, const struct item *item)
{
    static struct merge_event events[SCANS_MAX];
    if (!item->scan.said || scan->has_said)
        return;
    struct roster_row *row = &server->people[scan->person];
    scan->has_said = true;
    scan->said = (enum check_in_status)(item->scan.said - 1);
    bool green = check_in_is_green(scan->status), said_green = check_in_is_green(scan->said);
    scan->annulled = green && !said_green;
    if (green == said_green)
        return;
    if (!green && scan->status != CHECK_IN_ALREADY_IN && scan->status != CHECK_IN_NOT_IN) {
        scan->noted_contradicted = true;
        return;
    }
    size_t count = load_events(server, scan->person, events);
    struct merge_course course = merge_events(events, count);
    if (course.presence != row->presence || (course.first_by && course.first_at != row->first_at)) {
        row->presence = course.presence;
        row->moved_at = course.moved_at;
        row->first_at = course.first_at;
    }
    tell_twice(server, events, count, 0);
}

static void move(struct roster_row *row, const struct merge_verdict *verdict)
{
    const struct check_in_decision *decision = &verdict->decision;
    if (decision->moves) {
        row->presence = decision->presence;
        row->moved_at = verdict->moves_at;
    }
    if (decision->first_moves)
        row->first_at = decision->first_at;
}

enum check_in_status server_take(struct server *server, const struct item *item, int64_t now)
{
    static struct merge_event events[SCANS_MAX];
    struct server_scan *before = find_scan(server, item);
    if (before) {
        learn_said(server, before, item);
        return before->status;
    }
    struct roster_row *row = &server->people[item->person];
    const struct check_in_facts facts = {.verdict = BADGE_GENUINE,
                                         .known = true,
                                         .revoked = row->revoked,
                                         .leaving = item->scan.leaving,
                                         .occurred_at = item->scan.at,
                                         .received_at = now,
                                         .doors_at = 1,
                                         .closes_at = CLOSES_AT,
                                         .presence = row->presence,
                                         .first_at = row->first_at};
    const struct merge_scan scan = {.facts = &facts,
                                    .alone = item->scan.said != 0,
                                    .said = (enum check_in_status)(item->scan.said - 1)};
    struct merge_verdict verdict = merge_judge(&scan);
    size_t count = 0;
    if (!row->revoked && !verdict.contradicted &&
        ((scan.alone && verdict.through) || is_late(server, item->person, verdict.moves_at))) {
        count = load_events(server, item->person, events);
        merge_follow(&scan, events, &count, &verdict);
    }
    struct server_scan *added = &server->scans[server->count++];
    *added = (struct server_scan){.kiosk = item->kiosk,
                                  .person = item->person,
                                  .seq = item->scan.seq,
                                  .leaving = item->scan.leaving,
                                  .has_said = scan.alone,
                                  .said = scan.alone ? scan.said : 0,
                                  .status = verdict.decision.status,
                                  .effective_at = check_in_effective_at(&facts),
                                  .noted_contradicted = verdict.contradicted};
    memcpy(added->id, item->scan.id, sizeof added->id);
    move(row, &verdict);
    tell_twice(server, events, count, server->count);
    return added->status;
}
