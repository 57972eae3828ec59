/* The controls at the foot of the door's screens. */
#include "controls.h"

#include <stdio.h>

#include "output.h"

#define LARGE 1.25  /* large type: all of the screen grows by so much */
#define HEIGHT 92.0 /* of a control, units */
#define ABOVE 20.0  /* between the screen and the controls */
#define NOTE 62.0   /* a line above the controls */
#define SHARE 0.125 /* of the screen's shorter side, at its foot, is touchable */

static double zoom(const struct screen_state *state)
{
    return state->controls.large ? LARGE : 1;
}

/* Units from the foot of the screen that belong to the controls. */
static double height_of(const struct screen_state *state)
{
    const struct screen_controls *controls = &state->controls;
    return (controls->shown ? HEIGHT + ABOVE : 0) + (controls->note ? NOTE : 0);
}

struct canvas controls_room(const struct canvas *canvas, const struct screen_state *state)
{
    struct canvas part = *canvas;
    part.width /= zoom(state);
    part.height = canvas->height / zoom(state) - height_of(state);
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
    case OUTPUT_PRINT:
        return false;
    }
    return false;
}

static void draw_control(struct canvas *canvas, const struct screen_state *state,
                         enum output_action action, double x, double y, double width)
{
    static const char *const keys[] = {[OUTPUT_SPEAK] = "kiosk.control.speak",
                                       [OUTPUT_LARGE] = "kiosk.control.large",
                                       [OUTPUT_CONTRAST] = "kiosk.control.contrast",
                                       [OUTPUT_LONGER] = "kiosk.control.longer",
                                       [OUTPUT_PRINT] = "kiosk.control.print"};
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
    const double gap = 14,
                 each = (width - 2 * margin - (OUTPUT_ACTIONS - 1) * gap) / OUTPUT_ACTIONS;
    double y = height - margin - HEIGHT;
    if (state->controls.note) {
        const struct text_style note = {
            .size = 36, .colour = COLOUR_WHITE, .bold = true, .align = ALIGN_CENTRE};
        double top = (state->controls.shown ? y : height - margin) - NOTE;
        canvas_box(canvas, margin, top - 6, width - 2 * margin, NOTE - 6, 16, COLOUR_GROUND);
        canvas_text_fitted(canvas, state->controls.note, margin + 20, top, width - 2 * margin - 40,
                           &note);
    }
    for (int action = OUTPUT_SPEAK; state->controls.shown && action <= OUTPUT_ACTIONS; action++)
        if (action != OUTPUT_PRINT || state->controls.prints)
            draw_control(canvas, state, (enum output_action)action,
                         margin + (action - 1) * (each + gap), y, each);
}

char controls_at(int width_px, int height_px, int x, int y)
{
    int side = width_px < height_px ? width_px : height_px;
    if (x < 0 || x >= width_px || y >= height_px || y < height_px - (int)(side * SHARE))
        return '\0';
    return (char)(OUTPUT_SPEAK + x * OUTPUT_ACTIONS / width_px);
}
