/* Maximum weight b-matching by the primal-dual (Hungarian) method with blocking flows.
 *
 * DESIGN. Left copies of participants are sources, right copies sinks; a wish is an arc of capacity
 * one. With two sides each participant has one copy; else it has both and a wish is two arcs, the
 * bipartite double cover, whose optimum is twice that of the fractional b-matching. Kept all along:
 *   a wish that is not held has weight - price(left) - price(right) <= 0, a held one >= 0;
 *   a left copy with room has price `level`, all others at least that; a right copy with room 0.
 * The level falls from the largest weight to 0 (or until the tables are full); where it stands
 * still, every path of wishes with difference 0 from room to room is used (Dinic's blocking flows).
 * At the end the prices are those of linear programming duality. */
#include "flow.h"

#include <stdlib.h>
#include <string.h>

struct flow {
    const struct problem *problem;
    int people;
    bool doubled;       /* both copies of everybody are used */
    int64_t *price;     /* [copy]: left copies 0 … people - 1, then right copies */
    int *spare;         /* [copy]: places left */
    int *depth;         /* [copy]: distance in this blocking flow's graph; -1: not reached */
    int *cursor;        /* [copy]: wishes before it are used up in this blocking flow */
    bool *held;         /* [2 * wish + direction]: direction 0: a is left, 1: b is left */
    int *queue, *trail; /* copies reached; arcs of the path being tried */
    int64_t level;
    int64_t places; /* at tables, left; INT64_MAX: no limit */
};

static bool is_left(const struct flow *flow, int copy)
{
    return copy < flow->people;
}

/* Whether arcs leave (or enter) the left copy of a participant. */
static bool is_used(const struct flow *flow, int copy)
{
    return flow->doubled || is_left(flow, copy) == (flow->problem->side[copy % flow->people] == 0);
}

static int64_t difference(const struct flow *flow, int arc)
{
    const struct planner_wish *wish = &flow->problem->in->wishes[arc >> 1];
    int left = arc & 1 ? wish->b : wish->a, right = arc & 1 ? wish->a : wish->b;
    return wish->weight - flow->price[left] - flow->price[flow->people + right];
}

/* The arc of a participant's wish on its left or right copy. */
static int arc_of(const struct flow *flow, int copy, int wish)
{
    const struct planner_wish *w = &flow->problem->in->wishes[wish];
    bool starts_at_a = is_left(flow, copy) == (w->a == copy % flow->people);
    return 2 * wish + !starts_at_a;
}

/* Where an arc leads from a copy; -1: not passable there now. Fixed wishes are no part of this. */
static int passable(const struct flow *flow, int copy, int wish)
{
    const struct planner_wish *w = &flow->problem->in->wishes[wish];
    int arc = arc_of(flow, copy, wish);
    if (flow->held[arc] == is_left(flow, copy) || !flow->problem->allowed[wish] || w->fixed >= 0 ||
        difference(flow, arc) != 0)
        return -1;
    int person = copy % flow->people, other = w->a == person ? w->b : w->a;
    return is_left(flow, copy) ? flow->people + other : other;
}

/* Breadth first from all left copies with room. True: some right copy with room is reached. */
static bool reach(struct flow *flow)
{
    const struct problem *problem = flow->problem;
    int count = 0;
    bool found = false;
    for (int copy = 0; copy < 2 * flow->people; copy++) {
        flow->depth[copy] = -1;
        flow->cursor[copy] = problem->first[copy % flow->people];
        if (is_left(flow, copy) && flow->spare[copy] > 0 && is_used(flow, copy)) {
            flow->depth[copy] = 0;
            flow->queue[count++] = copy;
        }
    }
    for (int at = 0; at < count; at++) {
        int copy = flow->queue[at], person = copy % flow->people;
        for (int i = problem->first[person]; i < problem->first[person + 1]; i++) {
            int to = passable(flow, copy, problem->of[i]);
            if (to < 0 || flow->depth[to] >= 0)
                continue;
            flow->depth[to] = flow->depth[copy] + 1;
            flow->queue[count++] = to;
            found |= !is_left(flow, to) && flow->spare[to] > 0;
        }
    }
    return found;
}

/* One path from a left copy to a right one with room, over growing depths; false: none is left. */
static bool augment(struct flow *flow, int from)
{
    const struct problem *problem = flow->problem;
    int copy = from, length = 0;
    while (is_left(flow, copy) || flow->spare[copy] == 0) {
        int end = problem->first[copy % flow->people + 1];
        int *cursor = &flow->cursor[copy], to = -1;
        for (; *cursor < end; ++*cursor) {
            to = passable(flow, copy, problem->of[*cursor]);
            if (to >= 0 && flow->depth[to] == flow->depth[copy] + 1)
                break;
        }
        if (*cursor < end) {
            flow->trail[length++] = copy;
            copy = to;
        } else if (length == 0) {
            return false;
        } else {
            flow->depth[copy] = -2; /* a dead end; still reached, for the prices' sake */
            copy = flow->trail[--length];
            flow->cursor[copy]++;
        }
    }
    flow->spare[from]--;
    flow->spare[copy]--;
    flow->places--;
    while (length-- > 0) {
        int tail = flow->trail[length];
        int arc = arc_of(flow, tail, problem->of[flow->cursor[tail]]);
        flow->held[arc] = !flow->held[arc];
    }
    return true;
}

