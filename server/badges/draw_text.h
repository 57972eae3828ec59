/* SPDX-License-Identifier: EUPL-1.2 */
/* Text on paper: one font for badges and agendas, laid out in millimetres. */
#ifndef PARVIS_DRAW_TEXT_H
#define PARVIS_DRAW_TEXT_H

#include <pango/pangocairo.h>

#define POINTS_PER_MM (72.0 / 25.4)

/* A layout of `text` in `weight` ("Bold 0"…) of `size` mm, `width` mm wide; wrapping and ellipsis
 * are the caller's to set. The caller frees it (g_object_unref). */
PangoLayout *draw_layout(cairo_t *cairo, const char *text, const char *weight, double size,
                         double width);

#endif
