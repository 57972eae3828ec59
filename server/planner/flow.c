/* SPDX-License-Identifier: EUPL-1.2 */
/* Builds the relaxations of flow.h as networks:
 *
 *     source -> person -> [place] -> wish -> [place] -> person or table -> sink
 *
 * Where participants fall into two sides, those of side 0 are on the left and those of side 1 on
 * the right. Else everybody is on both sides and a wish goes both ways (the bipartite double
 * cover): its optimum is twice that of a relaxation, and a price the mean of two. */
#include "flow.h"

#include <stdlib.h>

#include "network.h"

#define STOP_EVERY 2048 /* wishes between two questions whether to stop: a few milliseconds */

struct flow {
    const struct problem *problem;
    enum flow_kind kind;
    bool doubled;    /* everybody is on both sides */
    bool turned;     /* side 1 is on the left */
    bool has_tables; /* right places lead to tables instead of persons */
    int people, slots;
    int *spare;       /* by participant: what it can hold beside its fixed wishes */
    int *place_spare; /* [participant * slots + slot]: places beside those of fixed wishes */
    int *table_spare; /* by slot: tables, as well */
    int64_t unit;     /* of the prices */
    struct network network;
    int *left_arc, *right_arc;     /* by participant: the arc of its total; -1: none */
    int *left_place, *right_place; /* [participant * slots + slot]: the arc of a place; -1: none */
    int *table_arc;                /* by slot; -1: none */
    int *wish_arc;                 /* [2 * wish + way]; -1: none */
    int wish_nodes;                /* nodes given to wishes so far */
};

/* Nodes: source, sink; left and right persons; left and right places; tables; wishes. */
static int person_node(const struct flow *flow, bool right, int person)
{
    return 2 + right * flow->people + person;
}

static int place_node(const struct flow *flow, bool right, int person, int slot)
{
    return 2 + 2 * flow->people + (right * flow->people + person) * flow->slots + slot;
}

static int table_node(const struct flow *flow, int slot)
{
    return 2 + 2 * flow->people * (1 + flow->slots) + slot;
}

static int add_wish_node(struct flow *flow)
{
    return 2 + 2 * flow->people * (1 + flow->slots) + flow->slots + flow->wish_nodes++;
}

static bool is_on(const struct flow *flow, bool right, int person)
{
    return flow->doubled || (flow->problem->side[person] ^ flow->turned) == right;
}

/* The slots in which wishes of a participant may stand, beside the fixed ones. */
static uint64_t useful_slots(const struct problem *problem, int person)
{
    uint64_t useful = 0;
    for (int i = problem->first[person]; i < problem->first[person + 1]; i++)
        if (problem->in->wishes[problem->of[i]].fixed < 0)
            useful |= problem->allowed[problem->of[i]];
    return useful;
}

static void add_person(struct flow *flow, bool right, int person)
{
    struct network *network = &flow->network;
    int node = person_node(flow, right, person), spare = flow->spare[person];
    bool to_table = right && flow->has_tables;
    if (right && !to_table)
        flow->right_arc[person] = network_add(network, node, network->sink, spare, 0);
    if (!right)
        flow->left_arc[person] = network_add(network, network->source, node, spare, 0);
    if (flow->kind == FLOW_TOTALS)
        return;
    /* Only slots in which something may stand have a place: the network is a fraction of people
     * times slots. */
    for (uint64_t left = useful_slots(flow->problem, person); left; left &= left - 1) {
        int slot = __builtin_ctzll(left), index = person * flow->slots + slot;
        int place = place_node(flow, right, person, slot);
        int room = flow->place_spare[index];
        if (!right)
            flow->left_place[index] = network_add(network, node, place, room, 0);
        else
            flow->right_place[index] =
                network_add(network, place, to_table ? table_node(flow, slot) : node, room, 0);
    }
}

/* One way of a wish, from participant `left` to `right`. */
static void add_wish(struct flow *flow, int wish, int way, int left, int right)
{
    struct network *network = &flow->network;
    const struct planner_wish *w = &flow->problem->in->wishes[wish];
    int64_t value = flow->problem->value[wish] * flow->unit;
    if (flow->kind == FLOW_TOTALS) {
        flow->wish_arc[2 * wish + way] = network_add(network, person_node(flow, false, left),
                                                     person_node(flow, true, right), 1, value);
        return;
    }
    int enter = add_wish_node(flow), leave = add_wish_node(flow);
    flow->wish_arc[2 * wish + way] = network_add(network, enter, leave, 1, value);
    for (uint64_t slots = flow->problem->allowed[wish]; slots; slots &= slots - 1) {
        int slot = __builtin_ctzll(slots);
        network_add(network, place_node(flow, false, left, slot), enter, 1,
                    flow->unit > 1 && w->previous == slot);
        network_add(network, leave, place_node(flow, true, right, slot), 1, 0);
    }
}

