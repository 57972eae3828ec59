/* SPDX-License-Identifier: EUPL-1.2 */
/* Changes that the event's clock makes by itself. No user asked for them, so the audit trail notes
 * none. */
#ifndef PARVIS_DAY_OPERATIONS_H
#define PARVIS_DAY_OPERATIONS_H

#include "operation.h"

/* Meetings are called, run and end (meeting_due), and the running order's projected times move on.
 * Done twice, the second changes nothing. Refuses nothing. */
struct day_turn {
    int64_t none; /* the order is about no row */
};
extern const struct operation_form day_turn_form;

/* Lets attendees' requests lapse that nobody answered in time. Refuses nothing. */
struct requests_lapse {
    int64_t none;
};
extern const struct operation_form requests_lapse_form;

#endif
