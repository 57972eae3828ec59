/* SPDX-License-Identifier: EUPL-1.2 */
/* What the day does by itself, by the event's clock. Nobody asked for it, so it is not noted. */
#ifndef PARVIS_DAY_OPERATIONS_H
#define PARVIS_DAY_OPERATIONS_H

#include "operation.h"

/* Meetings are called, run and end (meeting_due), and the running order's projected times move on.
 * Doing it twice changes nothing. Refuses nothing. */
struct day_turn {
    int64_t none; /* about no row */
};
extern const struct operation_form day_turn_form;

/* Requests of attendees that nobody answered in time lapse. Refuses nothing. */
struct requests_lapse {
    int64_t none;
};
extern const struct operation_form requests_lapse_form;

#endif
