/* SPDX-License-Identifier: EUPL-1.2 */
/* What a scanner types, from its key codes. A keyboard-wedge scanner presses the keys of a US
 * keyboard, whatever layout the system has: read by their places (linux/input-event-codes.h), they
 * mean what the scanner meant, and AZERTY scrambles nothing. */
#ifndef PARVIS_KIOSK_WEDGE_H
#define PARVIS_KIOSK_WEDGE_H

#include <stdbool.h>
#include <stdint.h>

/* The keys held down on one device. The caller's; zero-initialised: none. */
struct wedge {
    bool shift[2]; /* left, right */
    int others;    /* Ctrl, Alt and Meta: what is typed with them is no text */
};

/* One event of a device (struct input_event's type, code, value). The US-layout character that was
 * typed, '\n' for Enter and Tab (either ends a code), '\b' for Backspace, '\x1b' for Escape, a key
 * of enum output_action for F1 to F6, or 0: nothing. A key held down types once. */
char wedge_take(struct wedge *wedge, uint16_t type, uint16_t code, int32_t value);

#endif
