/* SPDX-License-Identifier: EUPL-1.2 */
/* The controls at the foot of the door's screens. */
#include "controls.h"

#include <stdio.h>

#include "output.h"

#define LARGE 1.25  /* large type: all of the screen grows by so much */
#define HEIGHT 92.0 /* of a control, units */
#define ABOVE 20.0  /* between the screen and the controls */
#define NOTE 62.0   /* a line above the controls */
#define GAP 14.0
#define SHARE 0.125 /* of the screen's shorter side, at its foot, is touchable: a row */

static double zoom(const struct screen_state *state)
{
    return state->controls.large ? LARGE : 1;
}

/* An upright screen has room for words on two rows of them. */
static int rows_of(double width, double height)
{
    return height > width ? 2 : 1;
}

static double row_y(double height, double margin, int rows, int row)
{
    return height - margin - (rows - row) * HEIGHT - (rows - 1 - row) * GAP;
}

/* Units from the foot of the screen that belong to the controls. */
static double height_of(const struct canvas *canvas, const struct screen_state *state)
{
    const struct screen_controls *controls = &state->controls;
    int rows = rows_of(canvas->width, canvas->height);
    double margin = frame_margin(canvas) / zoom(state) / 2;
    double shown = controls->shown ? margin + rows * HEIGHT + (rows - 1) * GAP + ABOVE : 0;
    return shown + (controls->note ? NOTE : 0);
}

struct canvas controls_room(const struct canvas *canvas, const struct screen_state *state)
{
    struct canvas part = *canvas;
    part.width /= zoom(state);
    part.height = canvas->height / zoom(state) - height_of(canvas, state);
    return part;
}

static bool is_on(const struct screen_controls *controls, enum output_action action)
{
    switch (action) {
    case OUTPUT_SPEAK:
        return controls->speaks;
    case OUTPUT_LARGE:
        return controls->large;
    case OUTPUT_CONTRAST:
        return controls->contrast;
    case OUTPUT_LONGER:
        return controls->longer;
    case OUTPUT_HELP:
        return controls->helps;
    case OUTPUT_PRINT:
        return false;
    }
    return false;
}

static void draw_control(struct canvas *canvas, const struct screen_state *state,
                         enum output_action action, double x, double y, double width)
{
    static const char *const keys[] = {
        [OUTPUT_SPEAK] = "kiosk.control.speak",       [OUTPUT_LARGE] = "kiosk.control.large",
        [OUTPUT_CONTRAST] = "kiosk.control.contrast", [OUTPUT_LONGER] = "kiosk.control.longer",
        [OUTPUT_PRINT] = "kiosk.control.print",       [OUTPUT_HELP] = "kiosk.control.help"};
    bool on = is_on(&state->controls, action);
    char key[16];
    const struct text_style name = {
        .size = 22, .colour = on ? COLOUR_ACCENT_INK : COLOUR_MUTED, .align = ALIGN_CENTRE};
    const struct text_style label = {.size = 34,
                                     .colour = on ? COLOUR_ACCENT_INK : COLOUR_INK,
                                     .bold = true,
                                     .align = ALIGN_CENTRE,
                                     .least = 0.7};
    canvas_box(canvas, x, y, width, HEIGHT, 18, on ? COLOUR_ACCENT : COLOUR_LINE);
    if (!on) /* an edge that is seen on every ground */
        canvas_box(canvas, x + 3, y + 3, width - 6, HEIGHT - 6, 15, COLOUR_GROUND);
    snprintf(key, sizeof key, "F%d", (int)action);
    canvas_text(canvas, key, x, y + 9, width, &name);
    canvas_text_fitted(canvas, text_label(state->language, keys[action]), x + 6, y + 38, width - 12,
                       &label);
}

void controls_draw(struct canvas *canvas, const struct screen_state *state)
{
    double width = canvas->width / zoom(state), height = canvas->height / zoom(state);
    double margin = frame_margin(canvas) / zoom(state) / 2;
    int rows = rows_of(canvas->width, canvas->height), columns = OUTPUT_ACTIONS / rows;
    double each = (width - 2 * margin - (columns - 1) * GAP) / columns;
    if (state->controls.note) {
        const struct text_style note = {
            .size = 36, .colour = COLOUR_WHITE, .bold = true, .align = ALIGN_CENTRE};
        double foot = state->controls.shown ? row_y(height, margin, rows, 0) : height - margin;
        double top = foot - NOTE;
        canvas_box(canvas, margin, top - 6, width - 2 * margin, NOTE - 6, 16, COLOUR_GROUND);
        canvas_text_fitted(canvas, state->controls.note, margin + 20, top, width - 2 * margin - 40,
                           &note);
    }
    for (int i = 0; state->controls.shown && i < OUTPUT_ACTIONS; i++)
        if (i + OUTPUT_SPEAK != OUTPUT_PRINT || state->controls.prints)
            draw_control(canvas, state, (enum output_action)(OUTPUT_SPEAK + i),
                         margin + (i % columns) * (each + GAP),
                         row_y(height, margin, rows, i / columns), each);
}

int controls_at(int width_px, int height_px, int x, int y)
{
    int rows = rows_of(width_px, height_px), columns = OUTPUT_ACTIONS / rows;
    int row_px = (int)((width_px < height_px ? width_px : height_px) * SHARE);
    if (x < 0 || x >= width_px || y >= height_px || y < height_px - rows * row_px)
        return 0;
    int row = rows - 1 - (height_px - 1 - y) / row_px;
    return OUTPUT_SPEAK + row * columns + x * columns / width_px;
}
