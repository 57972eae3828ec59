/* SPDX-License-Identifier: EUPL-1.2 */
/* One scanner. It is a keyboard wedge, which the kiosk reads as an input device without a focused
 * window and grabs, so that what it types goes nowhere else; or a serial line; or, for tests and
 * rehearsals, a recording of input events. A touch panel is read in the same way. */
#ifndef PARVIS_KIOSK_SCANNER_H
#define PARVIS_KIOSK_SCANNER_H

#include <stdbool.h>
#include <stdint.h>

#include "parvis/status.h"

#define SCANNER_CODE_CHARS_MAX 4096 /* as the server takes */

/* Functions that a scanner calls; `text` is borrowed for the call. */
struct scanner_events {
    void (*code)(const char *text, void *user); /* a code, without its line end */
    void (*key)(char key, void *user);          /* an enum output_action, '\b' or '\x1b' */
    /* Each character as it comes, since a person may be typing by hand. The same characters also
     * make up a code. NULL allowed. */
    void (*typed)(char character, void *user);
    /* A finger on a touch panel, from 0 to 1 of its width and height; NULL allowed. */
    void (*touch)(double x, double y, bool down, void *user);
};

struct scanner;

/* Opens a device by its kind: an evdev device ("/dev/input/event3", or a stable name of
 * /dev/input/by-id), a tty ("/dev/ttyACM0": 9600 baud 8N1, "/dev/ttyUSB0:115200" for another
 * speed), or a file or a named pipe of struct input_event. PARVIS_NOT_FOUND: it is not there (not
 * plugged in). PARVIS_BUSY: another program has grabbed it. PARVIS_INVALID: it is none of these. */
enum parvis_status scanner_open(const char *path, struct scanner **ret_scanner) PARVIS_MUST_CHECK;
void scanner_free(struct scanner *scanner); /* NULL allowed */

/* Becomes readable when scanner_read has something to read; -1: a file, see scanner_due. */
int scanner_fd(const struct scanner *scanner);
/* When scanner_read is due whether or not the descriptor is readable (monotonic ms): a recording
 * goes on, or a serial code without a line end is complete. 0: only when it is readable. */
int64_t scanner_due(const struct scanner *scanner);
/* Reads what is there and calls the events. False: the device is gone. */
bool scanner_read(struct scanner *scanner, const struct scanner_events *events, void *user);
/* Whether it is a recording that has been played to its end. */
bool scanner_is_over(const struct scanner *scanner);

/* What an input device is. */
struct scanner_kind {
    bool keyboard;
    bool scanner; /* a keyboard whose name or vendor number is a scanner's */
    bool panel;   /* a touch panel */
};
/* Inspects a device. False: it is no input device, or may not be opened. */
bool scanner_inspect(const char *path, struct scanner_kind *ret_kind);
/* Whether a device of this name and USB vendor number is a scanner. */
bool scanner_is_known(const char *name, int vendor);

#endif
