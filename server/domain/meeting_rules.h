/* SPDX-License-Identifier: EUPL-1.2 */
/* The rules of meetings: when somebody is busy, the states of a meeting, what the clock changes,
 * why a meeting cannot be added or moved. Pure: the caller gives all instants, in ms. */
#ifndef PARVIS_MEETING_RULES_H
#define PARVIS_MEETING_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "parvis/states.h"
#include "reason.h"

/* Reasons, other than meetings, for which a person or company is busy. */
enum busy_kind { BUSY_PITCH, BUSY_JURY, BUSY_DEMONSTRATION, BUSY_NOT_ARRIVED, BUSY_LEFT };

struct busy {
    enum busy_kind kind;
    int64_t from_at, to_at; /* [from, to) */
};

/* The first of `busy` that overlaps [from_at, to_at); NULL: the time is free. */
const struct busy *busy_find(const struct busy *busy, size_t count, int64_t from_at, int64_t to_at);
/* Writes the times before arrival and after departure (0: at opening, at closing) into ret_busy;
 * returns how many, two at most. An arrival after the departure makes the whole day busy. */
size_t busy_of_presence(int64_t arrives_at, int64_t leaves_at, struct busy ret_busy[2]);

/* The reason that says what keeps `who` busy. */
void meeting_busy_reason(const struct busy *busy, const char *who, struct reason *ret_reason);

/* Whether the table of moves allows a meeting to go from `from` to `to`; false with the reason. */
bool meeting_may_move(enum meeting_state from, enum meeting_state to, struct reason *ret_reason);

/* The state that the clock gives a meeting at `now`. call_ms before its slot: planned → called. At
 * the slot's start, if the buyer is in the house: called → running. At its end: running → done;
 * called, or planned if the server was stopped, → no_show. Returns `state` when nothing is due. */
enum meeting_state meeting_due(enum meeting_state state, int64_t from_at, int64_t to_at,
                               int64_t call_ms, bool buyer_in, int64_t now);

/* The facts on a meeting that somebody wants to add or move. */
struct meeting_request {
    const char *buyer, *company; /* their names, for the reason; borrowed */
    int64_t from_at, to_at;      /* the slot */
    const struct busy *buyer_busy, *company_busy;
    size_t buyer_busy_count, company_busy_count;
    const char *buyer_meets; /* the company that the buyer meets in that slot; NULL: none */
    bool company_meets;      /* the company meets somebody in that slot */
    bool refused;            /* one of the two said no thanks to the other */
    bool pair_meets;         /* the two have another meeting */
    bool has_place;          /* the company's stand, or a free table */
};
/* Whether the meeting can be held; false with the reason. */
bool meeting_check(const struct meeting_request *request, struct reason *ret_reason);

#endif
