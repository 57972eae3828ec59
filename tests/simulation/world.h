/* SPDX-License-Identifier: EUPL-1.2 */
/* A day at the doors in memory: kiosks with their journals, one server, a network that loses,
 * doubles and reorders, crashes. The journal, the outbox, the judgement at the door and the merge
 * are the real ones; disks, wires and people are made up. One seed is one day, the same at every
 * run. */
#ifndef PARVIS_TESTS_SIMULATION_WORLD_H
#define PARVIS_TESTS_SIMULATION_WORLD_H

#include "decide.h"
#include "journal.h"
#include "outbox.h"
#include "parvis/check_in_merge.h"

#define KIOSKS_MAX 10
#define PEOPLE_MAX 24
#define MESSAGES_MAX 512
#define SCANS_MAX 2048
#define DISK_BYTES (1 << 18)
#define DAY_MS 20000 /* simulated; doors open at 1, close after all is done */
#define CLOSES_AT 1000000000

/* ---- the server ---- */

struct server_scan {
    uint8_t id[JOURNAL_SCAN_ID_BYTES];
    int kiosk, person;
    uint64_t seq;
    bool leaving, has_said, annulled, noted_twice, noted_contradicted;
    enum check_in_status said, status;
    int64_t effective_at;
};

struct server {
    struct server_scan scans[SCANS_MAX]; /* number n at n - 1 */
    size_t count;
    struct roster_row people[PEOPLE_MAX]; /* presence, first arrival, revoked */
};

/* One scan as it travels. */
struct item {
    struct journal_scan scan; /* `sealed` unused */
    int kiosk, person;
};

/* Takes one scan in, as the API's writer does; its status. */
enum check_in_status server_take(struct server *server, const struct item *item, int64_t now);

/* ---- kiosks ---- */

struct sent {
    uint64_t seq;
    bool said;
};

struct kiosk {
    int number;
    bool leaving, up, connected;
    struct journal journal;
    uint8_t disk[DISK_BYTES];
    size_t disk_size, durable; /* written; and of that, what a power cut leaves */
    struct roster_row roster[PEOPLE_MAX], kept[PEOPLE_MAX]; /* as it knows it; as it is on disk */
    struct outbox outbox;
    struct sent sent[OUTBOX_BATCH_MAX];
    uint64_t request; /* number of the request under way */
    int64_t request_at;
    bool trusted;
    uint64_t asked; /* sequence that the server is asked about; 0: none */
    int asked_person;
    int64_t asked_at;
};

/* ---- the network ---- */

struct message {
    bool used, live, answer;
    int kiosk;
    uint64_t request;
    int64_t at; /* when it arrives */
    struct item items[OUTBOX_BATCH_MAX];
    enum check_in_status statuses[OUTBOX_BATCH_MAX];
    size_t count;
};

/* ---- people ---- */

struct person {
    bool inside;
    bool unsure;  /* a crash left it open whether they went through, or a copy of the badge is about
                   */
    bool copied;  /* somebody else has a copy: it is shown at any door */
    int retry_at; /* kiosk + 1 where they try again; 0: nowhere */
};

struct world {
    uint64_t random;
    int64_t now;
    int kiosk_count, person_count;
    unsigned lose, twice, crash; /* in a thousand */
    struct kiosk kiosks[KIOSKS_MAX];
    struct server server;
    struct message messages[MESSAGES_MAX];
    struct person people[PEOPLE_MAX];
    uint64_t requests;
    size_t greens;
    uint8_t green_ids[SCANS_MAX][JOURNAL_SCAN_ID_BYTES]; /* scans whose person saw green */
};

uint32_t world_random(struct world *world, uint32_t below);
void world_send(struct world *world, const struct message *message);
/* A message for a kiosk, or from one, arrives. */
void kiosk_hear(struct world *world, const struct message *answer);

void kiosk_start(struct world *world, struct kiosk *kiosk);
void kiosk_crash(struct world *world, struct kiosk *kiosk);
void kiosk_turn(struct world *world, struct kiosk *kiosk);
/* Somebody holds a badge to the reader. */
void kiosk_scan(struct world *world, struct kiosk *kiosk, int person);
/* The feed: the roster becomes what the server knows. */
void kiosk_follow(struct world *world, struct kiosk *kiosk);

/* Plays one day; ends when all journals are empty. False: they never are. */
bool world_play(struct world *world, uint64_t seed);
void world_clean_up(struct world *world);

#endif
