/* SPDX-License-Identifier: EUPL-1.2 */
/* The timer wheel: slots of one tick each; a deadline beyond the wheel's span is looked at once a
 * lap and stays where it is. */
#include "http_wheel.h"

#include <stddef.h>

void http_wheel_init(struct http_wheel *wheel, int64_t tick_ms, int64_t now_ms)
{
    wheel->tick_ms = tick_ms;
    wheel->turned_to = now_ms / tick_ms;
    for (size_t i = 0; i < HTTP_WHEEL_SLOTS; i++)
        LIST_INIT(&wheel->slots[i]);
}

void http_wheel_disarm(struct http_wheel_entry *entry)
{
    if (!entry->deadline_ms)
        return;
    LIST_REMOVE(entry, place);
    entry->deadline_ms = 0;
}

void http_wheel_arm(struct http_wheel *wheel, struct http_wheel_entry *entry, int64_t deadline_ms)
{
    http_wheel_disarm(entry);
    /* The slot after the deadline's own: when it is seen, the deadline has passed for certain. */
    int64_t tick = deadline_ms / wheel->tick_ms + 1;
    if (tick <= wheel->turned_to)
        tick = wheel->turned_to + 1;
    entry->deadline_ms = deadline_ms > 0 ? deadline_ms : 1;
    LIST_INSERT_HEAD(&wheel->slots[tick % HTTP_WHEEL_SLOTS], entry, place);
}

/* Moves the slot's entries to a list of its own first: an entry that `expire` arms again cannot
 * come up twice in one turn, and one that it disarms is simply not there any more. */
static void see_slot(struct http_wheel_slot *slot, int64_t now_ms, http_wheel_expire_fn *expire,
                     void *data)
{
    struct http_wheel_slot due = LIST_HEAD_INITIALIZER(due);
    struct http_wheel_entry *entry = LIST_FIRST(slot);
    while (entry) {
        struct http_wheel_entry *next = LIST_NEXT(entry, place);
        if (entry->deadline_ms <= now_ms) {
            LIST_REMOVE(entry, place);
            LIST_INSERT_HEAD(&due, entry, place);
        }
        entry = next;
    }
    while ((entry = LIST_FIRST(&due))) {
        http_wheel_disarm(entry);
        expire(entry, data);
    }
}

void http_wheel_turn(struct http_wheel *wheel, int64_t now_ms, http_wheel_expire_fn *expire,
                     void *data)
{
    int64_t until = now_ms / wheel->tick_ms;
    /* After a long sleep every slot is seen once, and no more. */
    if (until - wheel->turned_to > HTTP_WHEEL_SLOTS)
        wheel->turned_to = until - HTTP_WHEEL_SLOTS;
    while (wheel->turned_to < until) {
        wheel->turned_to++;
        see_slot(&wheel->slots[wheel->turned_to % HTTP_WHEEL_SLOTS], now_ms, expire, data);
    }
}
