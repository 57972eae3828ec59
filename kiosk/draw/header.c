/* What stands at the top and at the foot of every screen. */
#include <stdio.h>
#include <stdlib.h>

#include "parvis/clock.h"
#include "programme.h"
#include "screens.h"

double screen_header(struct canvas *canvas, const struct screen_state *state)
{
    const cJSON *edition = agenda_edition(state->agenda);
    const struct text_style name = {.size = 46, .colour = COLOUR_INK, .bold = true};
    const struct text_style venue = {.size = 28, .colour = COLOUR_MUTED};
    const struct text_style clock = {
        .size = 64, .colour = COLOUR_INK, .bold = true, .tabular = true, .align = ALIGN_RIGHT};
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin, top = margin;
    canvas_box(canvas, margin, top, 10, 84, 5, COLOUR_ACCENT);
    canvas_text(canvas, edition ? row_text(edition, "name") : "Parvis", margin + 32, top - 8,
                width - 340, &name);
    canvas_text(canvas, edition ? row_text(edition, "venue") : "", margin + 32, top + 50,
                width - 340, &venue);
    if (edition) {
        char time[6];
        clock_format_hhmm(state->now, time);
        canvas_text(canvas, time, margin, top - 2, width, &clock);
    }
    if (!state->online && state->offline_ms > 3000) {
        const struct text_style quiet = {
            .size = 24, .colour = COLOUR_ATTENTION_TEXT, .align = ALIGN_RIGHT};
        char minutes[24];
        snprintf(minutes, sizeof minutes, "%lld", (long long)((state->offline_ms + 59999) / 60000));
        char *text = text_sayf(state->language, "kiosk.offline", "minutes", minutes, NULL);
        canvas_text(canvas, text, margin, top + 72, width, &quiet);
        free(text);
    }
    return top + 84 + 40;
}

double screen_notice(struct canvas *canvas, const struct screen_state *state)
{
    const cJSON *notice = programme_notice(state->agenda, state->now, false);
    const double height = 92;
    if (!notice)
        return 0;
    const struct text_style style = {
        .size = 40, .colour = COLOUR_ACCENT_INK, .bold = true, .align = ALIGN_CENTRE};
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    double y = canvas->height - margin - height;
    canvas_box(canvas, margin, y, width, height, 20, COLOUR_ACCENT);
    canvas_text_fitted(canvas, row_text(notice, state->language == TEXT_FR ? "fr" : "en"),
                       margin + 32, y + 22, width - 64, &style);
    return height + 24;
}
