/* SPDX-License-Identifier: EUPL-1.2 */
/* Words on paper. */
#include "draw_text.h"

#define FONT "Inter, DejaVu Sans"

PangoLayout *draw_layout(cairo_t *cairo, const char *text, const char *weight, double size,
                         double width)
{
    char description[64];
    g_snprintf(description, sizeof description, "%s %s", FONT, weight);
    PangoFontDescription *font = pango_font_description_from_string(description);
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    PangoLayout *layout = pango_cairo_create_layout(cairo);
    PangoContext *context = pango_layout_get_context(layout);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    pango_context_set_round_glyph_positions(context, FALSE); /* a unit is a millimetre here */
    cairo_font_options_destroy(options);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_text(layout, text, -1);
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    return layout;
}
