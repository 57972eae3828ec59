/* SPDX-License-Identifier: EUPL-1.2 */
/* Frames as PNG files: for tests and documentation. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "output.h"
#include "parvis/log.h"

struct output_png {
    struct output output; /* first */
    char *directory;
    cairo_surface_t *panel; /* the frame as a turned panel gets it; NULL: it is not turned */
};

static enum parvis_status png_show(struct output *output, cairo_surface_t *frame, const char *name)
{
    char path[4096], part[4104];
    const struct output_png *png = (const struct output_png *)output;
    int length = snprintf(path, sizeof path, "%s/%s.png", png->directory, name);
    if (length < 0 || (size_t)length >= sizeof path)
        return PARVIS_INVALID;
    snprintf(part, sizeof part, "%s.part", path);
    if (png->panel) {
        cairo_surface_flush(png->panel);
        output_copy(output, frame, cairo_image_surface_get_data(png->panel),
                    (size_t)cairo_image_surface_get_stride(png->panel));
        cairo_surface_mark_dirty(png->panel);
        frame = png->panel;
    }
    cairo_status_t status = cairo_surface_write_to_png(frame, part);
    if (status != CAIRO_STATUS_SUCCESS || rename(part, path) != 0) {
        log_error("kiosk", "%s: %s", path,
                  status ? cairo_status_to_string(status) : strerror(errno));
        return PARVIS_IO;
    }
    return PARVIS_OK;
}

static bool png_take_input(struct output *output, const struct output_events *events, void *user)
{
    (void)output;
    (void)events;
    (void)user;
    return true;
}

static void png_free(struct output *output)
{
    struct output_png *png = (struct output_png *)output;
    cairo_surface_destroy(png->panel);
    free(png->directory);
    free(png);
}

enum parvis_status output_png_new(const char *directory, int width, int height, int turned,
                                  struct output **ret_output)
{
    static const struct output_operations operations = {
        .show = png_show, .take_input = png_take_input, .free = png_free};
    if (mkdir(directory, 0755) != 0 && errno != EEXIST) {
        log_error("kiosk", "%s: %s", directory, strerror(errno));
        return PARVIS_IO;
    }
    struct output_png *png = calloc(1, sizeof *png);
    char *copy = strdup(directory);
    if (!png || !copy) {
        free(png);
        free(copy);
        return PARVIS_NO_MEMORY;
    }
    width = width ? width : 1920;
    height = height ? height : 1080;
    png->output = (struct output){.operations = &operations,
                                  .width = turned % 180 ? height : width,
                                  .height = turned % 180 ? width : height,
                                  .turned = turned};
    png->panel = turned ? cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height) : NULL;
    png->directory = copy;
    *ret_output = &png->output;
    return PARVIS_OK;
}
