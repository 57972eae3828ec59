/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules of meetings: who is busy when, the life of a meeting, what the clock moves, and why one
 * cannot be added or moved. Pure: instants in ms are given. */
#ifndef PARVIS_MEETING_RULES_H
#define PARVIS_MEETING_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parvis/states.h"
#include "reason.h"

/* What takes somebody's time besides meetings. */
enum busy_kind { BUSY_PITCH, BUSY_JURY, BUSY_DEMONSTRATION, BUSY_NOT_ARRIVED, BUSY_LEFT };

struct busy {
    enum busy_kind kind;
    int64_t from_at, to_at; /* [from, to) */
};

/* The first of `busy` that overlaps [from_at, to_at); NULL: the time is free. */
const struct busy *busy_find(const struct busy *busy, size_t count, int64_t from_at, int64_t to_at);
/* Puts what arrival and departure (0: opening, closing) exclude into `busy`, at most two entries;
 * returns how many. Whoever arrives after leaving is busy all day. */
size_t busy_of_presence(int64_t arrives_at, int64_t leaves_at, struct busy ret_busy[2]);

/* What takes the time of `who`, in words. */
void meeting_busy_reason(const struct busy *busy, const char *who, struct reason *ret_reason);

/* Whether the table of moves lets a meeting go from `from` to `to`; else false with the reason. */
bool meeting_may_move(enum meeting_state from, enum meeting_state to, struct reason *ret_reason);

/* What the clock makes of a meeting at `now`: planned → called call_ms before its slot; called →
 * running at the start when the buyer is in the house; at the end running → done and called (or
 * planned, after a stop of the server) → no_show. `state` again when nothing is due. */
enum meeting_state meeting_due(enum meeting_state state, int64_t from_at, int64_t to_at,
                               int64_t call_ms, bool buyer_in, int64_t now);

/* What is known about a meeting that somebody wants to add or move. */
struct meeting_request {
    const char *buyer, *company; /* how they are called; borrowed */
    int64_t from_at, to_at;      /* the slot */
    const struct busy *buyer_busy, *company_busy;
    size_t buyer_busy_count, company_busy_count;
    const char *buyer_meets; /* whom the buyer meets in that slot; NULL: nobody */
    bool company_meets;      /* the company meets somebody in that slot */
    bool refused;            /* one of the two said no thanks to the other */
    bool pair_meets;         /* the two have another meeting */
    bool has_place;          /* the company's stand, or a free table */
};
/* Whether it can be; else false with the reason. */
bool meeting_check(const struct meeting_request *request, struct reason *ret_reason);

#endif
