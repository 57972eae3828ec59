/* SPDX-License-Identifier: EUPL-1.2 */
/* Judges one scan, merges it with the person's other scans, and writes it. */
#include "scan_commit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/check_in_merge.h"
#include "store_exception.h"

/* The facts on a scan, and the verdict. */
struct judgement {
    struct store *store; /* borrowed from the operation, as are the following three */
    struct store_change_list *changes;
    const struct operation_actor *actor;
    struct check_in_scan *scan;
    struct store_standing standing; /* the person's, before the scan; presence: also after it */
    struct merge_verdict verdict;
    struct merge_event *events; /* owned: the person's course, when scans came out of order */
    size_t event_count;
};

/* Answers a scan whose id is known as before. False: its content is another. */
static bool repeat_answer(const struct store_scan *before, struct check_in_scan *scan)
{
    if (memcmp(before->digest, scan->digest, sizeof scan->digest) != 0 ||
        !check_in_status_parse(before->status, &scan->status))
        return false;
    scan->at = before->received_at;
    scan->person = before->person;
    scan->first_at = before->first_at;
    snprintf(scan->first_place, sizeof scan->first_place, "%s", before->first_place);
    return true;
}

/* Completes the facts from the database. */
static enum parvis_status look_up(struct judgement *judgement)
{
    struct check_in_scan *asked = judgement->scan;
    struct store_standing *standing = &judgement->standing;
    enum parvis_status status = PARVIS_NOT_FOUND;
    if (asked->by_name)
        status = store_standing_by_person(judgement->store, asked->person, standing);
    else if (asked->facts.verdict == BADGE_GENUINE)
        status = store_standing_by_badge(judgement->store, asked->serial, standing);
    asked->facts.known = status == PARVIS_OK;
    asked->person = standing->person;
    asked->facts.revoked = standing->revoked;
    if (status == PARVIS_OK) {
        asked->facts.presence = standing->presence.state;
        asked->facts.first_at = standing->presence.first_at;
    }
    return status == PARVIS_NOT_FOUND ? PARVIS_OK : status;
}

/* ---- the course of a person ---- */

