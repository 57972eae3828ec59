/* SPDX-License-Identifier: EUPL-1.2 */
/* Between a panel as it is built and the picture as people see it. */
#include "output.h"

#include <string.h>

static int clamp(double value, int size)
{
    int pixel = (int)(value * size);
    return pixel < 0 ? 0 : pixel >= size ? size - 1 : pixel;
}

void output_place(const struct output *output, double x, double y, int *ret_x, int *ret_y)
{
    double seen_x = x, seen_y = y;
    if (output->turned == 90) {
        seen_x = 1 - y;
        seen_y = x;
    } else if (output->turned == 180) {
        seen_x = 1 - x;
        seen_y = 1 - y;
    } else if (output->turned == 270) {
        seen_x = y;
        seen_y = 1 - x;
    }
    *ret_x = clamp(seen_x, output->width);
    *ret_y = clamp(seen_y, output->height);
}

/* Row by row of the panel: `from` is where its first pixel is in the frame, `step` how far the next
 * one of the row is, `down` how far the next row begins, all in pixels. */
static void copy_pixels(const struct output *output, const uint32_t *from, ptrdiff_t step,
                        ptrdiff_t down, uint8_t *to, size_t pitch)
{
    bool upright = output->turned == 180;
    int width = upright ? output->width : output->height;
    int height = upright ? output->height : output->width;
    for (int row = 0; row < height; row++) {
        uint32_t *line = (uint32_t *)(void *)(to + (size_t)row * pitch);
        const uint32_t *pixel = from + row * down;
        for (int column = 0; column < width; column++, pixel += step)
            line[column] = *pixel;
    }
}

void output_copy(const struct output *output, cairo_surface_t *frame, uint8_t *to, size_t pitch)
{
    const uint8_t *bytes = cairo_image_surface_get_data(frame);
    ptrdiff_t stride = cairo_image_surface_get_stride(frame);
    ptrdiff_t line = stride / 4, width = output->width, height = output->height;
    const uint32_t *pixels = (const uint32_t *)(const void *)bytes;
    switch (output->turned) {
    case 90: /* the panel's first pixel is seen at the top right, its rows run down */
        copy_pixels(output, pixels + width - 1, line, -1, to, pitch);
        return;
    case 180:
        copy_pixels(output, pixels + (height - 1) * line + width - 1, -1, -line, to, pitch);
        return;
    case 270: /* at the bottom left, and its rows run up */
        copy_pixels(output, pixels + (height - 1) * line, -line, 1, to, pitch);
        return;
    default:
        for (int row = 0; row < height; row++)
            memcpy(to + (size_t)row * pitch, bytes + row * stride, (size_t)width * 4);
    }
}
