/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading an event stream (WHATWG HTML 9.2.6) from bytes that come in any pieces. */
#ifndef PARVIS_KIOSK_SSE_H
#define PARVIS_KIOSK_SSE_H

#include <stddef.h>

/* One event: its name ("message" when it gave none) and its data; borrowed. */
typedef void sse_event_fn(const char *name, const char *data, void *user);

struct sse {
    char *line, *data; /* owned; grow as needed */
    size_t line_size, line_capacity, data_size, data_capacity;
    char name[32];
    int after_cr; /* the last byte was CR: an LF is its second half */
};

/* Frees its memory. A zero-initialised struct is ready for sse_feed. */
void sse_clean_up(struct sse *sse);
/* Forgets a half-read event: a new connection begins. */
void sse_reset(struct sse *sse);
/* Takes bytes and calls `event` for each whole event. Returns 0, or -1: a line over 8 MiB, or no
 * memory. */
int sse_feed(struct sse *sse, const char *bytes, size_t size, sse_event_fn *event, void *user);

#endif
