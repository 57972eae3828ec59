/* SPDX-License-Identifier: EUPL-1.2 */
/* What a host does to a meeting. The rules for every meeting decide (domain/meeting_rules.h):
 * nobody is in two places at once. */
#ifndef PARVIS_MEETING_OPERATIONS_H
#define PARVIS_MEETING_OPERATIONS_H

#include "meeting_rules.h"
#include "operation.h"

/* Adds a planned meeting at the company's stand or a free table; its weight comes from the two
 * sides' wishes.
 * Refuses: unknown (buyer, company or slot does not exist), and for either side meeting.busy.… (a
 * pitch, a jury, a demonstration, not there yet, or gone), meeting.refused (one side said no
 * thanks), meeting.pair_meets, meeting.buyer_meets, meeting.company_meets, meeting.no_place. */
struct meeting_add {
    int64_t meeting;              /* out: the new one */
    int64_t buyer, company, slot; /* a person who buys; a kept company's organisation; when */
};
extern const struct operation_form meeting_add_form;

/* Moves a meeting to another state by one move of the rules' table. A cancelled meeting can take
 * its slot again, as if it were added.
 * Refuses: meeting.no_such_move; coming back from cancelled, what meeting_add refuses. */
struct meeting_advance {
    int64_t meeting;
    enum meeting_state to;
};
extern const struct operation_form meeting_advance_form;

/* Moves a planned meeting to another slot; its place may change with it.
 * Refuses: meeting.locked, meeting.not_planned, and what meeting_add refuses. */
struct meeting_move {
    int64_t meeting;
    int64_t slot;
};
extern const struct operation_form meeting_move_form;

/* Locks a meeting in its slot, or unlocks it: a locked meeting is moved neither by hand nor by
 * planning. Locking a locked meeting changes nothing and is not noted. Refuses nothing. */
struct meeting_lock {
    int64_t meeting;
    bool locked;
};
extern const struct operation_form meeting_lock_form;

#endif
