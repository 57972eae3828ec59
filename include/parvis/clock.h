/* SPDX-License-Identifier: EUPL-1.2 */
/* The event's clock. Instants everywhere are int64_t milliseconds since 1970-01-01 UTC. The event
 * clock is the real clock plus an offset, so that a rehearsal can run as if it were the day;
 * time-outs and session ages use clock_monotonic_ms() and clock_real_ms() instead.
 *
 * A server anchors the real clock: it takes the machine's wall clock once, and counts on from there
 * by the time since boot. Setting the wall clock later, by an hour or a month, does not move the
 * real clock. */
#ifndef PARVIS_CLOCK_H
#define PARVIS_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "parvis/status.h"

/* Milliseconds since an arbitrary origin; setting the machine's clock does not move them. */
int64_t clock_monotonic_ms(void);
/* The same clock in microseconds, to measure short times. */
int64_t clock_monotonic_us(void);

/* Milliseconds since the machine was started, its sleep included (CLOCK_BOOTTIME). */
int64_t clock_boot_ms(void);

/* Writes an id of this start of the machine, another one after each restart; "" where there is
 * none. Read from $PARVIS_BOOT_ID where the service manager hides the kernel's file, else from
 * /proc/sys/kernel/random/boot_id. */
#define CLOCK_BOOT_ID_CHARS 36
void clock_boot_id(char out[CLOCK_BOOT_ID_CHARS + 1]);

/* The machine's wall clock as it is set now, UTC. */
int64_t clock_wall_ms(void);

/* The real time, UTC: the wall clock, or once clock_anchor was called, the time counted on from the
 * anchor. Any thread. */
int64_t clock_real_ms(void);

/* Anchors the real clock: it shows `real_ms` at the instant when clock_boot_ms() was `boot_ms`. Any
 * thread; atomic. */
void clock_anchor(int64_t real_ms, int64_t boot_ms);

/* By how many ms the wall clock is ahead of the real clock; 0 when that is not anchored. */
int64_t clock_wall_ahead_ms(void);

/* The event's clock: clock_real_ms() + the offset. Any thread. */
int64_t clock_event_ms(void);

/* Sets the offset in ms (0: the real day). Any thread; atomic. */
void clock_set_offset(int64_t offset_ms);
int64_t clock_offset(void);

/* Makes the venue's zone (IANA name, "Europe/Paris") this process's local zone; one process serves
 * one edition. PARVIS_INVALID: the system knows no such zone. Call before threads start. */
enum parvis_status clock_set_zone(const char *name);

/* Local date and time of the venue → UTC ms. `date` is "2017-11-20", `time` "09:30" or "9:30:15"
 * (also "9h30", as French files write it). PARVIS_INVALID: not a date or time, or one that the
 * zone skips (spring's lost hour). */
enum parvis_status clock_parse_local(const char *date, const char *time,
                                     int64_t *ret_ms) PARVIS_MUST_CHECK;

/* "2017-11-20T09:55", with optional seconds, in the venue's zone → UTC ms; "now" gives the event
 * clock. PARVIS_INVALID: another form, or an hour that the zone skips. */
enum parvis_status clock_parse_instant(const char *text, int64_t *ret_ms) PARVIS_MUST_CHECK;

/* Venue's local wall time, "09:05" (NUL included in 6 bytes). */
void clock_format_hhmm(int64_t ms, char out[6]);

/* Venue's local date and time, "2017-11-20 09:05:00" (20 bytes with NUL). */
void clock_format_local(int64_t ms, char out[20]);

/* RFC 3339 in UTC with milliseconds, "2017-11-20T08:05:00.000Z" (25 bytes with NUL). */
void clock_format_utc(int64_t ms, char out[25]);

#endif
