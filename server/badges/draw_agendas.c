/* SPDX-License-Identifier: EUPL-1.2 */
/* Everyone's day on paper, one A5 page each, for when phones and Wi-Fi fail. Lengths are
 * millimetres; the context is scaled to them.
 *
 *   ┌───────────────────────────┐
 *   │ edition              code │
 *   │ NAME                      │  large: the desk finds the page by it
 *   │ organisation              │
 *   │ ───────────────────────── │
 *   │ 10:00–10:20  Domocare  A6 │
 *   └───────────────────────────┘ */
#include "draw.h"

#include <stdbool.h>

#include <cairo-pdf.h>

#include "draw_text.h"

#define PAGE_WIDTH 148.0
#define PAGE_HEIGHT 210.0
#define MARGIN 12.0
#define WIDTH (PAGE_WIDTH - 2 * MARGIN)
#define TIME_WIDTH 30.0
#define PLACE_WIDTH 20.0
#define LINE_MOST 11.0
#define LINES_FROM 52.0

enum align { LEFT, RIGHT };

struct words {
    const char *text, *weight;
    double size, width, grey; /* grey 0: black */
    enum align align;
};

/* One line, cut with an ellipsis where it is too long. */
static void write_words(cairo_t *cairo, double x, double y, const struct words *words)
{
    PangoLayout *layout = draw_layout(cairo, words->text, words->weight, words->size, words->width);
    pango_layout_set_height(layout, -1);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_alignment(layout,
                               words->align == RIGHT ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
    cairo_set_source_rgb(cairo, words->grey, words->grey, words->grey);
    cairo_move_to(cairo, x, y);
    pango_cairo_show_layout(cairo, layout);
    g_object_unref(layout);
}

static void draw_rule(cairo_t *cairo, double y, double width)
{
    cairo_set_source_rgb(cairo, 0.55, 0.55, 0.55);
    cairo_set_line_width(cairo, width);
    cairo_move_to(cairo, MARGIN, y);
    cairo_line_to(cairo, PAGE_WIDTH - MARGIN, y);
    cairo_stroke(cairo);
}

static void draw_head(cairo_t *cairo, const struct agenda_sheet *sheet, const char *edition)
{
    const struct words event = {edition, "", 3.6, WIDTH - 24, 0.35, LEFT};
    const struct words code = {sheet->code, "", 3.6, 24, 0.35, RIGHT};
    const struct words name = {sheet->name, "Bold", 8.5, WIDTH, 0, LEFT};
    const struct words organisation = {sheet->organisation, "", 5, WIDTH, 0.2, LEFT};
    write_words(cairo, MARGIN, 11, &event);
    write_words(cairo, PAGE_WIDTH - MARGIN - 24, 11, &code);
    write_words(cairo, MARGIN, 20, &name);
    write_words(cairo, MARGIN, 33, &organisation);
    draw_rule(cairo, LINES_FROM - 5, 0.5);
}

static void draw_line(cairo_t *cairo, double y, double height, const struct agenda_line *line)
{
    double size = height * 0.45 < 4.6 ? height * 0.45 : 4.6, top = y + (height - 1.3 * size) / 2;
    const struct words time = {line->time, "Bold", size, TIME_WIDTH, 0, LEFT};
    const struct words what = {line->what, "", size, WIDTH - TIME_WIDTH - PLACE_WIDTH, 0, LEFT};
    const struct words place = {line->place, "Bold", size, PLACE_WIDTH, 0, RIGHT};
    write_words(cairo, MARGIN, top, &time);
    write_words(cairo, MARGIN + TIME_WIDTH, top, &what);
    write_words(cairo, PAGE_WIDTH - MARGIN - PLACE_WIDTH, top, &place);
    draw_rule(cairo, y + height, 0.15);
}

static void draw_sheet(cairo_t *cairo, const struct agenda_sheet *sheet, const char *edition,
                       const char *empty)
{
    double room = PAGE_HEIGHT - MARGIN - LINES_FROM;
    double height = sheet->line_count ? room / (double)sheet->line_count : room;
    if (height > LINE_MOST)
        height = LINE_MOST;
    draw_head(cairo, sheet, edition);
    for (size_t i = 0; i < sheet->line_count; i++)
        draw_line(cairo, LINES_FROM + (double)i * height, height, &sheet->lines[i]);
    if (sheet->line_count == 0) {
        const struct words none = {empty, "", 5, WIDTH, 0.35, LEFT};
        write_words(cairo, MARGIN, LINES_FROM, &none);
    }
    cairo_show_page(cairo);
}

enum parvis_status draw_agendas(const struct agenda_sheet *sheets, size_t count,
                                const char *edition, const char *empty, const char *path)
{
    cairo_surface_t *surface =
        cairo_pdf_surface_create(path, PAGE_WIDTH * POINTS_PER_MM, PAGE_HEIGHT * POINTS_PER_MM);
    cairo_t *cairo = cairo_create(surface);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, edition);
    cairo_scale(cairo, POINTS_PER_MM, POINTS_PER_MM);
    for (size_t i = 0; i < count; i++)
        draw_sheet(cairo, &sheets[i], edition, empty);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    cairo_status_t result = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    return result == CAIRO_STATUS_SUCCESS ? PARVIS_OK : PARVIS_IO;
}
