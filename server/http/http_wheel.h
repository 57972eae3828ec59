/* SPDX-License-Identifier: EUPL-1.2 */
/* A timer wheel: one coarse timer serves the deadlines of all connections, instead of an event for
 * each. Arming, moving and disarming are a few pointer writes. An entry expires at the first turn
 * at or after its deadline: at most one tick late. */
#ifndef PARVIS_HTTP_WHEEL_H
#define PARVIS_HTTP_WHEEL_H

#include <stdint.h>
#include <sys/queue.h>

#define HTTP_WHEEL_SLOTS 512

/* A deadline, inside its owner's struct. Zeroed: not armed. */
struct http_wheel_entry {
    int64_t deadline_ms;                /* monotonic; 0: not armed */
    LIST_ENTRY(http_wheel_entry) place; /* in its slot */
};

LIST_HEAD(http_wheel_slot, http_wheel_entry);

struct http_wheel {
    int64_t tick_ms;   /* width of a slot */
    int64_t turned_to; /* tick up to which slots were seen */
    struct http_wheel_slot slots[HTTP_WHEEL_SLOTS];
};

/* Prepares `wheel` at the instant `now_ms` (monotonic). */
void http_wheel_init(struct http_wheel *wheel, int64_t tick_ms, int64_t now_ms);

/* Sets or moves an entry's deadline. */
void http_wheel_arm(struct http_wheel *wheel, struct http_wheel_entry *entry, int64_t deadline_ms);

/* Takes the entry off the wheel; does nothing if it is not armed. */
void http_wheel_disarm(struct http_wheel_entry *entry);

/* Disarms each entry whose deadline has passed and calls `expire` for it, which may arm, disarm and
 * free any entry. */
typedef void http_wheel_expire_fn(struct http_wheel_entry *entry, void *data);
void http_wheel_turn(struct http_wheel *wheel, int64_t now_ms, http_wheel_expire_fn *expire,
                     void *data);

#endif
