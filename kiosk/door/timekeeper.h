/* SPDX-License-Identifier: EUPL-1.2 */
/* The event's time on a kiosk whose own clock may be wrong, jump, or stand still over a reboot.
 * Pure: the clocks are given.
 *
 * The server tells its time; the kiosk notes it beside the milliseconds since boot, which no step
 * of the wall clock moves, and counts on from there. After a reboot that count is lost: then the
 * wall clock and the offset measured last must do, and stamps are unsure until the server is heard.
 */
#ifndef PARVIS_KIOSK_TIMEKEEPER_H
#define PARVIS_KIOSK_TIMEKEEPER_H

#include <stdbool.h>
#include <stdint.h>

/* The device's clocks at one moment. */
struct timekeeper_clocks {
    int64_t boot_ms; /* CLOCK_BOOTTIME */
    int64_t real_ms; /* CLOCK_REALTIME */
};

struct timekeeper {
    bool known;       /* the server told its time once, perhaps before a restart */
    bool sure;        /* the server told its time since this boot */
    int64_t event_at; /* event clock ms, at the moment when boot_ms was boot_at */
    int64_t boot_at;
    int64_t offset_ms; /* event clock minus real clock at that moment */
    int64_t last_ms;   /* the last stamp: every later one is greater */
};

/* The server told its time, `event_ms`. The message took some time to arrive, so of several the one
 * that gives the latest time counts. A time that lies far from the others counts in any case, and
 * so does the first one of a new connection (`fresh`). */
void timekeeper_learn(struct timekeeper *keeper, struct timekeeper_clocks clocks, int64_t event_ms,
                      bool fresh);
/* Goes on from what was kept. `same_boot`: the machine was not restarted since. */
void timekeeper_resume(struct timekeeper *keeper, const struct timekeeper *kept, bool same_boot);
/* The event's clock now. */
int64_t timekeeper_now(const struct timekeeper *keeper, struct timekeeper_clocks clocks);
/* The event's clock now, for a scan: always greater than the stamp before, so that the times of a
 * journal's scans are in the journal's order and all differ. */
int64_t timekeeper_stamp(struct timekeeper *keeper, struct timekeeper_clocks clocks);

/* This machine's clocks now. */
struct timekeeper_clocks timekeeper_read(void);

#endif
