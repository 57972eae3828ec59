/* SPDX-License-Identifier: EUPL-1.2 */
/* A kiosk of the simulation: the order of steps of kiosk/door/door_scan.c over a disk in memory. */
#include <assert.h>
#include <string.h>

#include "world.h"

#define ANSWER_MS 900
#define REQUEST_MS 3000 /* a request that got no answer is given up */
#define UNTOLD_MS 600000

/* ---- the disk ---- */

static void append(struct kiosk *kiosk, const struct journal_record *record, bool durable)
{
    size_t used = 0;
    size_t size = journal_write(&kiosk->journal, record, kiosk->disk + kiosk->disk_size);
    enum parvis_status status =
        journal_take(&kiosk->journal, kiosk->disk + kiosk->disk_size, size, &used);
    assert(status == PARVIS_OK && kiosk->disk_size + size + JOURNAL_RECORD_MAX < DISK_BYTES);
    (void)status;
    kiosk->disk_size += size;
    if (durable)
        kiosk->durable = kiosk->disk_size;
}

static void note(struct kiosk *kiosk, enum journal_kind kind, uint64_t seq, uint8_t status,
                 bool durable)
{
    struct journal_record record = {.kind = kind, .status = status};
    record.scan.seq = seq;
    append(kiosk, &record, durable);
}

/* ---- the roster ---- */

static void move_row(struct kiosk *kiosk, int person, const struct check_in_decision *decision,
                     int64_t at)
{
    decide_apply(&kiosk->roster[person], decision, at, "");
}

void kiosk_follow(struct world *world, struct kiosk *kiosk)
{
    bool behind = kiosk->journal.open_count > 0;
    for (int i = 0; i < world->person_count; i++) {
        const struct roster_row *told = &world->server.people[i];
        struct roster_row *row = &kiosk->roster[i];
        if (!behind || told->moved_at >= row->moved_at)
            *row = *told;
        row->revoked = told->revoked;
    }
    if (world_random(world, 3) == 0)
        memcpy(kiosk->kept, kiosk->roster, sizeof kiosk->kept);
}

static void replay(struct kiosk *kiosk)
{
    for (size_t i = 0; i < kiosk->journal.count; i++) {
        const struct journal_scan *scan = &kiosk->journal.scans[i];
        uint8_t status = scan->said ? scan->said : scan->status;
        struct roster_row *row = &kiosk->roster[scan->key[0]];
        if (!status || !check_in_is_green((enum check_in_status)(status - 1)) ||
            row->moved_at >= scan->at)
            continue;
        struct check_in_decision decision = {.moves = true,
                                             .presence =
                                                 scan->leaving ? CHECK_IN_OUTSIDE : CHECK_IN_INSIDE,
                                             .first_moves = !scan->leaving && row->first_at == 0,
                                             .first_at = scan->at};
        decide_apply(row, &decision, scan->at, "");
    }
}

/* ---- life ---- */

void kiosk_start(struct world *world, struct kiosk *kiosk)
{
    size_t at = JOURNAL_HEADER_BYTES, used = 0;
    uint8_t id[JOURNAL_ID_BYTES] = {(uint8_t)kiosk->number};
    (void)world;
    if (kiosk->disk_size == 0) {
        journal_begin(&kiosk->journal, id, kiosk->disk);
        kiosk->disk_size = kiosk->durable = JOURNAL_HEADER_BYTES;
    } else {
        enum parvis_status status = journal_begin_from(&kiosk->journal, kiosk->disk);
        assert(status == PARVIS_OK);
        (void)status;
        while (journal_take(&kiosk->journal, kiosk->disk + at, kiosk->disk_size - at, &used) ==
               PARVIS_OK)
            at += used;
        assert(at >= kiosk->durable); /* what was durable is all there */
        kiosk->disk_size = kiosk->durable = at;
    }
    memcpy(kiosk->roster, kiosk->kept, sizeof kiosk->roster);
    replay(kiosk);
    kiosk->outbox = (struct outbox){0};
    kiosk->request = kiosk->asked = 0;
    kiosk->up = kiosk->trusted = true;
}

