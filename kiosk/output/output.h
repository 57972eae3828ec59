/* SPDX-License-Identifier: EUPL-1.2 */
/* Where frames go: a window, the bare screen, or files. Each of the three output_…_new below makes
 * one kind. */
#ifndef PARVIS_KIOSK_OUTPUT_H
#define PARVIS_KIOSK_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cairo.h>

#include "parvis/status.h"

struct output;

/* What a person asks for by F1 to F6, or by touching a control on the screen. It is reported as a
 * key, since no scanner types these control characters. */
enum output_action {
    OUTPUT_SPEAK = 1, /* F1: read it aloud */
    OUTPUT_LARGE,     /* F2: larger type */
    OUTPUT_CONTRAST,  /* F3: high contrast */
    OUTPUT_LONGER,    /* F4: more time */
    OUTPUT_PRINT,     /* F5: a slip or a badge */
    OUTPUT_HELP,      /* F6: help, for people without a badge too */
};
#define OUTPUT_ACTIONS 6

/* Functions that take_input calls with what a person did. */
struct output_events {
    /* A US-layout character ('\n': Enter, '\b': Backspace, '\x1b': Escape), or an enum
     * output_action. The key's place counts and not the system's layout, so that a scanner that
     * types US codes is read rightly beside a French keyboard. */
    void (*key)(char key, void *user);
    /* A finger came down at a pixel, or was lifted there. */
    void (*touch)(int x, int y, bool down, void *user);
};

struct output_operations {
    /* Shows a frame (RGB24, the output's size). It is copied: the caller may draw on it again. */
    enum parvis_status (*show)(struct output *output, cairo_surface_t *frame, const char *name);
    /* Takes what happened since the last call. False: the window was closed. */
    bool (*take_input)(struct output *output, const struct output_events *events, void *user);
    /* Puts the panel's light out, or on again; NULL: a black frame must do. */
    void (*light)(struct output *output, bool on);
    /* One of three sounds that are told apart with eyes closed; NULL: silent. */
    void (*sound)(struct output *output, int sound);
    void (*free)(struct output *output);
};

struct output {
    const struct output_operations *operations;
    int width, height; /* pixels, as people see the picture */
    int turned;        /* degrees by which the panel hangs turned clockwise: 0, 90, 180 or 270 */
};

/* The pixel at a place that a touch panel reports, x and y from 0 to 1 of the unturned panel. */
void output_place(const struct output *output, double x, double y, int *ret_x, int *ret_y);
/* Copies a frame (RGB24, the output's size) to the panel's own rows of `pitch` bytes. */
void output_copy(const struct output *output, cairo_surface_t *frame, uint8_t *to, size_t pitch);

enum output_sound { SOUND_GREEN, SOUND_RED, SOUND_NOTICE };

/* An SDL2 window; width 0: full screen. */
enum parvis_status output_window_new(int width, int height,
                                     struct output **ret_output) PARVIS_MUST_CHECK;
/* DRM/KMS dumb buffers on a card ("/dev/dri/card0"), without X; `turned` as above.
 * PARVIS_NOT_FOUND: no connected screen; PARVIS_IO: the reason is in the log. */
enum parvis_status output_drm_new(const char *card, int turned,
                                  struct output **ret_output) PARVIS_MUST_CHECK;
/* PNG files <directory>/<name>.png: each frame replaces the last one of its name. `width` and
 * `height` are the panel's, 0: 1920 × 1080. */
enum parvis_status output_png_new(const char *directory, int width, int height, int turned,
                                  struct output **ret_output) PARVIS_MUST_CHECK;

#endif
