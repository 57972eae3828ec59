/* SPDX-License-Identifier: EUPL-1.2 */
/* The plan in the making: see draft.h. Each step takes time in the number of meetings that one
 * participant has in one slot, which is one for most. */
#include "draft.h"

#include <stdlib.h>
#include <string.h>

int draft_random(struct draft *draft, int bound)
{
    /* xorshift64* (Vigna 2016): the same numbers on every machine, and cheaper than a move by
     * far. */
    uint64_t x = draft->random;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    draft->random = x;
    /* Multiplied and shifted, not a remainder: no division, and the high bits are the good ones. */
    return (int)(((x * 2685821657736338717u) >> 32) * (uint64_t)bound >> 32);
}

static void journal_add(struct draft *draft, int wish, int slot)
{
    /* A step that does not fit any more cannot be taken back; draft_make leaves room for every
     * wish to be moved twice, and callers forget between moves. */
    if (draft->journal_size + 2 > draft->journal_room)
        draft->journal_size = 0;
    draft->journal[draft->journal_size++] = wish;
    draft->journal[draft->journal_size++] = slot;
}

static void link_end(struct draft *draft, int wish, int end, int person, int slot)
{
    int place = person * draft->problem->in->slots + slot;
    draft->next[2 * wish + end] = draft->head[place];
    draft->head[place] = wish;
    draft->held[person]++;
    if (++draft->load[place] >= draft->problem->parallel[person])
        draft->room[person] &= ~((uint64_t)1 << slot);
}

static void unlink_end(struct draft *draft, int wish, int end, int person, int slot)
{
    int place = person * draft->problem->in->slots + slot;
    const struct planner_wish *wishes = draft->problem->in->wishes;
    int *link = &draft->head[place];
    /* A participant has one meeting in most slots: the list is short. */
    while (*link != wish)
        link = &draft->next[2 * *link + (wishes[*link].b == person)];
    *link = draft->next[2 * wish + end];
    draft->held[person]--;
    draft->load[place]--;
    draft->room[person] |= (uint64_t)1 << slot;
}

static void link_table(struct draft *draft, int wish, int slot)
{
    int tail = draft->slot_tail[slot];
    draft->slot_prev[wish] = tail;
    draft->slot_next[wish] = -1;
    if (tail >= 0)
        draft->slot_next[tail] = wish;
    else
        draft->slot_head[slot] = wish;
    draft->slot_tail[slot] = wish;
    int limit = draft->problem->in->tables;
    if (++draft->tables[slot] >= limit && limit > 0)
        draft->open &= ~((uint64_t)1 << slot);
}

static void unlink_table(struct draft *draft, int wish, int slot)
{
    int before = draft->slot_prev[wish], behind = draft->slot_next[wish];
    if (before >= 0)
        draft->slot_next[before] = behind;
    else
        draft->slot_head[slot] = behind;
    if (behind >= 0)
        draft->slot_prev[behind] = before;
    else
        draft->slot_tail[slot] = before;
    draft->tables[slot]--;
    draft->open |= (uint64_t)1 << slot;
}

static void hold(struct draft *draft, int wish, int slot)
{
    const struct planner_wish *w = &draft->problem->in->wishes[wish];
    link_end(draft, wish, 0, w->a, slot);
    link_end(draft, wish, 1, w->b, slot);
    link_table(draft, wish, slot);
    draft->slot[wish] = slot;
    draft->value += draft->problem->value[wish];
    draft->kept += w->previous == slot;
    int last = draft->loose[--draft->loose_count], at = draft->loose_at[wish];
    draft->loose[at] = last;
    draft->loose_at[last] = at;
    draft->loose_at[wish] = -1;
}

static void release(struct draft *draft, int wish)
{
    const struct planner_wish *w = &draft->problem->in->wishes[wish];
    int slot = draft->slot[wish];
    unlink_end(draft, wish, 0, w->a, slot);
    unlink_end(draft, wish, 1, w->b, slot);
    unlink_table(draft, wish, slot);
    draft->slot[wish] = -1;
    draft->value -= draft->problem->value[wish];
    draft->kept -= w->previous == slot;
    draft->loose_at[wish] = draft->loose_count;
    draft->loose[draft->loose_count++] = wish;
}

void draft_put(struct draft *draft, int wish, int slot)
{
    journal_add(draft, wish, -1);
    hold(draft, wish, slot);
}

/* A wish that waits for the taken one stands in a later slot, so this ends. */
void draft_take(struct draft *draft, int wish)
{
    const struct problem *problem = draft->problem;
    for (int i = problem->next_first[wish]; i < problem->next_first[wish + 1]; i++)
        if (draft->slot[problem->next_of[i]] >= 0)
            draft_take(draft, problem->next_of[i]);
    journal_add(draft, wish, draft->slot[wish]);
    release(draft, wish);
}

