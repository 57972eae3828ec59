/* SPDX-License-Identifier: EUPL-1.2 */
/* Drawing helpers. */
#include "canvas.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FONT "Inter, DejaVu Sans, sans-serif"
#define UNITS 1080.0 /* of the shorter side */

bool canvas_init(struct canvas *canvas, int width_px, int height_px)
{
    double scale = (width_px < height_px ? width_px : height_px) / UNITS;
    *canvas = (struct canvas){.width = width_px / scale, .height = height_px / scale};
    canvas->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width_px, height_px);
    canvas->cairo = cairo_create(canvas->surface);
    if (cairo_status(canvas->cairo) != CAIRO_STATUS_SUCCESS) {
        canvas_clean_up(canvas);
        return false;
    }
    cairo_scale(canvas->cairo, scale, scale);
    canvas->layout = pango_cairo_create_layout(canvas->cairo);
    /* Texts are measured the same at every size of screen: no hinting to whole pixels. */
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(pango_layout_get_context(canvas->layout), options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(pango_layout_get_context(canvas->layout), FALSE);
    return canvas->layout != NULL;
}

void canvas_clean_up(struct canvas *canvas)
{
    if (canvas->layout)
        g_object_unref(canvas->layout);
    if (canvas->cairo)
        cairo_destroy(canvas->cairo);
    if (canvas->surface)
        cairo_surface_destroy(canvas->surface);
    *canvas = (struct canvas){0};
}

/* The design's colours when contrast comes first: black, white, and grounds that white stands out
 * from by 9:1. */
static uint32_t contrasting(uint32_t colour)
{
    switch (colour) {
    case COLOUR_GROUND:
    case COLOUR_SURFACE:
    case COLOUR_ACCENT_INK:
        return 0x000000;
    case COLOUR_RAISED:
        return 0x202020;
    case COLOUR_LINE:
    case COLOUR_MUTED:
    case COLOUR_INK:
        return COLOUR_WHITE;
    case COLOUR_ACCENT:
    case COLOUR_ATTENTION_TEXT:
        return 0xFFE000;
    case COLOUR_POSITIVE:
        return 0x00482A;
    case COLOUR_NEGATIVE:
        return 0x7A0010;
    default:
        return colour;
    }
}

static void set_colour(struct canvas *canvas, uint32_t colour)
{
    if (canvas->contrast)
        colour = contrasting(colour);
    cairo_set_source_rgb(canvas->cairo, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0,
                         (colour & 255) / 255.0);
}

void canvas_begin(struct canvas *canvas, uint32_t ground, double x, double y)
{
    double scale = cairo_image_surface_get_width(canvas->surface) / canvas->width;
    if (canvas->targets)
        canvas->targets->count = 0;
    cairo_identity_matrix(canvas->cairo);
    set_colour(canvas, ground);
    cairo_paint(canvas->cairo);
    cairo_translate(canvas->cairo, round(x * scale), round(y * scale));
    cairo_scale(canvas->cairo, scale, scale);
}

void canvas_box(struct canvas *canvas, double x, double y, double width, double height,
                double radius, uint32_t colour)
{
    cairo_t *cairo = canvas->cairo;
    double r = radius < height / 2 ? radius : height / 2;
    if (width <= 0 || height <= 0)
        return;
    cairo_new_path(cairo);
    cairo_arc(cairo, x + width - r, y + r, r, -M_PI / 2, 0);
    cairo_arc(cairo, x + width - r, y + height - r, r, 0, M_PI / 2);
    cairo_arc(cairo, x + r, y + height - r, r, M_PI / 2, M_PI);
    cairo_arc(cairo, x + r, y + r, r, M_PI, 3 * M_PI / 2);
    cairo_close_path(cairo);
    set_colour(canvas, colour);
    cairo_fill(cairo);
}