static enum parvis_status load_events(struct judgement *judgement)
{
    struct store_event *rows = NULL;
    size_t count = 0;
    enum parvis_status status =
        store_scan_events(judgement->store, judgement->scan->person, &rows, &count);
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

/* 'Seen twice' depends on the whole course: an entry of somebody who was inside. Scans that come
 * later may explain it. */
static enum parvis_status tell_twice(const struct judgement *judgement, int64_t number)
{
    enum parvis_status status = PARVIS_OK;
    for (size_t i = 0; i < judgement->event_count && status == PARVIS_OK; i++) {
        const struct merge_event *event = &judgement->events[i];
        int64_t scan = event->number == MERGE_THIS ? number : event->number;
        status = event->twice
                     ? store_exception_add(judgement->store, "twice", scan,
                                           judgement->standing.presence.first_at,
                                           judgement->standing.presence.place, judgement->changes)
                     : store_exception_explain(judgement->store, scan, judgement->changes);
    }
    return status;
}

/* ---- judging ---- */

static enum parvis_status judge(struct judgement *judgement)
{
    const struct check_in_scan *asked = judgement->scan;
    const struct merge_scan scan = {
        .facts = &asked->facts, .alone = asked->has_said, .said = asked->said};
    struct merge_verdict *verdict = &judgement->verdict;
    *verdict = merge_judge(&scan);
    bool alone = asked->has_said && verdict->through;
    if (!asked->person || asked->facts.revoked || verdict->contradicted ||
        !(alone || judgement->standing.last_at > verdict->moves_at))
        return PARVIS_OK;
    enum parvis_status status = load_events(judgement);
    if (status == PARVIS_OK)
        merge_follow(&scan, judgement->events, &judgement->event_count, verdict);
    return status;
}

static struct store_scan scan_row(const struct judgement *judgement)
{
    const struct check_in_scan *asked = judgement->scan;
    struct store_scan scan = {
        .device = judgement->actor->device,
        .serial = asked->serial,
        .person = asked->person,
        .leaving = asked->facts.leaving,
        .occurred_at = asked->facts.occurred_at,
        .received_at = asked->facts.received_at,
        .first_at = asked->first_at,
        .effective_at = check_in_effective_at(&asked->facts),
        .device_at = asked->device_at,
        .device_seq = asked->device_seq,
    };
    memcpy(scan.id, asked->id, sizeof scan.id);
    memcpy(scan.digest, asked->digest, sizeof scan.digest);
    memcpy(scan.first_place, asked->first_place, sizeof scan.first_place);
    memcpy(scan.journal, asked->journal, sizeof scan.journal);
    snprintf(scan.status, sizeof scan.status, "%s", check_in_status_name(asked->status));
    if (asked->has_said)
        snprintf(scan.said, sizeof scan.said, "%s", check_in_status_name(asked->said));
    scan.moved = judgement->verdict.decision.moves;
    scan.before = asked->facts.presence;
    return scan;
}

static enum parvis_status move_person(struct judgement *judgement, int64_t scan)
{
    const struct check_in_decision *decision = &judgement->verdict.decision;
    struct store_presence *presence = &judgement->standing.presence;
    if (decision->moves) {
        presence->state = decision->presence;
        presence->at = judgement->verdict.moves_at;
        presence->scan = scan;
    }
    if (decision->first_moves) {
        presence->first_at = decision->first_at;
        snprintf(presence->place, sizeof presence->place, "%.*s", STORE_PLACE_CHARS - 1,
                 judgement->actor->name);
    }
    enum parvis_status status =
        store_presence_put(judgement->store, judgement->scan->person, presence);
    return status == PARVIS_OK ? store_record(judgement->store, "presence", judgement->scan->person,
                                              judgement->changes)
                               : status;
}

static enum parvis_status write_scan(struct judgement *judgement)
{
    const struct check_in_decision *decision = &judgement->verdict.decision;
    struct store_scan scan = scan_row(judgement);
    enum parvis_status status = store_scan_add(judgement->store, &scan);
    judgement->scan->number = scan.number;
    if (status == PARVIS_OK && (decision->moves || decision->first_moves))
        status = move_person(judgement, scan.number);
    if (status == PARVIS_OK && !decision->moves)
        status = store_record(judgement->store, "scan", scan.number, judgement->changes);
    if (status == PARVIS_OK && judgement->verdict.contradicted)
        status = store_exception_add(judgement->store, "contradicted", scan.number, 0, "",
                                     judgement->changes);
    return status == PARVIS_OK ? tell_twice(judgement, scan.number) : status;
}

/* ---- scans that were here before ---- */

/* Sets the person's presence from the course alone. */
static enum parvis_status follow_again(struct judgement *judgement, int64_t number)
{
    struct store_presence *presence = &judgement->standing.presence;
    int64_t person = judgement->scan->person;
    enum parvis_status status = store_presence_get(judgement->store, person, presence);
    if (status == PARVIS_OK)
        status = load_events(judgement);
    if (status != PARVIS_OK)
        return status;
    struct merge_course course = merge_events(judgement->events, judgement->event_count);
    bool differs = course.presence != presence->state ||
                   (course.first_by && course.first_at != presence->first_at);
    if (differs && presence->scan) {
        presence->state = course.presence;
        presence->at = course.moved_at;
        presence->first_at = course.first_at;
        status = store_presence_put(judgement->store, person, presence);
        if (status == PARVIS_OK)
            status = store_record(judgement->store, "presence", person, judgement->changes);
    }
    return status == PARVIS_OK ? tell_twice(judgement, number) : status;
}

/* The server judged a scan, the answer was lost, and the kiosk answered the person alone; the
 * server learns that when the scan is sent again. If the kiosk turned the person away, the scan is
 * annulled. */
static enum parvis_status learn_said(struct judgement *judgement, const struct store_scan *scan)
{
    struct check_in_scan *asked = judgement->scan;
    if (!asked->has_said || *scan->said)
        return PARVIS_OK;
    bool said_green = check_in_is_green(asked->said), green = check_in_is_green(asked->status);
    enum parvis_status status =
        store_scan_said(judgement->store, scan->number, check_in_status_name(asked->said));
    if (status == PARVIS_OK && green && !said_green)
        status = store_scan_annul(judgement->store, scan->number, asked->facts.received_at);
    if (status != PARVIS_OK || said_green == green)
        return status;
    bool judged = green || asked->status == CHECK_IN_ALREADY_IN || asked->status == CHECK_IN_NOT_IN;
    if (!judged)
        return store_exception_add(judgement->store, "contradicted", scan->number, 0, "",
                                   judgement->changes);
    return follow_again(judgement, scan->number);
}

/* Two scans of a device with one number in its journal: a fault of the device. */
static bool place_is_taken(const struct judgement *judgement)
{
    const struct check_in_scan *asked = judgement->scan;
    char id[STORE_SCAN_ID_CHARS + 1];
    return *asked->journal &&
           store_scan_of_journal(judgement->store, judgement->actor->device, asked->journal,
                                 asked->device_seq, id) == PARVIS_OK;
}

enum parvis_status scan_park(struct operation *operation, const struct check_in_scan *scan)
{
    int64_t device = operation->actor.device;
    if (!device || !(*scan->journal || scan->forbidden))
        return PARVIS_OK;
    const struct store_refused refused = {
        .scan_id = scan->id,
        .journal = scan->journal,
        .reason = *scan->wrong ? scan->wrong : "scan_id was used for another scan",
        .said = scan->has_said ? check_in_status_name(scan->said) : NULL,
        .device = device,
        .person = scan->forbidden ? scan->person : 0,
        .device_seq = scan->device_seq,
        .occurred_at = scan->facts.occurred_at,
        .received_at = operation->now};
    return store_exception_park(operation->store, &refused, operation->changes);
}

/* The scan's id, or its number in the journal, belongs to another scan. */
static enum parvis_status commit_reused(struct operation *operation, struct check_in_scan *scan)
{
    scan->status = CHECK_IN_SCAN_ID_REUSED;
    scan->at = operation->now;
    scan->person = 0; /* the answer names nobody */
    return scan_park(operation, scan);
}

/* A scan that is sent again: gives the earlier answer. */
static enum parvis_status commit_again(struct operation *operation, struct judgement *judgement,
                                       const struct store_scan *before)
{
    if (!repeat_answer(before, judgement->scan))
        return commit_reused(operation, judgement->scan);
    enum parvis_status status = learn_said(judgement, before);
    free(judgement->events);
    return status;
}

/* A scan with a new id: judges and writes it. */
static enum parvis_status commit_new_scan(struct judgement *judgement)
{
    struct check_in_scan *scan = judgement->scan;
    const struct store_presence *presence = &judgement->standing.presence;
    enum parvis_status status = look_up(judgement);
    if (status == PARVIS_OK)
        status = judge(judgement);
    scan->status = judgement->verdict.decision.status;
    scan->moved = judgement->verdict.decision.moves;
    scan->at = scan->facts.received_at;
    if (scan->status == CHECK_IN_ALREADY_IN) {
        scan->first_at = presence->first_at;
        memcpy(scan->first_place, presence->place, sizeof scan->first_place);
    }
    if (status == PARVIS_OK)
        status = write_scan(judgement);
    free(judgement->events);
    return status;
}

enum parvis_status scan_commit(struct operation *operation, struct check_in_scan *scan)
{
    struct store_scan before;
    struct judgement judgement = {.store = operation->store,
                                  .changes = operation->changes,
                                  .actor = &operation->actor,
                                  .scan = scan,
                                  .standing = {.presence = {.state = CHECK_IN_EXPECTED}}};
    scan->facts.received_at = operation->now;
    enum parvis_status status = store_scan_find(operation->store, scan->id, &before);
    if (status == PARVIS_OK)
        return commit_again(operation, &judgement, &before);
    if (status != PARVIS_NOT_FOUND)
        return status;
    return place_is_taken(&judgement) ? commit_reused(operation, scan)
                                      : commit_new_scan(&judgement);
}