/* Of a caller who stops meanwhile the rest is left out: any prices prove a bound. */
static void add_wishes(struct flow *flow, const struct planner_options *options)
{
    const struct planner_instance *in = flow->problem->in;
    for (int i = 0; i < in->wish_count; i++) {
        const struct planner_wish *w = &in->wishes[i];
        if (i % STOP_EVERY == 0 && options->should_stop && options->should_stop(options->data))
            return;
        if (w->fixed >= 0 || !flow->problem->allowed[i])
            continue;
        if (is_on(flow, false, w->a))
            add_wish(flow, i, 0, w->a, w->b);
        if (is_on(flow, false, w->b))
            add_wish(flow, i, 1, w->b, w->a);
    }
}

static void build(struct flow *flow, const struct planner_options *options)
{
    struct network *network = &flow->network;
    network->source = 0;
    network->sink = 1;
    for (int right = 0; right < 2; right++)
        for (int i = 0; i < flow->people; i++)
            if (is_on(flow, right, i))
                add_person(flow, right, i);
    for (int t = 0; t < flow->slots && flow->has_tables; t++)
        flow->table_arc[t] =
            network_add(network, table_node(flow, t), network->sink, flow->table_spare[t], 0);
    add_wishes(flow, options);
    /* Everything left of the wishes is worth the heaviest, everything right of them nothing. */
    int64_t most = flow->problem->value_most * flow->unit + (flow->unit > 1);
    network->worth[network->source] = most;
    for (int i = 0; i < flow->people; i++) {
        network->worth[person_node(flow, false, i)] = most;
        for (int t = 0; t < flow->slots && flow->kind != FLOW_TOTALS; t++)
            network->worth[place_node(flow, false, i, t)] = most;
    }
    for (int i = 0; i < 2 * flow->problem->in->wish_count; i++)
        if (flow->wish_arc[i] >= 0 && flow->kind != FLOW_TOTALS)
            network->worth[network->arcs[flow->wish_arc[i]].from] = most - (flow->unit > 1);
}

/* Capacities, without what the fixed wishes take. A participant over its limit by them, which
 * other rules refuse, has none. */
static void set_spare(struct flow *flow)
{
    const struct problem *problem = flow->problem;
    const struct planner_instance *in = problem->in;
    for (int i = 0; i < flow->people; i++) {
        flow->spare[i] = flow->kind == FLOW_TOTALS ? problem->capacity[i] : problem->max[i];
        for (int t = 0; t < flow->slots; t++)
            flow->place_spare[i * flow->slots + t] = problem->parallel[i];
    }
    for (int t = 0; t < flow->slots; t++)
        /* Where each wish goes both ways it crosses the tables twice. */
        flow->table_spare[t] = in->tables << flow->doubled;
    for (int i = 0; i < in->wish_count; i++) {
        const struct planner_wish *w = &in->wishes[i];
        int *places = flow->place_spare;
        if (w->fixed < 0)
            continue;
        flow->spare[w->a] -= flow->spare[w->a] > 0;
        flow->spare[w->b] -= flow->spare[w->b] > 0;
        places[w->a * flow->slots + w->fixed] -= places[w->a * flow->slots + w->fixed] > 0;
        places[w->b * flow->slots + w->fixed] -= places[w->b * flow->slots + w->fixed] > 0;
        flow->table_spare[w->fixed] -= 1 << flow->doubled;
    }
    for (int t = 0; t < flow->slots; t++)
        flow->table_spare[t] = flow->table_spare[t] < 0 ? 0 : flow->table_spare[t];
}

/* With totals alone, the tables are one limit on all meetings. */
static int64_t flow_most(const struct flow *flow)
{
    int64_t sum = 0;
    if (flow->problem->in->tables == 0 || flow->kind != FLOW_TOTALS)
        return INT64_MAX;
    for (int t = 0; t < flow->slots; t++)
        sum += flow->table_spare[t];
    return sum;
}

/* A price of the network as one of a problem; where everybody is on both sides, half of it. */
static int64_t scaled(const struct flow *flow, int arc)
{
    return arc < 0
               ? 0
               : network_price(&flow->network, arc) * (flow->doubled ? PRICE_ONE / 2 : PRICE_ONE);
}

