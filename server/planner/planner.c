/* Simulated annealing over which wish stands in which slot, with ejections: a wish that is put into
 * a slot throws out those that it cannot stand beside, and these look for another slot. */
#include "planner.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS_DEFAULT 400000
#define STOP_EVERY 256 /* rounds between two questions whether to stop */

struct search {
    const struct planner_instance *in;
    int *slot;   /* by wish; -1: not held */
    int *load;   /* [participant][slot]: meetings there */
    int *held;   /* by participant */
    int *tables; /* by slot */
    int *first;  /* by participant: where its wishes begin in `of` */
    int *of;     /* wishes by participant */
    int64_t weight;
    uint64_t random;
};

/* xorshift64* (Vigna 2016). */
static uint64_t next_random(struct search *search)
{
    uint64_t x = search->random;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    search->random = x;
    return x * 2685821657736338717u;
}

static int below(struct search *search, int bound)
{
    return (int)((next_random(search) >> 32) * (uint64_t)bound >> 32);
}

static int parallel_of(const struct search *search, int participant)
{
    int parallel = search->in->participants[participant].parallel;
    return parallel > 0 ? parallel : 1;
}

static bool allowed(const struct search *search, int wish, int slot)
{
    const struct planner_wish *w = &search->in->wishes[wish];
    uint64_t bit = (uint64_t)1 << slot;
    if (w->fixed >= 0 && w->fixed != slot)
        return false;
    if (w->slots && !(w->slots & bit))
        return false;
    return !((search->in->participants[w->a].off | search->in->participants[w->b].off) & bit);
}

static void hold(struct search *search, int wish, int slot, int sign)
{
    const struct planner_wish *w = &search->in->wishes[wish];
    search->load[w->a * search->in->slots + slot] += sign;
    search->load[w->b * search->in->slots + slot] += sign;
    search->held[w->a] += sign;
    search->held[w->b] += sign;
    search->tables[slot] += sign;
    search->weight += sign * (int64_t)w->weight;
    search->slot[wish] = sign > 0 ? slot : -1;
}

static bool has_room(const struct search *search, int participant, int slot)
{
    const struct planner_participant *p = &search->in->participants[participant];
    return search->load[participant * search->in->slots + slot] <
               parallel_of(search, participant) &&
           (p->max == 0 || search->held[participant] < p->max);
}

static bool fits(const struct search *search, int wish, int slot)
{
    const struct planner_wish *w = &search->in->wishes[wish];
    return allowed(search, wish, slot) && has_room(search, w->a, slot) &&
           has_room(search, w->b, slot) &&
           (search->in->tables == 0 || search->tables[slot] < search->in->tables);
}

static int free_slot(struct search *search, int wish)
{
    int slots = search->in->slots, start = below(search, slots);
    for (int i = 0; i < slots; i++)
        if (fits(search, wish, (start + i) % slots))
            return (start + i) % slots;
    return -1;
}

/* The cheapest wish of a participant that stands in its way in a slot: one in that slot, or, when
 * its total is full, any. -1: nothing can go. */
static int in_the_way(const struct search *search, int participant, int slot)
{
    const struct planner_participant *p = &search->in->participants[participant];
    bool full = p->max > 0 && search->held[participant] >= p->max;
    bool crowded =
        search->load[participant * search->in->slots + slot] >= parallel_of(search, participant);
    int cheapest = -1;
    for (int i = search->first[participant]; i < search->first[participant + 1]; i++) {
        int wish = search->of[i];
        if (search->slot[wish] < 0 || search->in->wishes[wish].fixed >= 0)
            continue;
        if ((crowded && search->slot[wish] == slot) || (!crowded && full))
            if (cheapest < 0 ||
                search->in->wishes[wish].weight < search->in->wishes[cheapest].weight)
                cheapest = wish;
    }
    return cheapest;
}

/* Makes room for a wish in a slot; what had to go is in `out` (at most 4). False: it cannot, and
 * all is as before. */