/* Uses all paths of difference 0. */
static void fill(struct flow *flow)
{
    while (flow->places > 0 && reach(flow))
        for (int copy = 0; copy < flow->people; copy++)
            while (flow->depth[copy] == 0 && flow->spare[copy] > 0 && flow->places > 0)
                if (!augment(flow, copy))
                    break;
}

/* How far the level can fall before another arc becomes passable. */
static int64_t find_step(const struct flow *flow)
{
    int64_t step = flow->level;
    for (int arc = 0; arc < 2 * flow->problem->in->wish_count; arc++) {
        const struct planner_wish *wish = &flow->problem->in->wishes[arc >> 1];
        int left = arc & 1 ? wish->b : wish->a, right = arc & 1 ? wish->a : wish->b;
        bool from = flow->depth[left] != -1, to = flow->depth[flow->people + right] != -1;
        if (from == to || wish->fixed >= 0 || !flow->problem->allowed[arc >> 1] ||
            (!flow->doubled && flow->problem->side[left] != 0))
            continue;
        int64_t gap = difference(flow, arc);
        if (from && !flow->held[arc] && -gap < step)
            step = -gap;
        if (to && flow->held[arc] && gap < step)
            step = gap;
    }
    return step;
}

static void run(struct flow *flow, const struct planner_options *options)
{
    while (flow->level > 0) {
        fill(flow);
        if (flow->places == 0)
            return;
        if (options->should_stop && options->should_stop(options->data))
            return;
        int64_t step = find_step(flow);
        flow->level -= step;
        for (int copy = 0; copy < 2 * flow->people; copy++)
            if (flow->depth[copy] != -1)
                flow->price[copy] += is_left(flow, copy) ? -step : step;
    }
}

/* Capacities without what the fixed wishes take. */
static void prepare(struct flow *flow)
{
    const struct problem *problem = flow->problem;
    const struct planner_instance *in = problem->in;
    int64_t fixed = 0;
    for (int i = 0; i < flow->people; i++)
        flow->spare[i] = problem->capacity[i];
    for (int i = 0; i < in->wish_count; i++) {
        if (in->wishes[i].fixed < 0)
            continue;
        fixed++;
        flow->spare[in->wishes[i].a]--;
        flow->spare[in->wishes[i].b]--;
    }
    for (int i = 0; i < flow->people; i++) {
        if (flow->spare[i] < 0)
            flow->spare[i] = 0;
        flow->spare[flow->people + i] = flow->spare[i];
        flow->price[i] = problem->weight_most;
    }
    flow->level = problem->weight_most;
    flow->places = INT64_MAX;
    if (in->tables > 0) {
        flow->places = (int64_t)in->tables * in->slots - fixed;
        flow->places = (flow->places < 0 ? 0 : flow->places) << flow->doubled;
    }
}

/* A table's price is the level at the end, which all left prices contain. */
static void give_prices(const struct flow *flow, struct flow_result *result)
{
    int64_t table = flow->problem->in->tables > 0 ? flow->level : 0;
    bool *chosen = result->chosen;
    result->table_price = 2 * table;
    for (int i = 0; i < flow->people; i++) {
        int64_t left = flow->price[i] - table, right = flow->price[flow->people + i];
        if (flow->doubled)
            result->price[i] = left + right;
        else
            result->price[i] = 2 * (flow->problem->side[i] == 0 ? left : right);
    }
    for (int i = 0; i < flow->problem->in->wish_count; i++)
        chosen[i] =
            flow->held[2 * i] || flow->held[2 * i + 1] || flow->problem->in->wishes[i].fixed >= 0;
    result->complete = flow->level == 0 || flow->places == 0;
}

void flow_clear(struct flow_result *result)
{
    free(result->price);
    free(result->chosen);
    *result = (struct flow_result){0};
}

enum parvis_status flow_solve(const struct problem *problem, const struct planner_options *options,
                              struct flow_result *result)
{
    size_t copies = 2 * (size_t)problem->in->participant_count + 2;
    size_t arcs = 2 * (size_t)problem->in->wish_count + 2;
    struct flow flow = {.problem = problem,
                        .people = problem->in->participant_count,
                        .doubled = !problem->two_sides,
                        .price = calloc(copies, sizeof *flow.price),
                        .spare = calloc(copies, sizeof *flow.spare),
                        .depth = calloc(copies, sizeof *flow.depth),
                        .cursor = calloc(copies, sizeof *flow.cursor),
                        .held = calloc(arcs, sizeof *flow.held),
                        .queue = calloc(copies, sizeof *flow.queue),
                        .trail = calloc(copies, sizeof *flow.trail)};
    enum parvis_status status = PARVIS_NO_MEMORY;
    *result = (struct flow_result){.price = calloc(copies, sizeof *result->price),
                                   .chosen = calloc(arcs, sizeof *result->chosen)};
    if (flow.price && flow.spare && flow.depth && flow.cursor && flow.held && flow.queue &&
        flow.trail && result->price && result->chosen) {
        prepare(&flow);
        run(&flow, options);
        give_prices(&flow, result);
        status = PARVIS_OK;
    }
    free(flow.price);
    free(flow.spare);
    free(flow.depth);
    free(flow.cursor);
    free(flow.held);
    free(flow.queue);
    free(flow.trail);
    return status;
}
