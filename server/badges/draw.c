/* SPDX-License-Identifier: EUPL-1.2 */
/* Drawing badges with Cairo and Pango. Lengths are millimetres; the context is scaled to them.
 *
 *   ┌──────────────────────────────────────┐  85 × 54 mm, two columns and five rows a sheet
 *   │ edition                 ┌──────────┐ │
 *   │ First name              │  QR      │ │  code 28 mm, quiet zone included in its white
 *   │ LAST NAME               │          │ │
 *   │ organisation            └──────────┘ │
 *   │▓▓ ROLE ▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓│
 *   └──────────────────────────────────────┘ */
#include "draw.h"

#include <stdbool.h>
#include <string.h>

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>

#include "draw_text.h"
#include "qr.h"

#define PAGE_WIDTH 210.0
#define PAGE_HEIGHT 297.0
#define CARD_WIDTH 85.0
#define CARD_HEIGHT 54.0
#define COLUMNS 2
#define ROWS 5
#define LEFT ((PAGE_WIDTH - COLUMNS * CARD_WIDTH) / 2)
#define TOP ((PAGE_HEIGHT - ROWS * CARD_HEIGHT) / 2)
#define BAND 10.0
#define INSET 5.0 /* of texts from the card's edge: cutters are a millimetre off */
#define CODE 28.0 /* side of the code itself */
#define TEXT_WIDTH 44.0
#define CROP 4.0 /* length of a crop mark */

struct colour {
    double red, green, blue;
};

/* White words on these keep a contrast of 4.5 or more; the word says the role, the colour helps. */
static struct colour role_colour(const char *role)
{
    static const struct {
        const char *role;
        struct colour colour;
    } colours[] = {
        {"buyer", {0.00, 0.30, 0.55}},   {"company", {0.05, 0.40, 0.25}},
        {"visitor", {0.30, 0.32, 0.36}}, {"press", {0.55, 0.27, 0.00}},
        {"speaker", {0.42, 0.16, 0.50}}, {"staff", {0.66, 0.10, 0.16}},
    };
    for (size_t i = 0; i < sizeof colours / sizeof *colours; i++)
        if (strcmp(colours[i].role, role) == 0)
            return colours[i].colour;
    return (struct colour){0.15, 0.15, 0.15};
}

/* One text block: at most `lines` lines of TEXT_WIDTH, shrunk from `size` mm until it fits, and
 * ellipsised when even `least` is too large. */
struct block {
    const char *text;
    const char *weight;
    double size, least;
    int lines;
    struct colour colour;
};

static PangoLayout *lay_out(cairo_t *cairo, const struct block *block, double size)
{
    PangoLayout *layout = draw_layout(cairo, block->text, block->weight, size, TEXT_WIDTH);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
    return layout;
}

static bool fits(PangoLayout *layout, int lines)
{
    PangoRectangle extents;
    pango_layout_get_extents(layout, NULL, &extents);
    return pango_layout_get_line_count(layout) <= lines &&
           extents.width <= (int)(TEXT_WIDTH * PANGO_SCALE);
}

/* Draws it with its top at y; returns its height. *unknown grows by the characters without a font.
 */
static double draw_block(cairo_t *cairo, double x, double y, const struct block *block,
                         int *unknown)
{
    double size = block->size;
    if (!*block->text)
        return 0;
    PangoLayout *layout = lay_out(cairo, block, size);
    while (!fits(layout, block->lines) && size * 0.95 >= block->least) {
        size *= 0.95;
        g_object_unref(layout);
        layout = lay_out(cairo, block, size);
    }
    if (!fits(layout, block->lines)) {
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
        pango_layout_set_height(layout, -block->lines);
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    }
    PangoRectangle extents;
    pango_layout_get_extents(layout, NULL, &extents);
    *unknown += pango_layout_get_unknown_glyphs_count(layout);
    cairo_set_source_rgb(cairo, block->colour.red, block->colour.green, block->colour.blue);
    cairo_move_to(cairo, x, y);
    pango_cairo_show_layout(cairo, layout);
    g_object_unref(layout);
    return (double)extents.height / PANGO_SCALE;
}

/* Modules as one path: runs meet without the hairlines that single squares would leave. */
static void draw_code(cairo_t *cairo, const struct qr *qr, double x, double y, double module)
{
    for (int row = 0; row < QR_MODULES; row++)
        for (int column = 0, run; column < QR_MODULES; column += run) {
            const bool *line = qr->dark[row];
            for (run = 1; column + run < QR_MODULES && line[column + run] == line[column]; run++)
                ;
            if (line[column])
                cairo_rectangle(cairo, x + column * module, y + row * module, run * module, module);
        }
    cairo_set_source_rgb(cairo, 0, 0, 0);
    cairo_fill(cairo);
}

static void draw_band(cairo_t *cairo, double x, double y, const struct badge_card *card,
                      int *unknown)
{
    struct colour colour = role_colour(card->role);
    struct block word = {card->role_word, "Bold", 4.6, 3, 1, {1, 1, 1}};
    cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue);
    cairo_rectangle(cairo, x, y + CARD_HEIGHT - BAND, CARD_WIDTH, BAND);
    cairo_fill(cairo);
    draw_block(cairo, x + INSET, y + CARD_HEIGHT - BAND + 2.1, &word, unknown);
}