static bool make_room(struct search *search, int wish, int slot, int out[4], int from[4],
                      int *ret_count)
{
    const struct planner_wish *w = &search->in->wishes[wish];
    int ends[2] = {w->a, w->b}, count = 0;
    for (int turn = 0; turn < 4 && !fits(search, wish, slot); turn++) {
        int end = ends[turn & 1];
        if (has_room(search, end, slot))
            continue;
        int gone = in_the_way(search, end, slot);
        if (gone < 0)
            break;
        out[count] = gone;
        from[count++] = search->slot[gone];
        hold(search, gone, search->slot[gone], -1);
    }
    *ret_count = count;
    if (fits(search, wish, slot))
        return true;
    while (count-- > 0)
        hold(search, out[count], from[count], 1);
    return false;
}

/* One attempt: put a wish that is not held into a slot, let the others look for a place, and keep
 * the result if it is better, or not too much worse for the temperature. */
static void attempt(struct search *search, double temperature)
{
    int wish = below(search, search->in->wish_count), out[4], from[4], moved[4], count;
    if (search->slot[wish] >= 0)
        return;
    int free = free_slot(search, wish);
    if (free >= 0) {
        hold(search, wish, free, 1);
        return;
    }
    int slot = below(search, search->in->slots);
    int64_t before = search->weight;
    if (!allowed(search, wish, slot) || !make_room(search, wish, slot, out, from, &count))
        return;
    hold(search, wish, slot, 1);
    for (int i = 0; i < count; i++) {
        moved[i] = free_slot(search, out[i]);
        if (moved[i] >= 0)
            hold(search, out[i], moved[i], 1);
    }
    double gain = (double)(search->weight - before);
    double chance = (double)(next_random(search) >> 11) * 0x1p-53;
    if (gain >= 0 || (temperature > 0 && chance < exp(gain / temperature)))
        return;
    for (int i = 0; i < count; i++)
        if (moved[i] >= 0)
            hold(search, out[i], moved[i], -1);
    hold(search, wish, slot, -1);
    while (count-- > 0)
        hold(search, out[count], from[count], 1);
}

/* Fixed wishes first, then those of the plan in force, then the heaviest. */
static bool start(struct search *search, const int *order)
{
    const struct planner_instance *in = search->in;
    for (int i = 0; i < in->wish_count; i++) {
        if (in->wishes[i].fixed < 0)
            continue;
        if (!fits(search, i, in->wishes[i].fixed))
            return false;
        hold(search, i, in->wishes[i].fixed, 1);
    }
    for (int i = 0; i < in->wish_count; i++)
        if (search->slot[i] < 0 && in->wishes[i].previous >= 0 &&
            fits(search, i, in->wishes[i].previous))
            hold(search, i, in->wishes[i].previous, 1);
    for (int i = 0; i < in->wish_count; i++) {
        int slot = search->slot[order[i]] < 0 ? free_slot(search, order[i]) : -1;
        if (slot >= 0)
            hold(search, order[i], slot, 1);
    }
    return true;
}

struct weighed {
    int wish, weight;
};

static int compare_weights(const void *a, const void *b)
{
    const struct weighed *left = a, *right = b;
    if (left->weight != right->weight)
        return right->weight - left->weight;
    return left->wish - right->wish;
}

/* Gives every participant a side (1 or 2) such that each wish has one end on either; false: there
 * is no such division (some circle of wishes has an odd length). `side` is zeroed. */
static bool find_sides(const struct search *search, int *side)
{
    const struct planner_instance *in = search->in;
    bool moved = true;
    for (int start_at = 0; start_at < in->participant_count; start_at++) {
        if (side[start_at])
            continue;
        side[start_at] = 1;
        for (moved = true; moved;) {
            moved = false;
            for (int i = 0; i < in->wish_count; i++) {
                const struct planner_wish *wish = &in->wishes[i];
                if (side[wish->a] && side[wish->a] == side[wish->b])
                    return false;
                if (!side[wish->a] != !side[wish->b]) {
                    int known = side[wish->a] ? wish->a : wish->b;
                    side[known == wish->a ? wish->b : wish->a] = 3 - side[known];
                    moved = true;
                }
            }
        }
    }
    return true;
}

