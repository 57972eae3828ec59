/* SPDX-License-Identifier: EUPL-1.2 */
/* One scan on the writer's thread: judged, merged with what came before it and after it, written.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_in_scan.h"
#include "parvis/check_in_merge.h"
#include "store_exception.h"

/* What is known when a scan is judged, and what follows. */
struct judgement {
    const struct scan_origin *origin;
    struct scan_work *work;
    struct store_standing standing; /* the person's before; its presence then after */
    struct merge_verdict verdict;
    struct merge_event *events; /* owned: the person's course, when scans came out of order */
    size_t event_count;
};

/* The same id again: the same answer, if it asks the same thing. */
static void repeat_answer(const struct store_scan *scan, struct scan_work *work)
{
    if (memcmp(scan->digest, work->digest, sizeof work->digest) != 0 ||
        !check_in_status_parse(scan->status, &work->status)) {
        work->status = CHECK_IN_SCAN_ID_REUSED;
        work->at = work->facts.received_at;
        work->person = 0;
        return;
    }
    work->at = scan->received_at;
    work->person = scan->person;
    work->first_at = scan->first_at;
    snprintf(work->first_place, sizeof work->first_place, "%s", scan->first_place);
}

/* Completes the facts from the database. */
static enum parvis_status look_up(struct store *store, struct judgement *judgement)
{
    struct scan_work *work = judgement->work;
    struct store_standing *standing = &judgement->standing;
    enum parvis_status status = PARVIS_NOT_FOUND;
    if (work->by_name)
        status = store_standing_by_person(store, work->person, standing);
    else if (work->facts.verdict == BADGE_GENUINE)
        status = store_standing_by_badge(store, work->serial, standing);
    work->facts.known = status == PARVIS_OK;
    work->person = standing->person;
    work->facts.revoked = standing->revoked;
    if (status == PARVIS_OK) {
        work->facts.presence = check_in_presence_parse(standing->presence.state);
        work->facts.first_at = standing->presence.first_at;
    }
    return status == PARVIS_NOT_FOUND ? PARVIS_OK : status;
}

/* ---- the course of a person ---- */

static enum parvis_status load_events(struct store *store, struct judgement *judgement)
{
    struct store_event *rows = NULL;
    size_t count = 0;
    enum parvis_status status = store_scan_events(store, judgement->work->person, &rows, &count);
    if (status != PARVIS_OK)
        return status;
    judgement->events = calloc(count + 1, sizeof *judgement->events);
    if (!judgement->events)
        status = PARVIS_NO_MEMORY;
    for (size_t i = 0; i < count && status == PARVIS_OK; i++)
        judgement->events[i] = (struct merge_event){
            .at = rows[i].effective_at, .number = rows[i].number, .leaving = rows[i].leaving};
    judgement->event_count = count;
    free(rows);
    return status;
}

/* 'Seen twice' is what the whole course says: an entry of somebody who was inside. What comes later
 * may explain it. */
static enum parvis_status tell_twice(struct store *store, const struct judgement *judgement,
                                     int64_t number, struct store_change_list *changes)
{
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < judgement->event_count && status == PARVIS_OK; i++) {
        const struct merge_event *event = &judgement->events[i];
        int64_t scan = event->number == MERGE_THIS ? number : event->number;
        status = event->twice ? store_exception_add(store, "twice", scan,
                                                    judgement->standing.presence.first_at,
                                                    judgement->standing.presence.place, changes)
                              : store_exception_explain(store, scan, changes);
    }
    return status;
}

/* ---- judging ---- */

static enum parvis_status judge(struct store *store, struct judgement *judgement)
{
    const struct scan_work *work = judgement->work;
    const struct merge_scan scan = {
        .facts = &work->facts, .alone = work->has_said, .said = work->said};
    struct merge_verdict *verdict = &judgement->verdict;
    *verdict = merge_judge(&scan);
    bool alone = work->has_said && verdict->through;
    if (!work->person || work->facts.revoked || verdict->contradicted ||
        !(alone || judgement->standing.last_at > verdict->moves_at))
        return PARVIS_OK;
    enum parvis_status status = load_events(store, judgement);
    if (status == PARVIS_OK)
        merge_follow(&scan, judgement->events, &judgement->event_count, verdict);
    return status;
}