/* A power cut: of what was not synced any part remains, its last bytes wrong as likely as not. */
void kiosk_crash(struct world *world, struct kiosk *kiosk)
{
    uint32_t loose = (uint32_t)(kiosk->disk_size - kiosk->durable);
    kiosk->disk_size = kiosk->durable + (loose ? world_random(world, loose + 1) : 0);
    if (kiosk->disk_size > kiosk->durable && world_random(world, 2))
        kiosk->disk[kiosk->disk_size - 1] ^= 0x55;
    if (kiosk->asked)
        world->people[kiosk->asked_person].retry_at = kiosk->number + 1;
    kiosk->up = false;
    journal_clean_up(&kiosk->journal);
}

/* ---- answers ---- */

/* The person sees it, if the kiosk lives so long. */
static void show(struct world *world, struct kiosk *kiosk, int person, uint64_t seq,
                 enum check_in_status status)
{
    struct person *who = &world->people[person];
    const struct journal_scan *scan = journal_scan_of(&kiosk->journal, seq);
    if (world_random(world, 1000) < world->crash) {
        who->retry_at = kiosk->number + 1;
        kiosk_crash(world, kiosk);
        return;
    }
    who->retry_at = 0;
    if (!scan->told)
        note(kiosk, JOURNAL_TOLD, seq, (uint8_t)(status + 1), true);
    if (!check_in_is_green(status))
        return;
    who->inside = !kiosk->leaving;
    memcpy(world->green_ids[world->greens++], scan->id, JOURNAL_SCAN_ID_BYTES);
    if (world_random(world, 1000) < world->crash) {
        who->unsure = true; /* "told" may be lost with the power: the badge may be welcomed again */
        kiosk_crash(world, kiosk);
    }
}

static struct check_in_decision decide_alone(const struct kiosk *kiosk, int person, int64_t at)
{
    const struct decide_facts facts = {.verdict = BADGE_GENUINE,
                                       .row = &kiosk->roster[person],
                                       .leaving = kiosk->leaving,
                                       .at = at,
                                       .doors_at = 1,
                                       .closes_at = CLOSES_AT};
    return decide(&facts);
}

static uint64_t keep_scan(struct world *world, struct kiosk *kiosk, int person, uint8_t said)
{
    uint8_t sealed[SEAL_SCAN_OVERHEAD] = {0};
    struct journal_record record = {.kind = JOURNAL_SCAN,
                                    .scan = {.at = world->now,
                                             .device_at = world->now,
                                             .leaving = kiosk->leaving,
                                             .said = said,
                                             .sealed = sealed,
                                             .sealed_size = sizeof sealed}};
    for (size_t i = 0; i < sizeof record.scan.id; i++)
        record.scan.id[i] = (uint8_t)world_random(world, 256);
    record.scan.key[0] = (uint8_t)person;
    append(kiosk, &record, true);
    return kiosk->journal.count;
}

/* `seq` 0: it is not in the journal yet. */
static void answer_alone(struct world *world, struct kiosk *kiosk, int person, uint64_t seq)
{
    const struct journal_scan *scan = journal_scan_of(&kiosk->journal, seq);
    int64_t at = scan ? scan->at : world->now;
    struct check_in_decision decision = decide_alone(kiosk, person, at);
    uint8_t said = (uint8_t)(decision.status + 1);
    kiosk->asked = 0;
    if (seq)
        note(kiosk, JOURNAL_SAID, seq, said, true);
    else
        seq = keep_scan(world, kiosk, person, said);
    move_row(kiosk, person, &decision, at);
    show(world, kiosk, person, seq, decision.status);
}

/* ---- the server ---- */

static struct item item_of(const struct kiosk *kiosk, const struct journal_scan *scan)
{
    struct item item = {.scan = *scan, .kiosk = kiosk->number, .person = scan->key[0]};
    item.scan.sealed = NULL;
    return item;
}

static void ask_server(struct world *world, struct kiosk *kiosk, int person, uint64_t seq)
{
    struct message message = {.live = true, .kiosk = kiosk->number, .request = seq, .count = 1};
    message.items[0] = item_of(kiosk, journal_scan_of(&kiosk->journal, seq));
    kiosk->asked = seq;
    kiosk->asked_person = person;
    kiosk->asked_at = world->now;
    world_send(world, &message);
}

static bool should_ask(const struct kiosk *kiosk, size_t own_open)
{
    return kiosk->connected && kiosk->trusted && kiosk->journal.open_count == own_open &&
           !kiosk->outbox.under_way;
}

