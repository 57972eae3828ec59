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
};

static enum parvis_status png_show(struct output *output, cairo_surface_t *frame, const char *name)
{
    char path[4096], part[4104];
    const struct output_png *png = (const struct output_png *)output;
    int length = snprintf(path, sizeof path, "%s/%s.png", png->directory, name);
    if (length < 0 || (size_t)length >= sizeof path)
        return PARVIS_INVALID;
    snprintf(part, sizeof part, "%s.part", path);
    cairo_status_t status = cairo_surface_write_to_png(frame, part);
    if (status != CAIRO_STATUS_SUCCESS || rename(part, path) != 0) {
        log_error("kiosk", "%s: %s", path,
                  status ? cairo_status_to_string(status) : strerror(errno));
        return PARVIS_IO;
    }
    return PARVIS_OK;
}

static bool png_take_input(struct output *output, output_key_fn *key, void *user)
{
    (void)output;
    (void)key;
    (void)user;
    return true;
}

static void png_free(struct output *output)
{
    free(((struct output_png *)output)->directory);
    free(output);
}

enum parvis_status output_png_new(const char *directory, int width, int height,
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
    png->output = (struct output){
        .operations = &operations, .width = width ? width : 1920, .height = height ? height : 1080};
    png->directory = copy;
    *ret_output = &png->output;
    return PARVIS_OK;
}