static struct store_scan scan_row(const struct judgement *judgement)
{
    const struct scan_work *work = judgement->work;
    struct store_scan scan = {
        .device = judgement->origin->device,
        .serial = work->serial,
        .person = work->person,
        .leaving = work->facts.leaving,
        .occurred_at = work->facts.occurred_at,
        .received_at = work->facts.received_at,
        .first_at = work->first_at,
        .effective_at = check_in_effective_at(&work->facts),
        .device_at = work->device_at,
        .device_seq = work->device_seq,
    };
    memcpy(scan.id, work->id, sizeof scan.id);
    memcpy(scan.digest, work->digest, sizeof scan.digest);
    memcpy(scan.first_place, work->first_place, sizeof scan.first_place);
    memcpy(scan.journal, work->journal, sizeof scan.journal);
    snprintf(scan.status, sizeof scan.status, "%s", check_in_status_name(work->status));
    if (work->has_said)
        snprintf(scan.said, sizeof scan.said, "%s", check_in_status_name(work->said));
    if (judgement->verdict.decision.moves)
        snprintf(scan.before_state, sizeof scan.before_state, "%s",
                 check_in_presence_name(work->facts.presence));
    return scan;
}

static enum parvis_status move_person(struct store *store, struct judgement *judgement,
                                      int64_t scan, struct store_change_list *changes)
{
    const struct check_in_decision *decision = &judgement->verdict.decision;
    struct store_presence *presence = &judgement->standing.presence;
    if (decision->moves) {
        snprintf(presence->state, sizeof presence->state, "%s",
                 check_in_presence_name(decision->presence));
        presence->at = judgement->verdict.moves_at;
        presence->scan = scan;
    }
    if (decision->first_moves) {
        presence->first_at = decision->first_at;
        snprintf(presence->place, sizeof presence->place, "%s", judgement->origin->place);
    }
    enum parvis_status status = store_presence_put(store, judgement->work->person, presence);
    return status == PARVIS_OK ? store_record(store, "presence", judgement->work->person, changes)
                               : status;
}

static enum parvis_status write_scan(struct store *store, struct judgement *judgement,
                                     struct store_change_list *changes)
{
    const struct check_in_decision *decision = &judgement->verdict.decision;
    struct store_scan scan = scan_row(judgement);
    enum parvis_status status = store_scan_add(store, &scan);
    judgement->work->number = scan.number;
    if (status == PARVIS_OK && (decision->moves || decision->first_moves))
        status = move_person(store, judgement, scan.number, changes);
    if (status == PARVIS_OK && !decision->moves)
        status = store_record(store, "scan", scan.number, changes);
    if (status == PARVIS_OK && judgement->verdict.contradicted)
        status = store_exception_add(store, "contradicted", scan.number, 0, "", changes);
    return status == PARVIS_OK ? tell_twice(store, judgement, scan.number, changes) : status;
}

/* ---- scans that were here before ---- */

/* Where the person is, out of the course alone. */
static enum parvis_status follow_again(struct store *store, struct judgement *judgement,
                                       int64_t number, struct store_change_list *changes)
{
    struct store_presence *presence = &judgement->standing.presence;
    int64_t person = judgement->work->person;
    enum parvis_status status = store_presence_get(store, person, presence);
    if (status == PARVIS_OK)
        status = load_events(store, judgement);
    if (status != PARVIS_OK)
        return status;
    struct merge_course course = merge_events(judgement->events, judgement->event_count);
    const char *state = check_in_presence_name(course.presence);
    bool differs = strcmp(state, presence->state) != 0 ||
                   (course.first_by && course.first_at != presence->first_at);
    if (differs && presence->scan) {
        snprintf(presence->state, sizeof presence->state, "%s", state);
        presence->at = course.moved_at;
        presence->first_at = course.first_at;
        status = store_presence_put(store, person, presence);
        if (status == PARVIS_OK)
            status = store_record(store, "presence", person, changes);
    }
    return status == PARVIS_OK ? tell_twice(store, judgement, number, changes) : status;
}

/* A scan was asked, its answer was lost, and the kiosk told the person by itself: that is learnt
 * when the scan comes again. Who was turned away then did not come in: the scan is annulled. */
