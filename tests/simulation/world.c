/* SPDX-License-Identifier: EUPL-1.2 */
/* The day: people, the network, what goes wrong. */
#include "world.h"

#include <string.h>

/* SplitMix64 (Steele, Lea, Flood 2014): small, and any seed is a good one. */
uint32_t world_random(struct world *world, uint32_t below)
{
    uint64_t mixed = world->random += 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBu;
    return (uint32_t)((mixed ^ mixed >> 31) % below);
}

static void put_message(struct world *world, const struct message *message, int64_t delay_ms)
{
    for (size_t i = 0; i < MESSAGES_MAX; i++)
        if (!world->messages[i].used) {
            world->messages[i] = *message;
            world->messages[i].used = true;
            world->messages[i].at = world->now + delay_ms;
            return;
        }
}

/* Lost, doubled, late: a later one may overtake it. */
void world_send(struct world *world, const struct message *message)
{
    if (!world->kiosks[message->kiosk].connected || world_random(world, 1000) < world->lose)
        return;
    int copies = world_random(world, 1000) < world->twice ? 2 : 1;
    for (int i = 0; i < copies; i++)
        put_message(world, message, 1 + world_random(world, world_random(world, 10) ? 40 : 2500));
}

static void deliver(struct world *world, struct message *message)
{
    struct message arrived = *message;
    message->used = false;
    if (arrived.answer) {
        kiosk_hear(world, &arrived);
        return;
    }
    for (size_t i = 0; i < arrived.count; i++)
        arrived.statuses[i] = server_take(&world->server, &arrived.items[i], world->now);
    arrived.answer = true;
    if (world_random(world, 1000) >= world->crash) /* else the server fell after its commit */
        world_send(world, &arrived);
}

static void deliver_due(struct world *world)
{
    for (size_t i = 0; i < MESSAGES_MAX; i++)
        if (world->messages[i].used && world->messages[i].at <= world->now)
            deliver(world, &world->messages[i]);
}

/* Somebody who comes, goes, or tries again where nobody answered. */
static void move_somebody(struct world *world)
{
    int person = (int)world_random(world, (uint32_t)world->person_count);
    struct person *who = &world->people[person];
    for (int i = 0; i < world->kiosk_count; i++)
        if (world->kiosks[i].asked && world->kiosks[i].asked_person == person)
            return; /* they wait for an answer */
    if (who->retry_at) {
        kiosk_scan(world, &world->kiosks[who->retry_at - 1], person);
        return;
    }
    int number = (int)world_random(world, (uint32_t)world->kiosk_count);
    struct kiosk *kiosk = &world->kiosks[number];
    if (kiosk->leaving == who->inside || who->copied)
        kiosk_scan(world, kiosk, person);
}

static void disturb(struct world *world)
{
    struct kiosk *kiosk = &world->kiosks[world_random(world, (uint32_t)world->kiosk_count)];
    switch (world_random(world, 60)) {
    case 0:
        kiosk->connected = !kiosk->connected;
        if (kiosk->connected) {
            kiosk->trusted = true;
            outbox_wake(&kiosk->outbox);
        }
        break;
    case 1:
        if (kiosk->up && world_random(world, 1000) < 10 * world->crash)
            kiosk_crash(world, kiosk);
        break;
    default:
        if (!kiosk->up)
            kiosk_start(world, kiosk);
        else if (kiosk->connected)
            kiosk_follow(world, kiosk);
    }
}

static void turn(struct world *world)
{
    world->now += 1 + world_random(world, 30);
    deliver_due(world);
    for (int i = 0; i < world->kiosk_count; i++)
        if (world->kiosks[i].up)
            kiosk_turn(world, &world->kiosks[i]);
}

static void begin(struct world *world, uint64_t seed)
{
    memset(world, 0, sizeof *world);
    world->random = seed;
    world->now = 1000;
    world->kiosk_count = 2 + (int)world_random(world, KIOSKS_MAX - 1);
    world->person_count = 3 + (int)world_random(world, PEOPLE_MAX - 2);
    world->lose = world_random(world, 300);
    world->twice = world_random(world, 300);
    world->crash = world_random(world, 2) ? world_random(world, 60) : 0;
    for (int i = 0; i < world->kiosk_count; i++) {
        struct kiosk *kiosk = &world->kiosks[i];
        kiosk->number = i;
        kiosk->leaving = i > 0 && world_random(world, 3) == 0;
        kiosk->connected = world_random(world, 4) != 0;
        kiosk_start(world, kiosk);
    }
    for (int i = 0; i < world->person_count; i++) {
        world->people[i].copied = world_random(world, 8) == 0;
        world->server.people[i].revoked = world_random(world, 12) == 0;
    }
}

/* The network is whole, nobody comes any more: everything is told. */
static bool settle(struct world *world)
{
    world->lose = world->twice = world->crash = 0;
    for (int round = 0; round < 100000; round++) {
        size_t open = 0;
        turn(world);
        for (int i = 0; i < world->kiosk_count; i++) {
            struct kiosk *kiosk = &world->kiosks[i];
            kiosk->connected = true;
            if (!kiosk->up)
                kiosk_start(world, kiosk);
            open += kiosk->journal.open_count;
        }
        if (open == 0)
            return true;
    }
    return false;
}

bool world_play(struct world *world, uint64_t seed)
{
    begin(world, seed);
    while (world->now < DAY_MS && world->server.count < SCANS_MAX / 2 &&
           world->greens < SCANS_MAX / 2) {
        turn(world);
        move_somebody(world);
        disturb(world);
    }
    return settle(world);
}

void world_clean_up(struct world *world)
{
    for (int i = 0; i < world->kiosk_count; i++)
        journal_clean_up(&world->kiosks[i].journal);
}