void kiosk_scan(struct world *world, struct kiosk *kiosk, int person)
{
    uint8_t key[SEAL_ROW_KEY_BYTES] = {(uint8_t)person};
    if (!kiosk->up || kiosk->asked)
        return; /* one person at a time */
    const struct journal_scan *before =
        journal_untold(&kiosk->journal, key, kiosk->leaving, world->now - UNTOLD_MS);
    if (before && kiosk->roster[person].moved_at <= before->at) {
        uint8_t decided = before->said ? before->said : before->status;
        if (decided)
            show(world, kiosk, person, before->seq, (enum check_in_status)(decided - 1));
        else if (should_ask(kiosk, 1))
            ask_server(world, kiosk, person, before->seq);
        else
            answer_alone(world, kiosk, person, before->seq);
        return;
    }
    if (!should_ask(kiosk, 0)) {
        answer_alone(world, kiosk, person, 0);
        return;
    }
    uint64_t seq = keep_scan(world, kiosk, person, 0);
    if (world_random(world, 1000) < world->crash) {
        world->people[person].retry_at = kiosk->number + 1;
        kiosk_crash(world, kiosk);
        return;
    }
    ask_server(world, kiosk, person, seq);
}

static void hear_live(struct world *world, struct kiosk *kiosk, const struct message *answer)
{
    if (answer->request != kiosk->asked)
        return; /* given up since */
    enum check_in_status status = answer->statuses[0];
    int person = kiosk->asked_person;
    bool in = status == CHECK_IN_ADMITTED || status == CHECK_IN_RETURNED;
    struct check_in_decision decision = {.moves = in || status == CHECK_IN_LEFT,
                                         .presence = in ? CHECK_IN_INSIDE : CHECK_IN_OUTSIDE,
                                         .first_moves = status == CHECK_IN_ADMITTED,
                                         .first_at = kiosk->asked_at};
    uint64_t seq = kiosk->asked;
    int64_t at = journal_scan_of(&kiosk->journal, seq)->at;
    kiosk->asked = 0;
    kiosk->trusted = true;
    if (journal_scan_of(&kiosk->journal, seq)->outcome == JOURNAL_OPEN)
        note(kiosk, JOURNAL_SETTLED, seq, (uint8_t)(status + 1), false);
    move_row(kiosk, person, &decision, at);
    show(world, kiosk, person, seq, status);
}

void kiosk_hear(struct world *world, const struct message *answer)
{
    struct kiosk *kiosk = &world->kiosks[answer->kiosk];
    if (!kiosk->up || !kiosk->connected)
        return;
    if (answer->live) {
        hear_live(world, kiosk, answer);
        return;
    }
    if (answer->request != kiosk->request || !kiosk->outbox.under_way)
        return; /* of an earlier life, or the second copy */
    outbox_ended(&kiosk->outbox, 200, world->now);
    kiosk->trusted = true;
    for (size_t i = 0; i < answer->count; i++) {
        const struct journal_scan *scan = journal_scan_of(&kiosk->journal, kiosk->sent[i].seq);
        if (scan->outcome == JOURNAL_OPEN && (!scan->said || kiosk->sent[i].said))
            note(kiosk, JOURNAL_SETTLED, scan->seq, (uint8_t)(answer->statuses[i] + 1), false);
    }
}

static void send_batch(struct world *world, struct kiosk *kiosk)
{
    const struct journal_scan *scans[OUTBOX_BATCH_MAX];
    struct message message = {.kiosk = kiosk->number};
    message.count = outbox_next(&kiosk->outbox, &kiosk->journal, kiosk->asked, world->now, scans);
    if (message.count == 0)
        return;
    for (size_t i = 0; i < message.count; i++) {
        message.items[i] = item_of(kiosk, scans[i]);
        kiosk->sent[i] = (struct sent){.seq = scans[i]->seq, .said = scans[i]->said != 0};
    }
    kiosk->request = message.request = ++world->requests;
    kiosk->request_at = world->now;
    world_send(world, &message);
}

void kiosk_turn(struct world *world, struct kiosk *kiosk)
{
    if (kiosk->asked && world->now - kiosk->asked_at > ANSWER_MS) {
        kiosk->trusted = false;
        answer_alone(world, kiosk, kiosk->asked_person, kiosk->asked);
    }
    if (!kiosk->up)
        return;
    if (kiosk->outbox.under_way && world->now - kiosk->request_at > REQUEST_MS)
        outbox_ended(&kiosk->outbox, 0, world->now);
    send_batch(world, kiosk);
}
