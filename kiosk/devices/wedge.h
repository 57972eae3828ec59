/* SPDX-License-Identifier: EUPL-1.2 */
/* Turns the key codes of a keyboard-wedge scanner into characters. Such a scanner presses the keys
 * of a US keyboard, whatever layout the system has. Keys are therefore read by their places
 * (linux/input-event-codes.h), so that an AZERTY layout scrambles nothing. */
#ifndef PARVIS_KIOSK_WEDGE_H
#define PARVIS_KIOSK_WEDGE_H

#include <stdbool.h>
#include <stdint.h>

/* The keys that are held down on one device. The caller's. Zero-initialised: none. */
struct wedge {
    bool shift[2]; /* left, right */
    int others;    /* how many of Ctrl, Alt and Meta: keys typed with them are no text */
};

/* Takes one event of a device (struct input_event's type, code, value). Returns the US-layout
 * character that was typed, '\n' for Enter and Tab (either ends a code), '\b' for Backspace, '\x1b'
 * for Escape, an enum output_action for F1 to F6, or 0: none. A key that is held down types once.
 */
char wedge_take(struct wedge *wedge, uint16_t type, uint16_t code, int32_t value);

#endif
