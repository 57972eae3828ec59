/* SPDX-License-Identifier: EUPL-1.2 */
/* Random instances, a checker and brute force: see story.h. */
#include "story.h"

#include <string.h>

static void make_wish(struct story *story, struct test_random *random, int index, int spice)
{
    int people = story->in.participant_count, slots = story->in.slots;
    int a = test_below(random, people), b = test_below(random, people - 1);
    struct planner_wish *wish = &story->wishes[index];
    b += b >= a;
    if (spice & STORY_SIDES) {
        a = test_below(random, people / 2);
        b = people / 2 + test_below(random, people - people / 2);
    }
    *wish =
        (struct planner_wish){.a = a,
                              .b = b,
                              .weight = test_below(random, 10),
                              .slots = test_below(random, 4) ? 0 : 1u << test_below(random, slots),
                              .fixed = -1,
                              .previous = -1,
                              .after = story->after[index]};
    if (wish->slots && test_below(random, 2))
        wish->slots |= 1u << test_below(random, slots);
    if (spice & STORY_FIXED && test_below(random, 6) == 0)
        wish->fixed = test_below(random, slots);
    if (spice & STORY_PREVIOUS && test_below(random, 3))
        wish->previous = test_below(random, slots);
    if (spice & STORY_AFTER && index > 0 && test_below(random, 3) == 0)
        story->after[index][wish->after_count++] = test_below(random, index);
    if (wish->after_count && test_below(random, 3) == 0)
        story->after[index][wish->after_count++] = test_below(random, index);
}

void story_make(struct story *story, struct test_random *random, int people, int wishes, int slots,
                int spice)
{
    memset(story, 0, sizeof *story);
    story->in =
        (struct planner_instance){.slots = slots,
                                  .tables = test_below(random, 2) ? 0 : 1 + test_below(random, 3),
                                  .all = (spice & STORY_ALL) != 0,
                                  .off_breaks = test_below(random, 2),
                                  .has_fairness = (spice & STORY_FAIR) != 0,
                                  .fairness = test_below(random, 3),
                                  .participant_count = people,
                                  .wish_count = wishes};
    for (int i = 0; i < people; i++)
        story->people[i] = (struct planner_participant){
            .off = test_below(random, 3) ? 0 : 1u << test_below(random, slots),
            .max = test_below(random, 4) ? 0 : 1 + test_below(random, 3),
            .parallel = test_below(random, 5) ? 1 : 2};
    for (int i = 0; i < wishes; i++)
        make_wish(story, random, i, spice);
    story_rebind(story);
}

void story_rebind(struct story *story)
{
    story->in.participants = story->people;
    story->in.wishes = story->wishes;
    story->solution.slot = story->slot;
    for (int i = 0; i < story->in.wish_count; i++)
        story->wishes[i].after = story->after[i];
}

void story_pad(struct story *story, int count)
{
    int people = story->in.participant_count, wishes = story->in.wish_count;
    int wide = story->in.slots < 3 ? story->in.slots : 3;
    memmove(story->wishes + count, story->wishes, (size_t)wishes * sizeof *story->wishes);
    memmove(story->after + count, story->after, (size_t)wishes * sizeof *story->after);
    for (int i = count; i < count + wishes; i++)
        for (int k = 0; k < story->wishes[i].after_count; k++)
            story->after[i][k] += count;
    for (int i = 0; i < count; i++)
        story->wishes[i] = (struct planner_wish){
            .a = people, .b = people + 1, .weight = 1, .fixed = i % wide, .previous = -1};
    for (int i = 0; i < 2; i++)
        story->people[people + i] = (struct planner_participant){.parallel = count};
    story->in.participant_count += 2;
    story->in.wish_count += count;
    if (story->in.tables)
        story->in.tables += (count + wide - 1) / wide;
    story_rebind(story);
}

void story_join(struct story *story, const struct story *other)
{
    int people = story->in.participant_count, wishes = story->in.wish_count;
    for (int i = 0; i < other->in.participant_count; i++)
        story->people[people + i] = other->people[i];
    for (int i = 0; i < other->in.wish_count; i++) {
        story->wishes[wishes + i] = other->wishes[i];
        story->wishes[wishes + i].a += people;
        story->wishes[wishes + i].b += people;
        for (int k = 0; k < other->wishes[i].after_count; k++)
            story->after[wishes + i][k] = other->after[i][k] + wishes;
    }
    story->in.participant_count += other->in.participant_count;
    story->in.wish_count += other->in.wish_count;
    story_rebind(story);
}

