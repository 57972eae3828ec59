/* SPDX-License-Identifier: EUPL-1.2 */
/* The screens of a kiosk that is not enrolled yet, of one that shows its name, and of one that is
 * dark for the night. */
#include <stdio.h>
#include <string.h>

#include "screens.h"

/* The corners of a reader's view. */
static void draw_corners(struct canvas *canvas, double x, double y, double size, uint32_t colour)
{
    const double arm = size * 0.2, line = 14;
    for (int corner = 0; corner < 4; corner++) {
        bool right = corner % 2, low = corner / 2;
        double edge_x = right ? x + size : x, edge_y = low ? y + size : y;
        canvas_box(canvas, right ? edge_x - arm : edge_x, low ? edge_y - line : edge_y, arm, line,
                   line / 2, colour);
        canvas_box(canvas, right ? edge_x - line : edge_x, low ? edge_y - arm : edge_y, line, arm,
                   line / 2, colour);
    }
}

/* A phone that shows a code, held into the view: a picture of a code, and none to be scanned. */
static void draw_phone(struct canvas *canvas, double x, double y, double size, uint32_t corners)
{
    static const char *const modules[7] = {"###.###", "#.#.#.#", "###.###", "...#...",
                                           "###.#.#", "#.#..#.", "###.#.#"};
    double width = size * 0.46, height = size * 0.84, side = width * 0.78, unit = side * 0.8 / 7;
    double left = x + (size - side) / 2, top = y + (size - side) / 2;
    draw_corners(canvas, x, y, size, corners);
    canvas_box(canvas, x + (size - width) / 2, y + (size - height) / 2, width, height, 34,
               COLOUR_RAISED);
    canvas_box(canvas, x + size / 2 - 44, y + (size - height) / 2 + 22, 88, 10, 5, COLOUR_LINE);
    canvas_box(canvas, left, top, side, side, 14, COLOUR_INK);
    for (int row = 0; row < 7; row++)
        for (int column = 0; column < 7; column++)
            if (modules[row][column] == '#')
                canvas_box(canvas, left + side * 0.1 + column * unit, top + side * 0.1 + row * unit,
                           unit * 1.02, unit * 1.02, 0, COLOUR_GROUND);
}

/* Says in one language that the kiosk waits for its code, or what was wrong with the last one. */
static double draw_words(struct canvas *canvas, const struct screen_pairing *state,
                         enum text_language language, bool second, double x, double y, double width,
                         enum align align)
{
    char key[64];
    const struct text_style title = {.size = second ? 44 : 76,
                                     .colour = second ? COLOUR_MUTED : COLOUR_INK,
                                     .bold = !second,
                                     .align = align,
                                     .lines = 3};
    const struct text_style how = {
        .size = second ? 32 : 40, .colour = COLOUR_MUTED, .align = align, .lines = 4};
    const struct text_style why = {
        .size = second ? 32 : 40, .colour = COLOUR_ATTENTION_TEXT, .align = align, .lines = 4};
    double top = y;
    const char *words = state->asking ? "kiosk.pairing.asking" : "kiosk.pairing.title";
    y += canvas_text(canvas, text_label(language, words), x, y, width, &title) + 18;
    if (state->reason) {
        snprintf(key, sizeof key, "kiosk.pairing.refused.%s", state->reason);
        y += canvas_text(canvas, text_label(language, key), x, y, width, &why);
    } else if (!state->asking) {
        y += canvas_text(canvas, text_label(language, "kiosk.pairing.how"), x, y, width, &how);
    }
    return y - top;
}

static double draw_both(struct canvas *canvas, const struct screen_pairing *state, double x,
                        double y, double width, enum align align)
{
    enum text_language second = state->language == TEXT_FR ? TEXT_EN : TEXT_FR;
    double top = y;
    y += draw_words(canvas, state, state->language, false, x, y, width, align) + 44;
    canvas_box(canvas, align == ALIGN_CENTRE ? x + width / 2 - 80 : x, y, 160, 6, 3, COLOUR_LINE);
    y += 44;
    y += draw_words(canvas, state, second, true, x, y, width, align);
    return y - top;
}

void screen_pairing(struct canvas *canvas, const struct screen_pairing *state)
{
    int drift_x, drift_y;
    const struct text_style brand = {.size = 34, .colour = COLOUR_MUTED, .bold = true};
    frame_drift(state->now, &drift_x, &drift_y);
    canvas_begin(canvas, COLOUR_GROUND, drift_x, drift_y);
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    uint32_t corners = state->asking   ? COLOUR_POSITIVE_TEXT
                       : state->reason ? COLOUR_ATTENTION_TEXT
                                       : COLOUR_ACCENT;
    canvas_box(canvas, margin, margin, 10, 44, 5, COLOUR_ACCENT);
    canvas_text(canvas, "Parvis", margin + 32, margin, width, &brand);
    if (canvas->height > canvas->width) {
        double size = canvas->width * 0.56, y = canvas->height * 0.14;
        draw_phone(canvas, (canvas->width - size) / 2, y, size, corners);
        draw_both(canvas, state, margin, y + size + 90, width, ALIGN_CENTRE);
        return;
    }
    double size = canvas->height * 0.56, x = margin + size + 100;
    draw_phone(canvas, margin, (canvas->height - size) / 2, size, corners);
    draw_both(canvas, state, x, canvas->height * 0.23, canvas->width - margin - x, ALIGN_LEFT);
}

void screen_identify(struct canvas *canvas, const struct screen_state *state)
{
    enum text_language second = state->language == TEXT_FR ? TEXT_EN : TEXT_FR;
    const struct text_style small = {
        .size = 52, .colour = COLOUR_ACCENT_INK, .align = ALIGN_CENTRE};
    const struct text_style name = {.size = 300,
                                    .colour = COLOUR_ACCENT_INK,
                                    .bold = true,
                                    .align = ALIGN_CENTRE,
                                    .least = 0.4,
                                    .lines = 3};
    frame_begin(canvas, state, COLOUR_ACCENT);
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    canvas_text(canvas, text_label(state->language, "kiosk.identify"), margin, margin + 40, width,
                &small);
    canvas_text_fitted(canvas, *state->place ? state->place : "Parvis", margin,
                       canvas->height / 2 - 190, width, &name);
    canvas_text(canvas, text_label(second, "kiosk.identify"), margin, canvas->height - margin - 110,
                width, &small);
}

void screen_dark(struct canvas *canvas)
{
    canvas_begin(canvas, 0x000000, 0, 0);
}
