/* SPDX-License-Identifier: EUPL-1.2 */
/* What the camera sees, as in a mirror, with the corners of where to hold the code. */
#include "preview.h"

#include "screens.h"

/* Grey to the canvas' own pixels. NULL: no memory. */
static cairo_surface_t *make_surface(const struct camera_preview *preview)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, preview->width, preview->height);
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) {
        cairo_surface_destroy(surface);
        return NULL;
    }
    uint8_t *bytes = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < preview->height; y++) {
        const uint8_t *luma = preview->luma + (size_t)y * (size_t)preview->width;
        uint32_t *to = (uint32_t *)(void *)(bytes + (ptrdiff_t)y * stride);
        for (int x = 0; x < preview->width; x++)
            to[x] = luma[x] * 0x010101u;
    }
    cairo_surface_mark_dirty(surface);
    return surface;
}

static void draw_corners(struct canvas *canvas, double x, double y, double size)
{
    const double arm = size * 0.16, thick = 8;
    for (int corner = 0; corner < 4; corner++) {
        bool right = corner & 1, low = corner & 2;
        double left = right ? x + size - arm : x, top = low ? y + size - arm : y;
        canvas_box(canvas, left, low ? y + size - thick : y, arm, thick, 4, COLOUR_ACCENT);
        canvas_box(canvas, right ? x + size - thick : x, top, thick, arm, 4, COLOUR_ACCENT);
    }
}

void screen_preview(struct canvas *canvas, const struct camera_preview *preview, double middle,
                    double y, double width, double height)
{
    cairo_surface_t *surface = make_surface(preview);
    if (!surface)
        return;
    double scale = width / preview->width;
    if (preview->height * scale > height)
        scale = height / preview->height;
    double shown_width = preview->width * scale, shown_height = preview->height * scale;
    double x = middle - shown_width / 2;
    y += (height - shown_height) / 2;
    canvas_box(canvas, x - 8, y - 8, shown_width + 16, shown_height + 16, 20, COLOUR_RAISED);
    cairo_save(canvas->cairo);
    cairo_translate(canvas->cairo, x, y);
    cairo_scale(canvas->cairo, scale, scale);
    cairo_set_source_surface(canvas->cairo, surface, 0, 0);
    cairo_rectangle(canvas->cairo, 0, 0, preview->width, preview->height);
    cairo_fill(canvas->cairo);
    cairo_restore(canvas->cairo);
    cairo_surface_destroy(surface);
    double hold = shown_height * 0.72;
    draw_corners(canvas, middle - hold / 2, y + (shown_height - hold) / 2, hold);
}
