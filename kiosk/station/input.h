/* SPDX-License-Identifier: EUPL-1.2 */
/* What people do: codes from scanners, the camera and standard input; keys; touches. The input
 * reports each as an intent (intent.h), and decides nothing about it. */
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
    const struct targets *targets; /* borrowed: the places to touch of the last frame */
    intent_fn *tell;
    void *user;
    char typed[SCAN_CHARS_MAX + 1]; /* a code that a scanner types, as far as it has come */
    size_t typed_length;
    int64_t typed_at; /* monotonic ms: its last character */
    int pressed;      /* the target that a finger is on; 0: none */
    char *lines;      /* owned: bytes of standard input that were not taken yet */
    size_t lines_size;
    bool reads_lines, lines_ended;
};

/* `tell` is called with each thing that happens, by input_take and by devices (input_events). */
void input_init(struct input *input, struct output *output, const struct targets *targets,
                intent_fn *tell, void *user);
void input_clean_up(struct input *input);
/* Reads scans from standard input as well, which is made non-blocking. */
void input_read_lines(struct input *input);

/* For devices_new, with the input as its user. */
extern const struct scanner_events input_events;
/* Takes what happened at the output since the last call. False: its window was closed. */
bool input_take(struct input *input);
/* Reads what standard input has. `taken`: the kiosk can take a scan now, so one line is told. */
void input_take_line(struct input *input, bool taken);

/* Whether a line waits to be taken. */
bool input_has_line(const struct input *input);
/* Whether standard input has ended and its last line was taken. */
bool input_is_over(const struct input *input);

#endif
