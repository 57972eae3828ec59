/* SPDX-License-Identifier: EUPL-1.2 */
/* Drawing helpers over Cairo and Pango. A canvas is a frame in memory (ARGB32, premultiplied,
 * native byte order: what screens and Cairo share); lengths are in units of a 1080-line screen, so
 * that 720p, 1080p and 4K show the same picture. */
#ifndef PARVIS_KIOSK_CANVAS_H
#define PARVIS_KIOSK_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

#include <cairo.h>
#include <pango/pangocairo.h>

#define TARGETS_MAX 96 /* a keyboard has some fifty keys */

/* The places of a frame that react to touch. */
struct targets {
    struct target {
        int id;                     /* what it does; never 0 */
        double x, y, width, height; /* pixels */
    } list[TARGETS_MAX];
    size_t count;
};

struct canvas {
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoLayout *layout;  /* reused for every text */
    double width, height; /* in units; the shorter side is 1080 */
    bool contrast;        /* colours of at least 7:1 (WCAG 2.2, 1.4.6) in place of the design's */
    struct targets *targets; /* borrowed; filled as a frame is drawn; NULL: nobody touches */
};

/* Colours of server/web/tokens.json, dark set, as 0xRRGGBB. */
enum colour {
    COLOUR_GROUND = 0x0F1720,
    COLOUR_SURFACE = 0x18232F,
    COLOUR_RAISED = 0x223142,
    COLOUR_LINE = 0x34475B,
    COLOUR_INK = 0xF4F7FA,
    COLOUR_MUTED = 0xA9B7C6,
    COLOUR_ACCENT = 0xFFB224,
    COLOUR_ACCENT_INK = 0x1B1300,
    COLOUR_POSITIVE = 0x14764A,
    COLOUR_POSITIVE_TEXT = 0x5AD79A,
    COLOUR_NEGATIVE = 0xB92A2A,
    COLOUR_NEGATIVE_TEXT = 0xFF8F8A,
    COLOUR_ATTENTION_TEXT = 0xFFB557,
    COLOUR_WHITE = 0xFFFFFF,
};

enum align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

/* How a text is set. Members that are zero are the defaults (left, regular, one line); size and
 * colour must be given. */
struct text_style {
    double size;     /* of the type, in units */
    uint32_t colour; /* enum colour */
    bool bold, struck, tabular;
    enum align align;
    int lines;    /* how many at most, then an ellipsis; 0: one */
    double least; /* canvas_text_fitted shrinks to this part of `size` at most; 0: to half */
};

/* Makes a canvas of this size in pixels. False: no memory. */
bool canvas_init(struct canvas *canvas, int width_px, int height_px);
void canvas_clean_up(struct canvas *canvas);

/* Begins a frame: fills it with the ground's colour, and moves what is drawn next by (x, y) units,
 * rounded to whole pixels. What must reach an edge has to be drawn as far beyond it. */
void canvas_begin(struct canvas *canvas, uint32_t ground, double x, double y);
void canvas_box(struct canvas *canvas, double x, double y, double width, double height,
                double radius, uint32_t colour);
/* Draws a text in a box of this width; returns the height that it took, in units. */
double canvas_text(struct canvas *canvas, const char *text, double x, double y, double width,
                   const struct text_style *style);
/* As canvas_text, with the type made smaller until the text fits on one line; at the smallest it
 * takes the style's lines, then an ellipsis. */
double canvas_text_fitted(struct canvas *canvas, const char *text, double x, double y, double width,
                          const struct text_style *style);
/* Width of a text on one line. */
double canvas_text_width(struct canvas *canvas, const char *text, const struct text_style *style);
/* Adds a place, in units, to the canvas's targets: touching it does `id`. */
void canvas_target(struct canvas *canvas, int id, double x, double y, double width, double height);
/* The id of the target at a pixel, of the last drawn where several overlap; 0: none. */
int targets_at(const struct targets *targets, int x, int y);

/* Draws a text as a QR code (ISO/IEC 18004, level M) with its quiet zone, black on white, in a
 * square of at most `side`, on whole pixels. False: it does not fit or there is no memory; nothing
 * was drawn. */
bool canvas_code(struct canvas *canvas, const char *text, double x, double y, double side);

/* Draws a bar that is filled up to `part`, from 0 to 1. */
void canvas_bar(struct canvas *canvas, double x, double y, double width, double height, double part,
                uint32_t colour, uint32_t ground);

/* Signs in a circle. Their shapes alone tell them apart, without colour. */
enum sign { SIGN_YES, SIGN_NO, SIGN_WAIT };
void canvas_sign(struct canvas *canvas, enum sign sign, double x, double y, double radius,
                 uint32_t colour, uint32_t ground);

#endif
