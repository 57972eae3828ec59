/* SPDX-License-Identifier: EUPL-1.2 */
/* The event's clock while a server runs. It is anchored when the server starts (clock.h), so that
 * whoever sets the machine's clock meanwhile, or a time server that corrects it, ends no meeting
 * and no session. A host who sees that the machine's clock was wrong before says so, and the
 * event's clock follows it from then on.
 *
 * <data>/clock.json keeps the anchor: a server that is started again goes on from it for as long as
 * the machine was not restarted. */
#ifndef PARVIS_API_EVENT_CLOCK_H
#define PARVIS_API_EVENT_CLOCK_H

#include <stdint.h>

#include "parvis/status.h"

/* What differs by less is no step: time servers correct that much. */
#define EVENT_CLOCK_STEP_MS 2000

/* Anchors the clock, before any thread reads it. A folder that cannot be written is told in the
 * log, and the clock is anchored all the same. */
void event_clock_start(const char *directory);

/* How far the machine's clock was set ahead of the event's, ms (negative: back); 0: not by a step.
 * Any thread. */
int64_t event_clock_step(void);

/* The event's clock follows the machine's from now on. As event_clock_start for the folder. */
void event_clock_follow(const char *directory);

#endif
