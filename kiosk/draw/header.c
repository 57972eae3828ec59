/* What stands at the top of every screen. */
#include <stdio.h>
#include <stdlib.h>

#include "parvis/clock.h"
#include "screens.h"

#define MARGIN 56

double screen_header(struct canvas *canvas, const struct screen_state *state)
{
    const cJSON *edition = agenda_edition(state->agenda);
    const struct text_style name = {.size = 46, .colour = COLOUR_INK, .bold = true};
    const struct text_style venue = {.size = 28, .colour = COLOUR_MUTED};
    const struct text_style clock = {
        .size = 64, .colour = COLOUR_INK, .bold = true, .tabular = true, .align = ALIGN_RIGHT};
    double width = canvas->width - 2 * MARGIN;
    canvas_box(canvas, MARGIN, 42, 10, 84, 5, COLOUR_ACCENT);
    canvas_text(canvas, edition ? row_text(edition, "name") : "Parvis", MARGIN + 32, 34,
                width - 340, &name);
    canvas_text(canvas, edition ? row_text(edition, "venue") : "", MARGIN + 32, 92, width - 340,
                &venue);
    if (edition) {
        char time[6];
        clock_format_hhmm(state->now, time);
        canvas_text(canvas, time, MARGIN, 40, width, &clock);
    }
    if (!state->online && state->offline_ms > 3000) {
        const struct text_style quiet = {
            .size = 24, .colour = COLOUR_ATTENTION_TEXT, .align = ALIGN_RIGHT};
        char minutes[24];
        snprintf(minutes, sizeof minutes, "%lld", (long long)((state->offline_ms + 59999) / 60000));
        char *text = text_sayf(state->language, "kiosk.offline", "minutes", minutes, NULL);
        canvas_text(canvas, text, MARGIN, 114, width, &quiet);
        free(text);
    }
    return 168;
}
