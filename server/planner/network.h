/* SPDX-License-Identifier: EUPL-1.2 */
/* Flows of the largest profit through a network with integer data, and the prices that prove it. */
#ifndef PARVIS_PLANNER_NETWORK_H
#define PARVIS_PLANNER_NETWORK_H

#include <stdbool.h>
#include <stdint.h>

#include "planner.h"

struct network_arc {
    int from, to;   /* nodes */
    int room;       /* units that may still flow */
    int64_t profit; /* of each unit */
};

struct network {
    int nodes, source, sink;
    struct network_arc *arcs; /* in pairs: 2k as added, 2k + 1 its reverse */
    int arc_count, arc_room;
    int64_t *worth; /* by node: the largest profit of a unit from there to the sink */
    int *first;     /* arcs that leave node v: leaving[first[v]] … leaving[first[v + 1] - 1] */
    int *leaving;
    int *depth;        /* by node: distance from the source over arcs of no loss; -1: none */
    int *cursor;       /* by node: position of the path search in `leaving` */
    int *queue;        /* of nodes */
    int *trail;        /* arcs of the path being tried */
    int64_t flow_left; /* units that may still flow in all */
};

/* Makes a network of `nodes` without arcs, with memory for `arcs`. The caller sets source and
 * sink. */
enum parvis_status network_make(int nodes, int arcs, struct network *ret_network);
void network_clear(struct network *network);

/* Adds an arc with room for `room` units; its number is even. */
int network_add(struct network *network, int from, int to, int room, int64_t profit);

/* Sends the flow of the largest profit, of at most `flow_most` units, from source to sink. `worth`
 * must be given so that no arc u -> v with room has worth[u] < profit + worth[v]; sink: 0. False:
 * should_stop said so before the end, or no memory. */
bool network_solve(struct network *network, int64_t flow_most,
                   const struct planner_options *options);

/* The dual price of an arc: the profit of one more unit of room. */
int64_t network_price(const struct network *network, int arc);
#endif
