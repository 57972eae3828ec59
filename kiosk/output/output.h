/* Where frames go: a window, the screen itself, or files. One small interface, three makers. */
#ifndef PARVIS_KIOSK_OUTPUT_H
#define PARVIS_KIOSK_OUTPUT_H

#include <stdbool.h>
#include <stdint.h>

#include <cairo.h>

#include "parvis/status.h"

struct output;

/* What a person asks for by F1 to F5, or by touching a control on the screen: given as a key, as no
 * scanner types these control characters. */
enum output_action {
    OUTPUT_SPEAK = 1, /* F1: read it aloud */
    OUTPUT_LARGE,     /* F2: larger type */
    OUTPUT_CONTRAST,  /* F3: high contrast */
    OUTPUT_LONGER,    /* F4: more time */
    OUTPUT_PRINT,     /* F5: a slip or a badge */
};
#define OUTPUT_ACTIONS 5

/* What a person or the system did at the output. `key` is a US-layout character ('\n': Enter; 0:
 * none) or an enum output_action, taken from the key's place and not from the layout, so that a
 * scanner that types US codes is read rightly on a French keyboard. */
typedef void output_key_fn(char key, void *user);

struct output_operations {
    /* Shows a frame (RGB24, the output's size); the surface may be drawn on again afterwards. */
    enum parvis_status (*show)(struct output *output, cairo_surface_t *frame, const char *name);
    /* Takes what happened since; false: the window was closed. */
    bool (*take_input)(struct output *output, output_key_fn *key, void *user);
    /* One of three sounds that are told apart with eyes closed; NULL: silent. */
    void (*sound)(struct output *output, int sound);
    void (*free)(struct output *output);
};

struct output {
    const struct output_operations *operations;
    int width, height; /* pixels */
};

enum output_sound { SOUND_GREEN, SOUND_RED, SOUND_NOTICE };

/* An SDL2 window; width 0: full screen. */
enum parvis_status output_window_new(int width, int height,
                                     struct output **ret_output) PARVIS_MUST_CHECK;
/* DRM/KMS dumb buffers on a card ("/dev/dri/card0"), without X. PARVIS_NOT_FOUND: no connected
 * screen; PARVIS_IO: the reason is in the log. */
enum parvis_status output_drm_new(const char *card, struct output **ret_output) PARVIS_MUST_CHECK;
/* PNG files <directory>/<name>.png, each frame over the last of its name. */
enum parvis_status output_png_new(const char *directory, int width, int height,
                                  struct output **ret_output) PARVIS_MUST_CHECK;

#endif
