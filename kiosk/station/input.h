/* SPDX-License-Identifier: EUPL-1.2 */
/* What comes in: codes from scanners, the camera and standard input, keys, fingers. It tells what
 * happened (intent.h), and decides nothing about it. */
#ifndef PARVIS_KIOSK_INPUT_H
#define PARVIS_KIOSK_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "canvas.h"
#include "devices.h"
#include "intent.h"
#include "life.h"
#include "output.h"

/* The caller's; input_init first. */
struct input {
    struct output *output;         /* borrowed */
    const struct targets *targets; /* borrowed: what may be touched, as it was drawn last */
    intent_fn *tell;
    void *user;
    char typed[SCAN_CHARS_MAX + 1]; /* by a scanner that types */
    size_t typed_length;
    int64_t typed_at;
    int pressed; /* the target that a finger is on; 0: none */
    char *lines; /* owned: bytes of standard input that were not taken */
    size_t lines_size;
    bool reads_lines, lines_ended;
};

/* `tell` gets what happens, from input_take and from the devices that use input_events. */
void input_init(struct input *input, struct output *output, const struct targets *targets,
                intent_fn *tell, void *user);
void input_clean_up(struct input *input);
/* Scans come by standard input, too: it never blocks from then on. */
void input_read_lines(struct input *input);

/* For devices_new, with the input as its user. */
extern const struct scanner_events input_events;
/* Takes what happened at the output since. False: its window was closed. */
bool input_take(struct input *input);
/* Reads what standard input has, and tells of one line; `taken`: somebody takes one now. */
void input_take_line(struct input *input, bool taken);

/* A line is there that was not taken. */
bool input_has_line(const struct input *input);
/* Standard input has ended, and its last line was taken. */
bool input_is_over(const struct input *input);

#endif
