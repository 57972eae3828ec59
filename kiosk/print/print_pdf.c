/* SPDX-License-Identifier: EUPL-1.2 */
/* A page for CUPS. */
#include <stdio.h>

#include <cairo-pdf.h>
#include <qrencode.h>

#include "canvas.h"
#include "print_job.h"

#define UNITS_MM 10 /* a canvas' unit is a tenth of a millimetre here */
#define POINTS_MM (72 / 25.4)
#define MARGIN 50
#define INK 0x000000

static cairo_status_t take_bytes(void *user, const unsigned char *data, unsigned int size)
{
    print_add(user, data, size);
    return print_bytes_failed(user) ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static bool begin_page(struct canvas *canvas, double width_mm, double height_mm,
                       struct print_bytes *bytes)
{
    *canvas = (struct canvas){.width = width_mm * UNITS_MM, .height = height_mm * UNITS_MM};
    canvas->surface = cairo_pdf_surface_create_for_stream(take_bytes, bytes, width_mm * POINTS_MM,
                                                          height_mm * POINTS_MM);
    canvas->cairo = cairo_create(canvas->surface);
    if (cairo_status(canvas->cairo) != CAIRO_STATUS_SUCCESS)
        return false;
    cairo_scale(canvas->cairo, POINTS_MM / UNITS_MM, POINTS_MM / UNITS_MM);
    canvas->layout = pango_cairo_create_layout(canvas->cairo);
    return canvas->layout != NULL;
}

static void draw_code(struct canvas *canvas, const char *text, double x, double y, double size)
{
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    for (int row = 0; code && row < code->width; row++)
        for (int column = 0; column < code->width; column++)
            if (code->data[row * code->width + column] & 1)
                cairo_rectangle(canvas->cairo, x + size * column / code->width,
                                y + size * row / code->width, size / code->width,
                                size / code->width);
    cairo_set_source_rgb(canvas->cairo, 0, 0, 0);
    cairo_fill(canvas->cairo); /* at once: no seams between the modules */
    QRcode_free(code);
}

static void draw_badge(struct canvas *canvas, const struct print_job *job)
{
    char key[48];
    const struct text_style name = {.size = 84, .colour = INK, .bold = true, .least = 0.5};
    const struct text_style organisation = {.size = 42, .colour = INK, .lines = 2};
    const struct text_style small = {.size = 34, .colour = INK};
    double side = canvas->height * 0.52, width = canvas->width - side - 3 * MARGIN, y = MARGIN;
    y += canvas_text_fitted(canvas, job->first_name, MARGIN, y, width, &name);
    y += canvas_text_fitted(canvas, job->last_name, MARGIN, y, width, &name) + 10;
    canvas_text(canvas, job->organisation, MARGIN, y, width, &organisation);
    snprintf(key, sizeof key, "kiosk.role.%s", job->role);
    if (*job->role)
        canvas_text(canvas, text_label(job->language, key), MARGIN, canvas->height - MARGIN - 46,
                    width, &small);
    draw_code(canvas, job->code, canvas->width - side - MARGIN, (canvas->height - side) / 2, side);
}

/* Draws from `y` on; where it ends. */
static double draw_slip(struct canvas *canvas, const struct print_job *job)
{
    const struct text_style name = {.size = 64, .colour = INK, .bold = true, .least = 0.5};
    const struct text_style small = {.size = 34, .colour = INK, .lines = 2};
    const struct text_style strong = {.size = 42, .colour = INK, .bold = true, .tabular = true};
    double width = canvas->width - 2 * MARGIN, y = MARGIN;
    y += canvas_text(canvas, job->edition, MARGIN, y, width, &small) + 10;
    y += canvas_text_fitted(canvas, job->first_name, MARGIN, y, width, &name);
    y += canvas_text_fitted(canvas, job->last_name, MARGIN, y, width, &name) + 20;
    for (size_t i = 0; i < job->item_count; i++) {
        canvas_box(canvas, MARGIN, y, width, 2, 0, INK);
        canvas_text(canvas, job->items[i].time, MARGIN, y + 12, 140, &strong);
        y += canvas_text(canvas, job->items[i].place, MARGIN + 150, y + 12, width - 150, &strong);
        y +=
            canvas_text(canvas, job->items[i].what, MARGIN + 150, y + 10, width - 150, &small) + 24;
    }
    if (job->item_count == 0)
        y += canvas_text(canvas, text_label(job->language, "kiosk.print.no_items"), MARGIN, y,
                         width, &small);
    return y + MARGIN;
}

static enum parvis_status draw_page(const struct print_job *job, double height_mm,
                                    double *ret_used_mm, struct print_bytes *bytes)
{
    struct canvas canvas;
    bool begun = begin_page(&canvas, job->width_mm, height_mm, bytes);
    if (begun && job->kind == PRINT_BADGE)
        draw_badge(&canvas, job);
    else if (begun)
        *ret_used_mm = draw_slip(&canvas, job) / UNITS_MM;
    if (begun) {
        cairo_show_page(canvas.cairo);
        cairo_surface_finish(canvas.surface);
    }
    canvas_clean_up(&canvas);
    return begun && !print_bytes_failed(bytes) ? PARVIS_OK : PARVIS_NO_MEMORY;
}

enum parvis_status print_pdf(const struct print_job *job, struct print_bytes *ret_bytes)
{
    struct print_bytes bytes = {0};
    double used = job->height_mm;
    enum parvis_status status = draw_page(job, job->height_mm, &used, &bytes);
    if (status == PARVIS_OK && used != job->height_mm) { /* now that its length is known */
        print_bytes_clean_up(&bytes);
        status = draw_page(job, used, &used, &bytes);
    }
    if (status != PARVIS_OK) {
        print_bytes_clean_up(&bytes);
        return status;
    }
    *ret_bytes = bytes;
    return PARVIS_OK;
}