void draft_undo(struct draft *draft, int mark)
{
    while (draft->journal_size > mark) {
        int slot = draft->journal[--draft->journal_size];
        int wish = draft->journal[--draft->journal_size];
        if (draft->slot[wish] >= 0)
            release(draft, wish);
        if (slot >= 0)
            hold(draft, wish, slot);
    }
}

void draft_forget(struct draft *draft)
{
    draft->journal_size = 0;
}

void draft_load(struct draft *draft, const int *slot)
{
    for (int i = 0; i < draft->problem->in->wish_count; i++)
        if (draft->slot[i] >= 0 && draft->slot[i] != slot[i])
            release(draft, i);
    for (int i = 0; i < draft->problem->in->wish_count; i++)
        if (draft->slot[i] < 0 && slot[i] >= 0)
            hold(draft, i, slot[i]);
    draft_forget(draft);
}

uint64_t draft_window(const struct draft *draft, int wish)
{
    const struct problem *problem = draft->problem;
    const struct planner_wish *w = &problem->in->wishes[wish];
    uint64_t window = ~(uint64_t)0;
    for (int i = 0; i < w->after_count; i++) {
        int slot = draft->slot[w->after[i]];
        if (slot < 0 || slot == SLOTS_MAX - 1)
            return 0;
        window &= ~(uint64_t)0 << (slot + 1);
    }
    for (int i = problem->next_first[wish]; i < problem->next_first[wish + 1]; i++) {
        int slot = draft->slot[problem->next_of[i]];
        if (slot >= 0)
            window &= ((uint64_t)1 << slot) - 1;
    }
    return window;
}

void draft_free(struct draft *draft)
{
    if (!draft)
        return;
    free(draft->slot);
    free(draft->room);
    free(draft->held);
    free(draft->load);
    free(draft->head);
    free(draft->next);
    free(draft->tables);
    free(draft->slot_head);
    free(draft->slot_tail);
    free(draft->slot_next);
    free(draft->slot_prev);
    free(draft->loose);
    free(draft->loose_at);
    free(draft->journal);
    free(draft);
}

static bool allocate(struct draft *draft)
{
    const struct planner_instance *in = draft->problem->in;
    size_t people = (size_t)in->participant_count + 1, wishes = (size_t)in->wish_count + 1;
    size_t slots = (size_t)in->slots;
    draft->slot = malloc(wishes * sizeof *draft->slot);
    draft->room = malloc(people * sizeof *draft->room);
    draft->held = calloc(people, sizeof *draft->held);
    draft->load = calloc(people * slots, sizeof *draft->load);
    draft->head = malloc(people * slots * sizeof *draft->head);
    draft->next = malloc(2 * wishes * sizeof *draft->next);
    draft->tables = calloc(slots, sizeof *draft->tables);
    draft->slot_head = malloc(slots * sizeof *draft->slot_head);
    draft->slot_tail = malloc(slots * sizeof *draft->slot_tail);
    draft->slot_next = malloc(wishes * sizeof *draft->slot_next);
    draft->slot_prev = malloc(wishes * sizeof *draft->slot_prev);
    draft->loose = malloc(wishes * sizeof *draft->loose);
    draft->loose_at = malloc(wishes * sizeof *draft->loose_at);
    draft->journal_room = 8 * in->wish_count + 64;
    draft->journal = malloc((size_t)draft->journal_room * sizeof *draft->journal);
    return draft->slot && draft->room && draft->held && draft->load && draft->head && draft->next &&
           draft->tables && draft->slot_head && draft->slot_tail && draft->slot_next &&
           draft->slot_prev && draft->loose && draft->loose_at && draft->journal;
}

enum parvis_status draft_make(const struct problem *problem, uint64_t seed,
                              struct draft **ret_draft)
{
    const struct planner_instance *in = problem->in;
    struct draft *draft = calloc(1, sizeof *draft);
    if (!draft)
        return PARVIS_NO_MEMORY;
    draft->problem = problem;
    if (!allocate(draft)) {
        draft_free(draft);
        return PARVIS_NO_MEMORY;
    }
    size_t places = (size_t)(in->participant_count + 1) * (size_t)in->slots;
    memset(draft->head, -1, places * sizeof *draft->head);
    memset(draft->slot_head, -1, (size_t)in->slots * sizeof *draft->slot_head);
    memset(draft->slot_tail, -1, (size_t)in->slots * sizeof *draft->slot_tail);
    memset(draft->room, -1, ((size_t)in->participant_count + 1) * sizeof *draft->room);
    draft->open = ~(uint64_t)0;
    draft->random = seed * 2 + 0x9E3779B97F4A7C15u;
    draft->loose_count = in->wish_count;
    for (int i = 0; i < in->wish_count; i++) {
        draft->slot[i] = -1;
        draft->loose[i] = draft->loose_at[i] = i;
    }
    *ret_draft = draft;
    return PARVIS_OK;
}