static void lay_out(struct canvas *canvas, const char *text, double width,
                    const struct text_style *style, double size)
{
    PangoLayout *layout = canvas->layout;
    PangoFontDescription *font = pango_font_description_from_string(FONT);
    PangoAttrList *attributes = pango_attr_list_new();
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    pango_font_description_set_weight(font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    if (style->struck)
        pango_attr_list_insert(attributes, pango_attr_strikethrough_new(TRUE));
    if (style->tabular) /* figures that do not dance as they count */
        pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1"));
    pango_layout_set_font_description(layout, font);
    pango_layout_set_attributes(layout, attributes);
    pango_layout_set_text(layout, text, -1);
    pango_layout_set_width(layout, width > 0 ? (int)(width * PANGO_SCALE) : -1);
    pango_layout_set_height(layout, style->lines > 1 ? -style->lines : -1);
    pango_layout_set_ellipsize(layout, width > 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
    pango_layout_set_alignment(layout, style->align == ALIGN_CENTRE  ? PANGO_ALIGN_CENTER
                                       : style->align == ALIGN_RIGHT ? PANGO_ALIGN_RIGHT
                                                                     : PANGO_ALIGN_LEFT);
    pango_attr_list_unref(attributes);
    pango_font_description_free(font);
}

static double show(struct canvas *canvas, double x, double y, uint32_t colour)
{
    PangoRectangle logical;
    set_colour(canvas, colour);
    cairo_move_to(canvas->cairo, x, y);
    pango_cairo_show_layout(canvas->cairo, canvas->layout);
    pango_layout_get_extents(canvas->layout, NULL, &logical);
    return (double)logical.height / PANGO_SCALE;
}

double canvas_text(struct canvas *canvas, const char *text, double x, double y, double width,
                   const struct text_style *style)
{
    lay_out(canvas, text, width, style, style->size);
    return show(canvas, x, y, style->colour);
}

double canvas_text_width(struct canvas *canvas, const char *text, const struct text_style *style)
{
    PangoRectangle logical;
    lay_out(canvas, text, -1, style, style->size);
    pango_layout_get_extents(canvas->layout, NULL, &logical);
    return (double)logical.width / PANGO_SCALE;
}

double canvas_text_fitted(struct canvas *canvas, const char *text, double x, double y, double width,
                          const struct text_style *style)
{
    double wanted = canvas_text_width(canvas, text, style);
    double shrink = wanted > width ? 0.995 * width / wanted : 1;
    double least = style->least > 0 ? style->least : 0.5;
    double size = style->size * (shrink < least ? least : shrink);
    lay_out(canvas, text, width, style, size);
    /* the smaller line keeps the middle of the full one (a line is some 1.2 of its type) */
    bool alone = pango_layout_get_line_count(canvas->layout) == 1;
    return show(canvas, x, y + (alone ? 0.6 * (style->size - size) : 0), style->colour);
}

void canvas_bar(struct canvas *canvas, double x, double y, double width, double height, double part,
                uint32_t colour, uint32_t ground)
{
    double filled = part < 0 ? 0 : part > 1 ? width : width * part;
    canvas_box(canvas, x, y, width, height, height / 2, ground);
    if (filled > 0)
        canvas_box(canvas, x, y, filled < height ? height : filled, height, height / 2, colour);
}

void canvas_sign(struct canvas *canvas, enum sign sign, double x, double y, double radius,
                 uint32_t colour, uint32_t ground)
{
    cairo_t *cairo = canvas->cairo;
    double r = radius;
    cairo_new_path(cairo);
    cairo_arc(cairo, x, y, r, 0, 2 * M_PI);
    set_colour(canvas, colour);
    cairo_fill(cairo);
    set_colour(canvas, ground);
    cairo_set_line_width(cairo, r * 0.17);
    cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    if (sign == SIGN_YES) {
        cairo_move_to(cairo, x - 0.42 * r, y + 0.04 * r);
        cairo_line_to(cairo, x - 0.1 * r, y + 0.36 * r);
        cairo_line_to(cairo, x + 0.46 * r, y - 0.32 * r);
    } else if (sign == SIGN_NO) {
        cairo_move_to(cairo, x - 0.34 * r, y - 0.34 * r);
        cairo_line_to(cairo, x + 0.34 * r, y + 0.34 * r);
        cairo_move_to(cairo, x + 0.34 * r, y - 0.34 * r);
        cairo_line_to(cairo, x - 0.34 * r, y + 0.34 * r);
    } else {
        cairo_move_to(cairo, x, y - 0.45 * r);
        cairo_line_to(cairo, x, y);
        cairo_line_to(cairo, x + 0.3 * r, y + 0.22 * r);
    }
    cairo_stroke(cairo);
}
