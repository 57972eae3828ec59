/* SPDX-License-Identifier: EUPL-1.2 */
/* What may be touched, and codes for phones. */
#include <math.h>
#include <string.h>

#include <qrencode.h>

#include "canvas.h"

#define QUIET_MODULES 4 /* ISO/IEC 18004, 6.3.8 */

void canvas_target(struct canvas *canvas, int id, double x, double y, double width, double height)
{
    struct targets *targets = canvas->targets;
    if (!targets || targets->count == TARGETS_MAX)
        return;
    cairo_user_to_device(canvas->cairo, &x, &y);
    cairo_user_to_device_distance(canvas->cairo, &width, &height);
    targets->list[targets->count++] =
        (struct target){.id = id, .x = x, .y = y, .width = width, .height = height};
}

int targets_at(const struct targets *targets, int x, int y)
{
    for (size_t i = targets->count; i > 0; i--) {
        const struct target *target = &targets->list[i - 1];
        if (x >= target->x && x < target->x + target->width && y >= target->y &&
            y < target->y + target->height)
            return target->id;
    }
    return 0;
}

/* Modules on whole pixels, so that a phone sees edges and no grey. */
static void draw_modules(cairo_t *cairo, const QRcode *code, double left, double top, double module)
{
    for (int row = 0; row < code->width; row++)
        for (int column = 0; column < code->width; column++)
            if (code->data[row * code->width + column] & 1)
                cairo_rectangle(cairo, left + (column + QUIET_MODULES) * module,
                                top + (row + QUIET_MODULES) * module, module, module);
    cairo_set_source_rgb(cairo, 0, 0, 0);
    cairo_fill(cairo);
}

bool canvas_code(struct canvas *canvas, const char *text, double x, double y, double side)
{
    double height = 0;
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code)
        return false;
    int modules = code->width + 2 * QUIET_MODULES;
    cairo_user_to_device(canvas->cairo, &x, &y);
    cairo_user_to_device_distance(canvas->cairo, &side, &height);
    double module = floor(side / modules);
    if (module >= 1) {
        double taken = module * modules;
        double left = round(x + (side - taken) / 2), top = round(y + (side - taken) / 2);
        cairo_save(canvas->cairo);
        cairo_identity_matrix(canvas->cairo);
        cairo_rectangle(canvas->cairo, left, top, taken, taken);
        cairo_set_source_rgb(canvas->cairo, 1, 1, 1);
        cairo_fill(canvas->cairo);
        draw_modules(canvas->cairo, code, left, top, module);
        cairo_restore(canvas->cairo);
    }
    memset(code->data, 0, (size_t)code->width * (size_t)code->width);
    QRcode_free(code);
    return module >= 1;
}