/* No participant holds more than its free slots allow, so the sum of the heaviest wishes that each
 * could hold bounds the total: every meeting is counted at both its ends, hence half of it; and
 * where the participants fall into two sides, the sum of either side alone is a bound as well. So
 * is the sum of as many of the heaviest wishes as there are tables in all slots. */
static int64_t bound_of(const struct search *search, const int *order)
{
    const struct planner_instance *in = search->in;
    int64_t sums[3] = {0, 0, 0}, heaviest = 0, bound = INT64_MAX;
    size_t size = (size_t)in->participant_count + 1;
    int *left = calloc(size, sizeof *left), *side = calloc(size, sizeof *side);
    if (!left || !side)
        goto free_all;
    bool two_sides = find_sides(search, side);
    uint64_t all = in->slots == 64 ? ~(uint64_t)0 : ((uint64_t)1 << in->slots) - 1;
    for (int i = 0; i < in->participant_count; i++) {
        const struct planner_participant *p = &in->participants[i];
        left[i] = __builtin_popcountll(all & ~p->off) * parallel_of(search, i);
        if (p->max > 0 && p->max < left[i])
            left[i] = p->max;
    }
    for (int i = 0; i < in->wish_count; i++) {
        const struct planner_wish *wish = &in->wishes[order[i]];
        sums[two_sides ? side[wish->a] : 0] += left[wish->a]-- > 0 ? wish->weight : 0;
        sums[two_sides ? side[wish->b] : 0] += left[wish->b]-- > 0 ? wish->weight : 0;
        if (in->tables == 0 || i < in->tables * in->slots)
            heaviest += wish->weight;
    }
    bound = (sums[0] + sums[1] + sums[2]) / 2;
    bound = heaviest < bound ? heaviest : bound;
    for (int i = 1; two_sides && i <= 2; i++)
        bound = sums[i] < bound ? sums[i] : bound;
free_all:
    free(left);
    free(side);
    return bound;
}

static bool index_wishes(struct search *search)
{
    const struct planner_instance *in = search->in;
    int n = in->participant_count;
    for (int i = 0; i < in->wish_count; i++) {
        search->first[in->wishes[i].a + 1]++;
        search->first[in->wishes[i].b + 1]++;
    }
    for (int i = 0; i < n; i++)
        search->first[i + 1] += search->first[i];
    int *fill = malloc(((size_t)n + 1) * sizeof *fill);
    if (!fill)
        return false;
    memcpy(fill, search->first, (size_t)n * sizeof *fill);
    for (int i = 0; i < in->wish_count; i++) {
        search->of[fill[in->wishes[i].a]++] = i;
        search->of[fill[in->wishes[i].b]++] = i;
    }
    free(fill);
    return true;
}

static void anneal(struct search *search, int64_t rounds, bool (*should_stop)(void *), void *data,
                   int *best, int64_t *ret_weight, int64_t bound)
{
    size_t size = (size_t)search->in->wish_count * sizeof *best;
    memcpy(best, search->slot, size);
    *ret_weight = search->weight;
    for (int64_t round = 0; round < rounds && *ret_weight < bound; round++) {
        if (round % STOP_EVERY == 0 && should_stop && should_stop(data))
            break;
        attempt(search, 3.0 * (1.0 - (double)round / (double)rounds));
        if (search->weight > *ret_weight) {
            memcpy(best, search->slot, size);
            *ret_weight = search->weight;
        }
    }
}

static void free_search(struct search *search)
{
    free(search->slot);
    free(search->load);
    free(search->held);
    free(search->tables);
    free(search->first);
    free(search->of);
}

