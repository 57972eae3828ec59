/* SPDX-License-Identifier: EUPL-1.2 */
/* The event's clock while a server runs. It is anchored when the server starts (clock.h): when
 * somebody or a time server sets the machine's clock later, no meeting and no session ends by it. A
 * host who sees that the machine's clock was wrong at the start and is right now can let the
 * event's clock follow it.
 *
 * <data>/clock.json keeps the anchor. A server that is started again takes it up, unless the
 * machine was restarted since. */
#ifndef PARVIS_API_EVENT_CLOCK_H
#define PARVIS_API_EVENT_CLOCK_H

#include <stdint.h>

#include "parvis/status.h"

/* A smaller difference is no step: time servers correct that much. */
#define EVENT_CLOCK_STEP_MS 2000

/* Anchors the clock, before any thread reads it. When `directory` cannot be written, that is
 * logged, and the clock is anchored all the same. */
void event_clock_start(const char *directory);

/* By how many ms the machine's clock was set ahead of the event's (negative: back); 0: by less than
 * EVENT_CLOCK_STEP_MS. Any thread. */
int64_t event_clock_step(void);

/* Anchors the event's clock anew, to the machine's clock of now, and writes <data>/clock.json as
 * event_clock_start does. */
void event_clock_follow(const char *directory);

#endif
