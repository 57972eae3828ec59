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
    bool known;       /* the server was heard, in this life or an earlier one */
    bool sure;        /* … since this boot */
    int64_t event_at; /* the event's clock when boot_at was */
    int64_t boot_at;
    int64_t offset_ms; /* event clock minus real clock, measured at the same time */
    int64_t last_ms;   /* the last stamp: none lies before it */
};

/* The server said `event_ms`. Its word was some time on its way, so the latest of what was heard
 * counts; one that lies far from it, or a new connection (`fresh`), counts in any case. */
void timekeeper_learn(struct timekeeper *keeper, struct timekeeper_clocks clocks, int64_t event_ms,
                      bool fresh);
/* Goes on from what was kept. `same_boot`: the machine was not restarted since. */
void timekeeper_resume(struct timekeeper *keeper, const struct timekeeper *kept, bool same_boot);
/* The event's clock now. */
int64_t timekeeper_now(const struct timekeeper *keeper, struct timekeeper_clocks clocks);
/* The same for a scan: always after the stamp before, so that a journal's order is its times' too
 * and no two of its scans have one time. */
int64_t timekeeper_stamp(struct timekeeper *keeper, struct timekeeper_clocks clocks);

/* This machine's clocks now. */
struct timekeeper_clocks timekeeper_read(void);

#endif