static int *order_by_weight(const struct planner_instance *in)
{
    struct weighed *weighed = malloc(((size_t)in->wish_count + 1) * sizeof *weighed);
    int *order = calloc((size_t)in->wish_count + 1, sizeof *order);
    if (weighed && order) {
        for (int i = 0; i < in->wish_count; i++)
            weighed[i] = (struct weighed){i, in->wishes[i].weight};
        qsort(weighed, (size_t)in->wish_count, sizeof *weighed, compare_weights);
        for (int i = 0; i < in->wish_count; i++)
            order[i] = weighed[i].wish;
    }
    free(weighed);
    return order;
}

/* The figures beside the weight, counted from the slots alone. */
static void count_participant(const struct planner_instance *in, int person, uint64_t held,
                              struct planner_solution *solution)
{
    int last = -1;
    for (int slot = 0; slot < in->slots; slot++) {
        if (!(held >> slot & 1))
            continue;
        int free_slots = 0;
        for (int between = last + 1; last >= 0 && between < slot; between++)
            free_slots += in->off_breaks || !(in->participants[person].off >> between & 1);
        solution->breaks += free_slots > 0;
        solution->idle += free_slots;
        last = slot;
    }
}

static bool count_figures(const struct planner_instance *in, struct planner_solution *solution)
{
    uint64_t *held = calloc((size_t)in->participant_count + 1, sizeof *held);
    if (!held)
        return false;
    solution->moved = solution->breaks = solution->idle = solution->breaks_bound = 0;
    for (int i = 0; i < in->wish_count; i++) {
        int slot = solution->slot[i];
        solution->moved += in->wishes[i].previous >= 0 && in->wishes[i].previous != slot;
        if (slot >= 0) {
            held[in->wishes[i].a] |= (uint64_t)1 << slot;
            held[in->wishes[i].b] |= (uint64_t)1 << slot;
        }
    }
    for (int i = 0; i < in->participant_count; i++)
        count_participant(in, i, held[i], solution);
    free(held);
    return true;
}

static bool holds_all(const struct planner_instance *in, const int *slot)
{
    for (int i = 0; i < in->wish_count; i++)
        if (slot[i] < 0)
            return false;
    return true;
}

enum parvis_status planner_solve(const struct planner_instance *in,
                                 const struct planner_options *options,
                                 struct planner_solution *ret_solution,
                                 struct planner_fault *ret_fault)
{
    size_t people = (size_t)in->participant_count + 2, wishes = (size_t)in->wish_count + 1;
    struct search search = {.in = in,
                            .slot = malloc(wishes * sizeof(int)),
                            .load = calloc(people * (size_t)in->slots + 1, sizeof(int)),
                            .held = calloc(people, sizeof(int)),
                            .tables = calloc((size_t)in->slots + 1, sizeof(int)),
                            .first = calloc(people, sizeof(int)),
                            .of = malloc(2 * wishes * sizeof(int)),
                            .random = options->seed * 2 + 0x9E3779B97F4A7C15u};
    int *order = order_by_weight(in);
    enum parvis_status status = PARVIS_NO_MEMORY;
    if (ret_fault)
        *ret_fault = (struct planner_fault){PLANNER_NOT_FOUND, -1, -1, -1, -1, -1};
    if (!search.slot || !search.load || !search.held || !search.tables || !search.first ||
        !search.of || !order || !index_wishes(&search))
        goto free_all;
    for (int i = 0; i < in->wish_count; i++)
        search.slot[i] = -1;
    status = PARVIS_CONFLICT;
    if (!start(&search, order))
        goto free_all;
    ret_solution->bound = bound_of(&search, order);
    anneal(&search, options->rounds ? options->rounds : ROUNDS_DEFAULT, options->should_stop,
           options->data, ret_solution->slot, &ret_solution->weight, ret_solution->bound);
    if (in->all && !holds_all(in, ret_solution->slot))
        goto free_all;
    status = count_figures(in, ret_solution) ? PARVIS_OK : PARVIS_NO_MEMORY;
free_all:
    free(order);
    free_search(&search);
    return status;
}