static enum parvis_status learn_said(struct store *store, struct judgement *judgement,
                                     const struct store_scan *scan,
                                     struct store_change_list *changes)
{
    struct scan_work *work = judgement->work;
    if (!work->has_said || *scan->said)
        return PARVIS_OK;
    bool said_green = check_in_is_green(work->said), green = check_in_is_green(work->status);
    enum parvis_status status =
        store_scan_said(store, scan->number, check_in_status_name(work->said));
    if (status == PARVIS_OK && green && !said_green)
        status = store_scan_annul(store, scan->number, work->facts.received_at);
    if (status != PARVIS_OK || said_green == green)
        return status;
    bool judged = green || work->status == CHECK_IN_ALREADY_IN || work->status == CHECK_IN_NOT_IN;
    if (!judged)
        return store_exception_add(store, "contradicted", scan->number, 0, "", changes);
    return follow_again(store, judgement, scan->number, changes);
}

/* Two scans of a device at one place of its journal: the device's fault. */
static bool place_is_taken(struct store *store, const struct judgement *judgement)
{
    const struct scan_work *work = judgement->work;
    char id[STORE_SCAN_ID_CHARS + 1];
    return *work->journal && store_scan_of_journal(store, judgement->origin->device, work->journal,
                                                   work->device_seq, id) == PARVIS_OK;
}

enum parvis_status scan_park(struct store *store, const struct scan_origin *origin,
                             int64_t received_at, const struct scan_work *work,
                             struct store_change_list *changes)
{
    char reason[256];
    if (!origin->device || !(*work->journal || work->forbidden))
        return PARVIS_OK;
    snprintf(reason, sizeof reason, "%s %s", work->malformed ? work->fault.field : "scan_id",
             work->malformed ? work->fault.reason : "was used for another scan");
    const struct store_refused refused = {.scan_id = work->id,
                                          .journal = work->journal,
                                          .reason = reason,
                                          .said = work->has_said ? check_in_status_name(work->said)
                                                                 : NULL,
                                          .device = origin->device,
                                          .person = work->forbidden ? work->person : 0,
                                          .device_seq = work->device_seq,
                                          .occurred_at = work->facts.occurred_at,
                                          .received_at = received_at};
    return store_exception_park(store, &refused, changes);
}

static enum parvis_status commit_again(struct store *store, struct judgement *judgement,
                                       const struct store_scan *scan,
                                       struct store_change_list *changes)
{
    struct scan_work *work = judgement->work;
    repeat_answer(scan, work);
    if (work->status == CHECK_IN_SCAN_ID_REUSED)
        return scan_park(store, judgement->origin, work->facts.received_at, work, changes);
    enum parvis_status status = learn_said(store, judgement, scan, changes);
    free(judgement->events);
    return status;
}

/* A scan whose id nobody used before: judged and written. */
static enum parvis_status commit_new_scan(struct store *store, struct judgement *judgement,
                                          struct store_change_list *changes)
{
    struct scan_work *work = judgement->work;
    const struct store_presence *presence = &judgement->standing.presence;
    enum parvis_status status = look_up(store, judgement);
    if (status == PARVIS_OK)
        status = judge(store, judgement);
    work->status = judgement->verdict.decision.status;
    work->at = work->facts.received_at;
    if (work->status == CHECK_IN_ALREADY_IN) {
        work->first_at = presence->first_at;
        memcpy(work->first_place, presence->place, sizeof work->first_place);
    }
    if (status == PARVIS_OK)
        status = write_scan(store, judgement, changes);
    free(judgement->events);
    return status;
}

enum parvis_status scan_commit(struct store *store, const struct scan_origin *origin,
                               int64_t received_at, struct scan_work *work,
                               struct store_change_list *changes)
{
    struct store_scan before;
    struct judgement judgement = {
        .origin = origin, .work = work, .standing = {.presence = {.state = "expected"}}};
    work->facts.received_at = received_at;
    enum parvis_status status = store_scan_find(store, work->id, &before);
    if (status == PARVIS_OK)
        return commit_again(store, &judgement, &before, changes);
    if (status != PARVIS_NOT_FOUND)
        return status;
    if (place_is_taken(store, &judgement)) {
        work->status = CHECK_IN_SCAN_ID_REUSED;
        work->at = received_at;
        return scan_park(store, origin, received_at, work, changes);
    }
    return commit_new_scan(store, &judgement, changes);
}
