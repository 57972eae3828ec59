/* SPDX-License-Identifier: EUPL-1.2 */
/* What a host decides about the event's clock. */
#ifndef PARVIS_CLOCK_OPERATIONS_H
#define PARVIS_CLOCK_OPERATIONS_H

#include "operation.h"

/* A host agrees that the machine's clock is right, and the event's clock was wrong. The operation
 * only notes it; its caller moves the clock (event_clock.h) once the note is durable.
 * Refuses: clock.step_moved (the machine's clock is not where the host saw it). */
struct clock_follow {
    int64_t edition; /* out: 1 */
    int64_t step_ms; /* how far the machine's clock is ahead, as the host was told */
};
extern const struct operation_form clock_follow_form;

#endif
