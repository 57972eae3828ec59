/* SPDX-License-Identifier: EUPL-1.2 */
/* Flows of the largest profit through a network of integers, with the prices that prove it. */
#ifndef PARVIS_PLANNER_NETWORK_H
#define PARVIS_PLANNER_NETWORK_H

#include <stdbool.h>
#include <stdint.h>

#include "planner.h"

struct network_arc {
    int from, to;   /* nodes */
    int room;       /* what may still flow */
    int64_t profit; /* of each unit */
};

struct network {
    int nodes, source, sink;
    struct network_arc *arcs; /* in pairs: 2k as added, 2k + 1 its way back */
    int arc_count, arc_room;
    int64_t *worth; /* by node: what a unit there can bring at most on its way to the sink */
    int *first;     /* arcs that leave node v: leaving[first[v]] … leaving[first[v + 1] - 1] */
    int *leaving;
    int *depth;        /* by node: distance from the source over arcs that lose nothing; -1: none */
    int *cursor;       /* by node: where in `leaving` the search for a path stands */
    int *queue;        /* of nodes */
    int *trail;        /* arcs of the path being tried */
    int64_t flow_left; /* units that may still flow in all */
};

/* A network of `nodes`, no arcs, for at most `arcs` of them. The caller sets source and sink. */
enum parvis_status network_make(int nodes, int arcs, struct network *ret_network);
void network_clear(struct network *network);

/* Adds an arc with room for `room` units; its number is even. */
int network_add(struct network *network, int from, int to, int room, int64_t profit);

/* Sends the flow of the largest profit, of at most `flow_most` units, from source to sink. `worth`
 * must be given so that no arc u -> v with room has worth[u] < profit + worth[v]; sink: 0. False:
 * should_stop said so before the end, or no memory. */
bool network_solve(struct network *network, int64_t flow_most,
                   const struct planner_options *options);

/* What one more unit of room in an arc would bring: the dual price. */
int64_t network_price(const struct network *network, int arc);
#endif
