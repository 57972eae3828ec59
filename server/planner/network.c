/* SPDX-License-Identifier: EUPL-1.2 */
/* The primal-dual (Hungarian) method with Dinic's blocking flows.
 *
 * DESIGN. Along an arc u -> v with room, worth[u] >= profit + worth[v] holds all the time. What
 * the source is worth is what the next unit of flow can bring at most: the level. It falls from
 * the largest profit to 0; where it stands still, every path without loss is used up, shortest
 * paths first; then the worth of all nodes that the source reaches without loss falls until one
 * more arc loses nothing. Profits are integers, so there are at most as many levels as the
 * largest profit, and usually few. (Kuhn 1955; Ford and Fulkerson 1957; Dinic 1970.) */
#include "network.h"

#include <stdlib.h>
#include <string.h>

#define STOP_EVERY 64 /* paths between two questions whether to stop */

void network_clear(struct network *network)
{
    free(network->arcs);
    free(network->worth);
    free(network->first);
    free(network->leaving);
    free(network->depth);
    free(network->cursor);
    free(network->queue);
    free(network->trail);
    *network = (struct network){0};
}

enum parvis_status network_make(int nodes, int arcs, struct network *ret_network)
{
    size_t node_room = (size_t)nodes + 2, arc_room = 2 * (size_t)arcs + 2;
    struct network network = {
        .nodes = nodes,
        .arc_room = 2 * arcs,
        .arcs = malloc(arc_room * sizeof *network.arcs),
        .worth = calloc(node_room, sizeof *network.worth),
        .first = calloc(node_room, sizeof *network.first),
        .leaving = malloc(arc_room * sizeof *network.leaving),
        .depth = malloc(node_room * sizeof *network.depth),
        .cursor = malloc(node_room * sizeof *network.cursor),
        .queue = malloc(node_room * sizeof *network.queue),
        .trail = malloc(node_room * sizeof *network.trail),
    };
    if (!network.arcs || !network.worth || !network.first || !network.leaving || !network.depth ||
        !network.cursor || !network.queue || !network.trail) {
        network_clear(&network);
        return PARVIS_NO_MEMORY;
    }
    *ret_network = network;
    return PARVIS_OK;
}

int network_add(struct network *network, int from, int to, int room, int64_t profit)
{
    int arc = network->arc_count;
    network->arcs[arc] = (struct network_arc){from, to, room, profit};
    network->arcs[arc + 1] = (struct network_arc){to, from, 0, -profit};
    network->arc_count += 2;
    return arc;
}

static void index_arcs(struct network *network)
{
    memset(network->first, 0, ((size_t)network->nodes + 2) * sizeof *network->first);
    for (int i = 0; i < network->arc_count; i++)
        /* A counting sort by the node that an arc leaves. */
        network->first[network->arcs[i].from + 1]++;
    for (int v = 0; v < network->nodes; v++) {
        network->first[v + 1] += network->first[v];
        network->cursor[v] = network->first[v];
    }
    for (int i = 0; i < network->arc_count; i++)
        network->leaving[network->cursor[network->arcs[i].from]++] = i;
}

/* The loss of a unit on an arc, compared with its best way. */
static int64_t loss(const struct network *network, const struct network_arc *arc)
{
    return network->worth[arc->from] - arc->profit - network->worth[arc->to];
}

/* Breadth first from the source over arcs without loss. True: the sink is reached. */
static bool reach(struct network *network)
{
    int count = 0;
    for (int v = 0; v < network->nodes; v++) {
        network->depth[v] = -1;
        network->cursor[v] = network->first[v];
    }
    network->depth[network->source] = 0;
    network->queue[count++] = network->source;
    for (int at = 0; at < count; at++) {
        int v = network->queue[at];
        for (int i = network->first[v]; i < network->first[v + 1]; i++) {
            const struct network_arc *arc = &network->arcs[network->leaving[i]];
            if (arc->room > 0 && network->depth[arc->to] < 0 && loss(network, arc) == 0) {
                network->depth[arc->to] = network->depth[v] + 1;
                network->queue[count++] = arc->to;
            }
        }
    }
    return network->depth[network->sink] >= 0;
}

/* The next arc of a node that leads one step further from the source; -1: none is left. */
static int next_arc(struct network *network, int v)
{
    /* The cursor only goes on: an arc that led nowhere is not tried again before the next
     * reach(). */
    for (; network->cursor[v] < network->first[v + 1]; network->cursor[v]++) {
        int i = network->leaving[network->cursor[v]];
        const struct network_arc *arc = &network->arcs[i];
        if (arc->room > 0 && network->depth[arc->to] == network->depth[v] + 1 &&
            loss(network, arc) == 0)
            return i;
    }
    return -1;
}

/* One unit along one path; false: this blocking flow is complete. */
static bool augment(struct network *network)
{
    int v = network->source, length = 0;
    while (v != network->sink) {
        int arc = next_arc(network, v);
        if (arc >= 0) {
            network->trail[length++] = arc;
            v = network->arcs[arc].to;
        } else if (length == 0) {
            return false;
        } else {
            v = network->arcs[network->trail[--length]].from;
            network->cursor[v]++;
        }
    }
    while (length-- > 0) {
        network->arcs[network->trail[length]].room--;
        /* Arcs are added in pairs: the other one of the pair leads back. */
        network->arcs[network->trail[length] ^ 1].room++;
    }
    network->flow_left--;
    return true;
}

/* Lets the level fall until one more arc loses nothing, but not below 0. */
static void lower(struct network *network)
{
    int64_t step = network->worth[network->source];
    for (int i = 0; i < network->arc_count; i++) {
        const struct network_arc *arc = &network->arcs[i];
        if (arc->room > 0 && network->depth[arc->from] >= 0 && network->depth[arc->to] < 0) {
            int64_t lost = loss(network, arc);
            step = lost < step ? lost : step;
        }
    }
    for (int v = 0; v < network->nodes; v++)
        if (network->depth[v] >= 0)
            network->worth[v] -= step;
}

static bool is_over(const struct planner_options *options)
{
    return options->should_stop && options->should_stop(options->data);
}

/* All paths without loss; false: should_stop said so. */
static bool use_up(struct network *network, const struct planner_options *options)
{
    while (network->flow_left > 0 && reach(network)) {
        int64_t count = 0;
        while (network->flow_left > 0 && augment(network))
            if (++count % STOP_EVERY == 0 && is_over(options))
                return false;
        if (is_over(options))
            return false;
    }
    return true;
}

bool network_solve(struct network *network, int64_t flow_most,
                   const struct planner_options *options)
{
    network->flow_left = flow_most;
    if (is_over(options))
        return false;
    index_arcs(network);
    if (is_over(options)) /* a million arcs take some 20 ms to index */
        return false;
    while (network->worth[network->source] > 0 && network->flow_left > 0) {
        if (!use_up(network, options))
            return false;
        /* With nothing left to send the level stays: it is the price of the limit on the flow. */
        if (network->flow_left > 0)
            lower(network);
        if (is_over(options))
            return false;
    }
    return true;
}

int64_t network_price(const struct network *network, int arc)
{
    int64_t lost = loss(network, &network->arcs[arc]);
    return lost < 0 ? -lost : 0;
}
