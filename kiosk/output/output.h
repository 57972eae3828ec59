/* SPDX-License-Identifier: EUPL-1.2 */
/* Where frames go: a window, the screen itself, or files. One small interface, three makers. */
#ifndef PARVIS_KIOSK_OUTPUT_H
#define PARVIS_KIOSK_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cairo.h>

#include "parvis/status.h"

struct output;

/* What a person asks for by F1 to F6, or by touching a control on the screen: given as a key, as no
 * scanner types these control characters. */
enum output_action {
    OUTPUT_SPEAK = 1, /* F1: read it aloud */
    OUTPUT_LARGE,     /* F2: larger type */
    OUTPUT_CONTRAST,  /* F3: high contrast */
    OUTPUT_LONGER,    /* F4: more time */
    OUTPUT_PRINT,     /* F5: a slip or a badge */
    OUTPUT_HELP,      /* F6: without a badge, or in need of somebody */
};
#define OUTPUT_ACTIONS 6

/* What a person did at the output. */
struct output_events {
    /* A US-layout character ('\n': Enter, '\b': Backspace, '\x1b': Escape), or an enum
     * output_action. Taken from the key's place and not from the layout, so that a scanner that
     * types US codes is read rightly on a French keyboard. */
    void (*key)(char key, void *user);
    /* A finger came down at a pixel, or was lifted there. */
    void (*touch)(int x, int y, bool down, void *user);
};

struct output_operations {
    /* Shows a frame (RGB24, the output's size); the surface may be drawn on again afterwards. */
    enum parvis_status (*show)(struct output *output, cairo_surface_t *frame, const char *name);
    /* Takes what happened since; false: the window was closed. */
    bool (*take_input)(struct output *output, const struct output_events *events, void *user);
    /* Puts the panel's light out, or on again; NULL: a black frame must do. */
    void (*light)(struct output *output, bool on);
    /* One of three sounds that are told apart with eyes closed; NULL: silent. */
    void (*sound)(struct output *output, int sound);
    void (*free)(struct output *output);
};

struct output {
    const struct output_operations *operations;
    int width, height; /* pixels, as people see it */
    int turned;        /* the panel hangs turned clockwise by so many degrees: 0, 90, 180 or 270 */
};

/* The pixel at a place of the panel itself, both from 0 to 1: what a touch panel tells. */
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
/* PNG files <directory>/<name>.png, each frame over the last of its name; of a panel of this size,
 * which is 1920 × 1080 with 0. */
enum parvis_status output_png_new(const char *directory, int width, int height, int turned,
                                  struct output **ret_output) PARVIS_MUST_CHECK;

#endif
