/* SPDX-License-Identifier: EUPL-1.2 */
/* What a host does in the demonstration room. */
#ifndef PARVIS_DEMONSTRATION_OPERATIONS_H
#define PARVIS_DEMONSTRATION_OPERATIONS_H

#include "operation.h"

/* Places a company's demonstration in one of the room's slots, or moves it there.
 * Refuses: unknown (company is not kept; from_at is no slot of the session), demonstration.taken
 * (another company's), meeting.busy.… (a pitch, or absence), demonstration.meets (a meeting to come
 * in that time). */
struct demonstration_place {
    int64_t demonstration; /* out */
    int64_t company, session, from_at;
};
extern const struct operation_form demonstration_place_form;

/* Changes the number of seats. PARVIS_NOT_FOUND: no such demonstration. Refuses nothing. */
struct demonstration_seats {
    int64_t demonstration;
    int64_t seats;
};
extern const struct operation_form demonstration_seats_form;

/* Takes a demonstration off the programme. PARVIS_NOT_FOUND: no such demonstration. Refuses
 * nothing. */
struct demonstration_cancel {
    int64_t demonstration;
};
extern const struct operation_form demonstration_cancel_form;

#endif
