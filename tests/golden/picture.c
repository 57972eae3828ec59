/* SPDX-License-Identifier: EUPL-1.2 */
/* Comparing frames with the stored pictures. */
#include "picture.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <png.h>

#define PICTURES PARVIS_SOURCE_DIR "/tests/golden/pictures"
#define RESULTS PARVIS_BINARY_DIR "/golden"
#define STEP 10 /* of a colour's channel: finer ones would double the pictures' size */
#define COLOURS_MAX 256

static uint32_t *row_of(cairo_surface_t *picture, int row)
{
    return (uint32_t *)(void *)(cairo_image_surface_get_data(picture) +
                                (ptrdiff_t)row * cairo_image_surface_get_stride(picture));
}

static uint32_t reduce_channel(uint32_t value)
{
    uint32_t rounded = (value + STEP / 2) / STEP * STEP;
    return rounded > 255 ? 255 : rounded;
}

static uint32_t reduce_colour(uint32_t colour)
{
    return reduce_channel(colour >> 16 & 255) << 16 | reduce_channel(colour >> 8 & 255) << 8 |
           reduce_channel(colour & 255);
}

/* The frame with its colours in steps, as the stored pictures have them. */
static cairo_surface_t *reduce_frame(cairo_surface_t *frame)
{
    int width = cairo_image_surface_get_width(frame);
    int height = cairo_image_surface_get_height(frame);
    cairo_surface_t *reduced = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    for (int row = 0; row < height; row++)
        for (int column = 0; column < width; column++)
            row_of(reduced, row)[column] = reduce_colour(row_of(frame, row)[column]);
    cairo_surface_mark_dirty(reduced);
    return reduced;
}

static bool have_same_size(cairo_surface_t *left, cairo_surface_t *right)
{
    return cairo_image_surface_get_width(left) == cairo_image_surface_get_width(right) &&
           cairo_image_surface_get_height(left) == cairo_image_surface_get_height(right);
}

/* Pixels that differ; in `difference` they are red on the darkened frame. */
static long count_differences(cairo_surface_t *frame, cairo_surface_t *golden,
                              cairo_surface_t *difference)
{
    long count = 0;
    int width = cairo_image_surface_get_width(frame);
    for (int row = 0; row < cairo_image_surface_get_height(frame); row++) {
        const uint32_t *left = row_of(frame, row), *right = row_of(golden, row);
        uint32_t *out = row_of(difference, row);
        for (int column = 0; column < width; column++) {
            bool same = ((left[column] ^ right[column]) & 0xFFFFFF) == 0;
            out[column] = same ? (left[column] >> 2 & 0x3F3F3F) : 0xFF3030;
            count += !same;
        }
    }
    cairo_surface_mark_dirty(difference);
    return count;
}

/* ---- files ---- */

static int find_colour(png_byte palette[][3], int *count, uint32_t colour)
{
    const png_byte wanted[3] = {(png_byte)(colour >> 16), (png_byte)(colour >> 8),
                                (png_byte)colour};
    int index = 0;
    while (index < *count && memcmp(palette[index], wanted, 3) != 0)
        index++;
    if (index == *count && *count < COLOURS_MAX)
        memcpy(palette[(*count)++], wanted, 3);
    return index;
}

/* Writes a reduced frame as a PNG of at most 256 colours. */
static bool write_golden(cairo_surface_t *reduced, const char *path)
{
    png_byte palette[COLOURS_MAX][3];
    int width = cairo_image_surface_get_width(reduced), colours = 0, index = 0;
    int height = cairo_image_surface_get_height(reduced);
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)width,
                       .height = (png_uint_32)height,
                       .format = PNG_FORMAT_RGB_COLORMAP};
    png_byte *indices = calloc((size_t)width, (size_t)height);
    for (int i = 0; indices && i < width * height && index < COLOURS_MAX; i++) {
        index = find_colour(palette, &colours, row_of(reduced, i / width)[i % width] & 0xFFFFFF);
        indices[i] = (png_byte)index;
    }
    image.colormap_entries = (png_uint_32)colours;
    bool written = indices && index < COLOURS_MAX &&
                   png_image_write_to_file(&image, path, 0, indices, width, palette);
    free(indices);
    return written;
}

static void store_result(cairo_surface_t *picture, const char *name, const char *ending)
{
    char path[1024];
    if (mkdir(RESULTS, 0755) != 0 && errno != EEXIST)
        return;
    snprintf(path, sizeof path, "%s/%s.%s.png", RESULTS, name, ending);
    cairo_surface_write_to_png(picture, path);
}

/* Pixels that differ; -1: nothing to compare with. */
static long compare(cairo_surface_t *reduced, const char *path, const char *name)
{
    long count = -1;
    cairo_surface_t *golden = cairo_image_surface_create_from_png(path);
    if (cairo_surface_status(golden) == CAIRO_STATUS_SUCCESS && have_same_size(reduced, golden)) {
        cairo_surface_t *difference =
            cairo_image_surface_create(CAIRO_FORMAT_RGB24, cairo_image_surface_get_width(reduced),
                                       cairo_image_surface_get_height(reduced));
        count = count_differences(reduced, golden, difference);
        if (count > 0)
            store_result(difference, name, "difference");
        cairo_surface_destroy(difference);
    }
    cairo_surface_destroy(golden);
    return count;
}

bool picture_is_golden(cairo_surface_t *frame, const char *name, char *ret_message, size_t size)
{
    char path[1024];
    const char *update = getenv("PARVIS_GOLDEN_UPDATE");
    cairo_surface_flush(frame);
    snprintf(path, sizeof path, "%s/%s.png", PICTURES, name);
    cairo_surface_t *reduced = reduce_frame(frame);
    long count = compare(reduced, path, name);
    bool golden = count == 0;
    if (!golden && update && strcmp(update, "1") == 0) {
        golden = (mkdir(PICTURES, 0755) == 0 || errno == EEXIST) && write_golden(reduced, path);
        snprintf(ret_message, size, "%s cannot be written, or has over 256 colours", path);
    } else if (!golden) {
        store_result(frame, name, "actual");
        if (count < 0)
            snprintf(ret_message, size, "%s: no golden picture of this size; see %s/%s.actual.png",
                     name, RESULTS, name);
        else
            snprintf(ret_message, size,
                     "%s: %ld pixels differ; see %s/%s.actual.png, .difference.png", name, count,
                     RESULTS, name);
    }
    cairo_surface_destroy(reduced);
    return golden;
}