static void give_prices(const struct flow *flow, struct prices *prices)
{
    const struct problem *problem = flow->problem;
    /* Where the tables were one limit, the level at which they were full is their price. */
    int64_t level = problem->in->tables > 0 && flow->kind == FLOW_TOTALS
                        ? flow->network.worth[flow->network.source] * PRICE_ONE
                        : 0;
    for (int i = 0; i < flow->people; i++) {
        int64_t total = scaled(flow, flow->left_arc[i]) + scaled(flow, flow->right_arc[i]);
        bool by_total = flow->kind != FLOW_TOTALS || problem->capacity[i] == problem->max[i];
        prices->person[i] = by_total ? total : 0;
        for (int t = 0; t < flow->slots; t++) {
            int index = i * flow->slots + t;
            prices->place[index] = by_total ? 0 : total;
            prices->place[index] +=
                scaled(flow, flow->left_place[index]) + scaled(flow, flow->right_place[index]);
        }
    }
    for (int t = 0; t < flow->slots; t++)
        prices->table[t] =
            level + (flow->table_arc[t] < 0
                         ? 0
                         : network_price(&flow->network, flow->table_arc[t]) * PRICE_ONE);
}

static void give_chosen(const struct flow *flow, bool *chosen)
{
    for (int i = 0; i < flow->problem->in->wish_count; i++) {
        chosen[i] = flow->problem->in->wishes[i].fixed >= 0;
        for (int way = 0; way < 2; way++) {
            int arc = flow->wish_arc[2 * i + way];
            /* An arc of one unit without room carries it: the wish is held in the relaxation. */
            chosen[i] |= arc >= 0 && flow->network.arcs[arc].room == 0;
        }
    }
}

/* Behind tables a participant's limit is not kept, so the side with fewer limits goes there. */
static bool turns(const struct problem *problem)
{
    int limits[2] = {0, 0};
    for (int i = 0; i < problem->in->participant_count; i++)
        limits[problem->side[i] & 1] += problem->max[i] < problem->first[i + 1] - problem->first[i];
    return limits[1] > limits[0];
}

static int *filled(size_t count)
{
    int *array = malloc((count + 1) * sizeof *array);
    for (size_t i = 0; array && i <= count; i++)
        array[i] = -1;
    return array;
}

static void clear(struct flow *flow)
{
    free(flow->spare);
    free(flow->place_spare);
    free(flow->table_spare);
    free(flow->left_arc);
    free(flow->right_arc);
    free(flow->left_place);
    free(flow->right_place);
    free(flow->table_arc);
    free(flow->wish_arc);
    network_clear(&flow->network);
}

/* Arcs: persons and places of both sides, tables; ways of wishes, with two for each slot. */
static enum parvis_status allocate(struct flow *flow)
{
    const struct problem *problem = flow->problem;
    size_t people = (size_t)flow->people, slots = (size_t)flow->slots;
    size_t wishes = (size_t)problem->in->wish_count;
    size_t arcs = 2 * people + 2 * wishes, nodes = 2 + 2 * people;
    if (flow->kind == FLOW_PLACES) {
        arcs += (2 * people + 1) * slots;
        nodes += (2 * people + 1) * slots + 4 * wishes;
        for (size_t i = 0; i < wishes; i++)
            arcs += 4 * (size_t)__builtin_popcountll(problem->allowed[i]);
    }
    /* Arcs are counted by int, and each has its reverse; what is larger has no plan in time
     * either. */
    if (arcs > INT32_MAX / 4)
        return PARVIS_NO_MEMORY;
    flow->spare = filled(people);
    flow->place_spare = filled(people * slots);
    flow->table_spare = filled(slots);
    flow->left_arc = filled(people);
    flow->right_arc = filled(people);
    flow->left_place = filled(people * slots);
    flow->right_place = filled(people * slots);
    flow->table_arc = filled(slots);
    flow->wish_arc = filled(2 * wishes);
    if (!flow->spare || !flow->place_spare || !flow->table_spare || !flow->left_arc ||
        !flow->right_arc || !flow->left_place || !flow->right_place || !flow->table_arc ||
        !flow->wish_arc)
        return PARVIS_NO_MEMORY;
    return network_make((int)nodes, (int)arcs, &flow->network);
}

enum parvis_status flow_solve(const struct problem *problem, enum flow_kind kind,
                              const struct planner_options *options, struct prices *prices,
                              bool *chosen)
{
    struct flow flow = {.problem = problem,
                        .kind = kind,
                        .unit = prices->unit,
                        .doubled = !problem->two_sides,
                        .has_tables = kind == FLOW_PLACES && problem->in->tables > 0,
                        .people = problem->in->participant_count,
                        .slots = problem->in->slots};
    flow.turned = flow.has_tables && !flow.doubled && turns(problem);
    enum parvis_status status = allocate(&flow);
    if (status == PARVIS_OK) {
        set_spare(&flow);
        build(&flow, options);
        network_solve(&flow.network, flow_most(&flow), options);
        give_prices(&flow, prices);
        if (chosen)
            give_chosen(&flow, chosen);
    }
    clear(&flow);
    return status;
}