static enum parvis_status draw_card(cairo_t *cairo, double x, double y,
                                    const struct badge_card *card, const char *edition,
                                    int *unknown)
{
    struct qr qr;
    const struct colour black = {0.07, 0.07, 0.09}, grey = {0.38, 0.38, 0.42};
    enum parvis_status status = qr_encode(card->text, &qr);
    if (status != PARVIS_OK)
        return status;
    double module = CODE / QR_MODULES, quiet = QR_QUIET_MODULES * module;
    draw_code(cairo, &qr, x + CARD_WIDTH - CODE - quiet, y + quiet + 4, module);
    struct block title = {edition, "Medium", 2.9, 2, 1, grey};
    struct block first = {card->first_name, "Bold", 9.0, 4.6, 1, black};
    struct block last = {card->last_name, "Semi-Bold", 5.6, 3.4, 2, black};
    struct block body = {card->organisation, "", 3.8, 2.9, 2, black};
    draw_block(cairo, x + INSET, y + 4, &title, unknown);
    double at = y + 10;
    at += draw_block(cairo, x + INSET, at, &first, unknown) + 0.2;
    at += draw_block(cairo, x + INSET, at, &last, unknown) + 1.6;
    draw_block(cairo, x + INSET, at, &body, unknown);
    draw_band(cairo, x, y, card, unknown);
    return PARVIS_OK;
}

/* Marks in the margins alone: nothing is printed where the cutter passes. */
static void draw_crop_marks(cairo_t *cairo)
{
    double right = LEFT + COLUMNS * CARD_WIDTH, bottom = TOP + ROWS * CARD_HEIGHT;
    cairo_set_source_rgb(cairo, 0.4, 0.4, 0.4);
    cairo_set_line_width(cairo, 0.15);
    for (int column = 0; column <= COLUMNS; column++) {
        double x = LEFT + column * CARD_WIDTH;
        cairo_move_to(cairo, x, TOP - 1.5 - CROP);
        cairo_line_to(cairo, x, TOP - 1.5);
        cairo_move_to(cairo, x, bottom + 1.5);
        cairo_line_to(cairo, x, bottom + 1.5 + CROP);
    }
    for (int row = 0; row <= ROWS; row++) {
        double y = TOP + row * CARD_HEIGHT;
        cairo_move_to(cairo, LEFT - 1.5 - CROP, y);
        cairo_line_to(cairo, LEFT - 1.5, y);
        cairo_move_to(cairo, right + 1.5, y);
        cairo_line_to(cairo, right + 1.5 + CROP, y);
    }
    cairo_stroke(cairo);
}

enum parvis_status draw_sheets(const struct badge_card *cards, size_t count, const char *edition,
                               const char *path, struct badge_unknown *ret_unknown)
{
    struct badge_unknown unknown = {0};
    enum parvis_status status = PARVIS_OK;
    cairo_surface_t *surface =
        cairo_pdf_surface_create(path, PAGE_WIDTH * POINTS_PER_MM, PAGE_HEIGHT * POINTS_PER_MM);
    cairo_t *cairo = cairo_create(surface);
    cairo_scale(cairo, POINTS_PER_MM, POINTS_PER_MM);
    for (size_t i = 0; i < count && status == PARVIS_OK; i++) {
        size_t place = i % (COLUMNS * ROWS);
        double x = LEFT + (double)(place % COLUMNS) * CARD_WIDTH;
        double y = TOP + (double)(place / COLUMNS) * CARD_HEIGHT;
        if (place == 0)
            draw_crop_marks(cairo);
        int characters = 0;
        status = draw_card(cairo, x, y, &cards[i], edition, &characters);
        if (characters > 0 && unknown.count++ == 0)
            unknown.first = i;
        if (place + 1 == COLUMNS * ROWS || i + 1 == count)
            cairo_show_page(cairo);
    }
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    if (status == PARVIS_OK && cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS)
        status = PARVIS_IO;
    if (status == PARVIS_OK)
        *ret_unknown = unknown;
    cairo_surface_destroy(surface);
    pango_cairo_font_map_set_default(NULL); /* the libraries' own caches, for leak checkers */
    cairo_debug_reset_static_data();
    FcFini();
    return status;
}

enum parvis_status draw_png(const char *text, int scale, const char *path)
{
    struct qr qr;
    enum parvis_status status = qr_encode(text, &qr);
    if (status != PARVIS_OK)
        return status;
    int side = (QR_MODULES + 2 * QR_QUIET_MODULES) * scale;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, side, side);
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_set_antialias(cairo, CAIRO_ANTIALIAS_NONE);
    draw_code(cairo, &qr, QR_QUIET_MODULES * scale, QR_QUIET_MODULES * scale, scale);
    cairo_destroy(cairo);
    cairo_status_t result = cairo_surface_write_to_png(surface, path);
    cairo_surface_destroy(surface);
    return result == CAIRO_STATUS_SUCCESS ? PARVIS_OK : PARVIS_IO;
}
