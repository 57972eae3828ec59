/* SPDX-License-Identifier: EUPL-1.2 */
/* What stands at the top and at the foot of every screen. */
#include <stdio.h>
#include <stdlib.h>

#include "parvis/clock.h"
#include "programme.h"
#include "screens.h"

#define OFFLINE_MS 3000 /* a shorter gap of the network is not shown */

static void draw_line(struct canvas *canvas, const struct screen_state *state, const char *key,
                      size_t count, double x, double y, double width)
{
    const struct text_style quiet = {
        .size = 24, .colour = COLOUR_ATTENTION_TEXT, .align = ALIGN_RIGHT};
    char since[6] = "", heard[6] = "", number[24];
    clock_format_hhmm(state->offline_at, since);
    clock_format_hhmm(state->heard_at, heard);
    snprintf(number, sizeof number, "%zu", count);
    char *text =
        text_sayf(state->language, key, "time", since, "agenda", heard, "count", number, NULL);
    canvas_text(canvas, text, x, y, width, &quiet);
    free(text);
}

/* In small type: that the server does not admit the kiosk, or since when it is gone, how old the
 * programme is, how many scans wait. */
static void draw_alone(struct canvas *canvas, const struct screen_state *state, double x, double y,
                       double width)
{
    if (state->turned_away) {
        draw_line(canvas, state, "kiosk.title.not_allowed", 0, x, y, width);
    } else if (!state->online && !state->heard_at) {
        draw_line(canvas, state, "kiosk.offline.never", 0, x, y, width);
    } else if (!state->online && state->now - state->offline_at > OFFLINE_MS) {
        draw_line(canvas, state, "kiosk.offline", 0, x, y, width);
        if (state->pending > 0)
            draw_line(canvas, state, state->pending == 1 ? "kiosk.pending.one" : "kiosk.pending",
                      state->pending, x, y + 32, width);
    } else if (state->parked > 0) {
        draw_line(canvas, state, state->parked == 1 ? "kiosk.parked.one" : "kiosk.parked",
                  state->parked, x, y, width);
    }
}

double screen_header(struct canvas *canvas, const struct screen_state *state)
{
    const cJSON *edition = agenda_edition(state->agenda);
    const struct text_style name = {.size = 46, .colour = COLOUR_INK, .bold = true};
    const struct text_style venue = {.size = 28, .colour = COLOUR_MUTED};
    const struct text_style clock = {
        .size = 64, .colour = COLOUR_INK, .bold = true, .tabular = true, .align = ALIGN_RIGHT};
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin, top = margin;
    canvas_box(canvas, margin, top, 10, 84, 5, COLOUR_ACCENT);
    canvas_text(canvas, edition ? json_text(edition, "name") : "Parvis", margin + 32, top - 8,
                width - 340, &name);
    canvas_text(canvas, edition ? json_text(edition, "venue") : "", margin + 32, top + 50,
                width - 340, &venue);
    if (edition) {
        char time[6];
        clock_format_hhmm(state->now, time);
        canvas_text(canvas, time, margin, top - 2, width, &clock);
    }
    draw_alone(canvas, state, margin, top + 72, width);
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
    canvas_text_fitted(canvas, json_text(notice, state->language == TEXT_FR ? "fr" : "en"),
                       margin + 32, y + 22, width - 64, &style);
    return height + 24;
}