/* Meetings of a participant in a slot, or (-1) in all, among the first `upto` wishes. */
static int held_in(const struct story *story, int person, int slot, int upto)
{
    int count = 0;
    for (int i = 0; i < upto; i++)
        if (story->slot[i] >= 0 && (slot < 0 || story->slot[i] == slot))
            count += (story->wishes[i].a == person) + (story->wishes[i].b == person);
    return count;
}

static const char *fault_of_person(const struct story *story, int person, int slot, int upto)
{
    const struct planner_participant *p = &story->people[person];
    if (p->off >> slot & 1)
        return "is off";
    if (held_in(story, person, slot, upto) > (p->parallel ? p->parallel : 1))
        return "in two places";
    return p->max && held_in(story, person, -1, upto) > p->max ? "more than max" : NULL;
}

/* What the wish `i` breaks, those before it being placed; order and totals of all come later. */
static const char *fault_of_wish(const struct story *story, int i)
{
    const struct planner_wish *wish = &story->wishes[i];
    int slot = story->slot[i], tables = 0;
    if (slot < 0)
        return wish->fixed >= 0 || story->in.all ? "is not held" : NULL;
    if (slot >= story->in.slots || (wish->fixed >= 0 && wish->fixed != slot) ||
        (wish->slots && !(wish->slots >> slot & 1)))
        return "not in its slots";
    for (int j = 0; j <= i; j++)
        tables += story->slot[j] == slot;
    if (story->in.tables && tables > story->in.tables)
        return "more than tables";
    const char *fault = fault_of_person(story, wish->a, slot, i + 1);
    return fault ? fault : fault_of_person(story, wish->b, slot, i + 1);
}

static int breaks_of(const struct story *story, int person, int *idle)
{
    int breaks = 0, gap = 0;
    bool begun = false;
    for (int slot = 0; slot < story->in.slots; slot++) {
        if (held_in(story, person, slot, story->in.wish_count) > 0) {
            breaks += begun && gap > 0;
            *idle += begun ? gap : 0;
            begun = true;
            gap = 0;
        } else {
            gap += story->in.off_breaks || !(story->people[person].off >> slot & 1);
        }
    }
    return breaks;
}

static const char *fault_of_whole(const struct story *story)
{
    int least = 1000, most = 0, idle = 0;
    for (int i = 0; i < story->in.wish_count; i++)
        for (int k = 0; k < story->wishes[i].after_count && story->slot[i] >= 0; k++) {
            int before = story->slot[story->wishes[i].after[k]];
            if (before < 0 || before >= story->slot[i])
                return "out of order";
        }
    for (int i = 0; i < story->in.participant_count; i++) {
        int breaks = breaks_of(story, i, &idle);
        least = breaks < least ? breaks : least;
        most = breaks > most ? breaks : most;
    }
    return story->in.has_fairness && most - least > story->in.fairness ? "unfair" : NULL;
}

const char *story_fault(const struct story *story)
{
    for (int i = 0; i < story->in.wish_count; i++)
        if (fault_of_wish(story, i))
            return fault_of_wish(story, i);
    return fault_of_whole(story);
}

struct planner_solution story_figures(const struct story *story)
{
    struct planner_solution figures = {0};
    for (int i = 0; i < story->in.wish_count; i++) {
        int previous = story->wishes[i].previous;
        figures.weight += story->slot[i] >= 0 ? story->wishes[i].weight : 0;
        figures.moved += previous >= 0 && previous != story->slot[i];
    }
    for (int i = 0; i < story->in.participant_count; i++)
        figures.breaks += breaks_of(story, i, &figures.idle);
    return figures;
}

bool story_is_better(const struct planner_solution *a, const struct planner_solution *b)
{
    if (a->weight != b->weight)
        return a->weight > b->weight;
    if (a->moved != b->moved)
        return a->moved < b->moved;
    return a->breaks != b->breaks ? a->breaks < b->breaks : a->idle < b->idle;
}

static bool try_all(struct story *story, int i, struct planner_solution *best, bool found)
{
    if (i == story->in.wish_count) {
        struct planner_solution here = story_figures(story);
        if (fault_of_whole(story) || (found && !story_is_better(&here, best)))
            return found;
        *best = here;
        return true;
    }
    for (int slot = -1; slot < story->in.slots; slot++) {
        story->slot[i] = slot;
        if (!fault_of_wish(story, i))
            found = try_all(story, i + 1, best, found);
    }
    story->slot[i] = -1;
    return found;
}

bool story_best(struct story *story, struct planner_solution *ret_best)
{
    return try_all(story, 0, ret_best, false);
}

enum parvis_status story_solve(struct story *story, uint64_t seed, int64_t rounds,
                               struct planner_fault *ret_fault)
{
    struct planner_options options = {.seed = seed, .rounds = rounds};
    return planner_solve(&story->in, &options, &story->solution, ret_fault);
}
