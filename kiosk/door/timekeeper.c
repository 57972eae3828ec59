/* SPDX-License-Identifier: EUPL-1.2 */
/* The event's time on a kiosk. */
#include "timekeeper.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "parvis/clock.h"

#define STEP_MS 2000 /* a difference so large does not come from the network */

void timekeeper_learn(struct timekeeper *keeper, struct timekeeper_clocks clocks, int64_t event_ms,
                      bool fresh)
{
    int64_t expected = keeper->event_at + clocks.boot_ms - keeper->boot_at;
    bool late = event_ms < expected && event_ms > expected - STEP_MS;
    if (keeper->sure && !fresh && late)
        return; /* the message was only longer on its way */
    if (keeper->sure && (event_ms < expected - STEP_MS))
        keeper->last_ms = 0; /* the server's clock was set back: a rehearsal */
    keeper->known = keeper->sure = true;
    keeper->event_at = event_ms;
    keeper->boot_at = clocks.boot_ms;
    keeper->offset_ms = event_ms - clocks.real_ms;
}

void timekeeper_resume(struct timekeeper *keeper, const struct timekeeper *kept, bool same_boot)
{
    *keeper = *kept;
    keeper->sure = kept->sure && same_boot;
}

int64_t timekeeper_now(const struct timekeeper *keeper, struct timekeeper_clocks clocks)
{
    if (keeper->sure)
        return keeper->event_at + clocks.boot_ms - keeper->boot_at;
    int64_t now = clocks.real_ms + keeper->offset_ms;
    return now > keeper->event_at ? now : keeper->event_at; /* never before what was heard */
}

int64_t timekeeper_stamp(struct timekeeper *keeper, struct timekeeper_clocks clocks)
{
    int64_t now = timekeeper_now(keeper, clocks);
    keeper->last_ms = now > keeper->last_ms ? now : keeper->last_ms + 1;
    return keeper->last_ms;
}

struct timekeeper_clocks timekeeper_read(void)
{
    return (struct timekeeper_clocks){.boot_ms = clock_boot_ms(), .real_ms = clock_wall_ms()};
}
