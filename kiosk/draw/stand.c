/* SPDX-License-Identifier: EUPL-1.2 */
/* A stand's own screen: whose it is, who is here now, who comes next. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/clock.h"
#include "programme.h"
#include "screens.h"

#define ROW 96.0
#define LEAST_IN_LIST 0.7

/* The code as large as on the floor plan, and the company. The height that it took. */
static double draw_whose(struct canvas *canvas, const struct screen_state *state,
                         const cJSON *stand, double y)
{
    bool portrait = canvas->height > canvas->width;
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    const double badge = 260, height = 200;
    const struct text_style code = {
        .size = 128, .colour = COLOUR_ACCENT_INK, .bold = true, .align = ALIGN_CENTRE};
    const struct text_style name = {
        .size = portrait ? 76 : 104, .colour = COLOUR_INK, .bold = true, .least = 0.6, .lines = 2};
    const char *company = agenda_name(state->agenda, json_integer(stand, "company"));
    const char *text = *company ? company : text_label(state->language, "kiosk.stand.free");
    double x = margin + badge + 44, room = width - badge - 44;
    bool wraps = 0.6 * canvas_text_width(canvas, text, &name) > room;
    canvas_box(canvas, margin, y, badge, height, 24, COLOUR_ACCENT);
    canvas_text_fitted(canvas, state->stand, margin + 16, y + 22, badge - 32, &code);
    canvas_text_fitted(canvas, text, x, y + height / 2 - 0.6 * name.size * (wraps ? 1.25 : 1), room,
                       &name);
    return height;
}

/* Whom a meeting is with: "Éloïse, Département de la Somme"; without a name, the organisation. */
static void who_text(const struct screen_state *state, const cJSON *meeting, char *out, size_t size)
{
    const char *first = screen_first_name(state, meeting);
    const char *name = json_text(meeting, "organisation"); /* the stand's own document names it */
    if (!*name)
        name = agenda_name(state->agenda, json_integer(meeting, "organisation"));
    snprintf(out, size, *first ? "%s, %s" : "%s%s", first, name);
}

static void slot_times(const struct screen_state *state, const cJSON *meeting, char from[6],
                       char to[6])
{
    const cJSON *slot = programme_slot(state->agenda, json_integer(meeting, "slot"));
    clock_format_hhmm(json_integer(slot, "from_at"), from);
    clock_format_hhmm(json_integer(slot, "to_at"), to);
}

/* Called or running: the height that it took. */
static double draw_present(struct canvas *canvas, const struct screen_state *state,
                           const cJSON *meeting, double y)
{
    char who[320], from[6], to[6], times[32];
    bool called = row_has_state(meeting, "called");
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    const double height = 214;
    const struct text_style title = {.size = 36, .colour = COLOUR_ACCENT, .bold = true};
    const struct text_style large = {
        .size = 68, .colour = COLOUR_INK, .bold = true, .least = 0.7, .lines = 2};
    const struct text_style time = {
        .size = 44, .colour = COLOUR_INK, .bold = true, .tabular = true, .align = ALIGN_RIGHT};
    who_text(state, meeting, who, sizeof who);
    slot_times(state, meeting, from, to);
    snprintf(times, sizeof times, "%s – %s", from, to);
    canvas_box(canvas, margin, y, width, height, 24, COLOUR_SURFACE);
    canvas_box(canvas, margin, y, 12, height, 6, COLOUR_ACCENT);
    canvas_text(canvas,
                text_label(state->language, called ? "kiosk.stand.called" : "kiosk.stand.now"),
                margin + 48, y + 34, width - 400, &title);
    canvas_text(canvas, times, margin + 48, y + 28, width - 96, &time);
    bool wraps = 0.7 * canvas_text_width(canvas, who, &large) > width - 96;
    canvas_text_fitted(canvas, who, margin + 48, y + (wraps ? 82 : 96), width - 96, &large);
    return height;
}

static void draw_later(struct canvas *canvas, const struct screen_state *state,
                       const cJSON *meeting, double y)
{
    char who[320], from[6], to[6];
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    const char *place = json_text(meeting, "place");
    const struct text_style time = {
        .size = 52, .colour = COLOUR_INK, .bold = true, .tabular = true};
    const struct text_style name = {.size = 48, .colour = COLOUR_INK, .least = LEAST_IN_LIST};
    const struct text_style elsewhere = {
        .size = 40, .colour = COLOUR_ATTENTION_TEXT, .bold = true, .align = ALIGN_RIGHT};
    bool away = strcmp(place, state->stand) != 0;
    who_text(state, meeting, who, sizeof who);
    slot_times(state, meeting, from, to);
    canvas_text(canvas, from, margin, y, 180, &time);
    canvas_text_fitted(canvas, who, margin + 190, y + 3, width - 190 - (away ? 220 : 0), &name);
    if (away)
        canvas_text(canvas, place, margin, y + 8, width, &elsewhere);
}

static void draw_day(struct canvas *canvas, const struct screen_state *state, int64_t company,
                     double y, double bottom)
{
    const cJSON *rows[PROGRAMME_ROWS_MAX];
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    const cJSON *all = state->names ? state->names : agenda_rows(state->agenda, "meetings");
    size_t count = programme_meetings_of(state->agenda, all, company, state->now, rows), i = 0;
    const struct text_style title = {.size = 36, .colour = COLOUR_ACCENT, .bold = true};
    const struct text_style none = {.size = 52, .colour = COLOUR_MUTED, .lines = 2};
    for (; i < count && !row_has_state(rows[i], "planned") && y + 214 <= bottom; i++)
        y += draw_present(canvas, state, rows[i], y) + 24;
    if (i < count && y + 66 + ROW <= bottom) {
        y += 12 +
             canvas_text(canvas, text_label(state->language, "kiosk.stand.next"), margin, y + 12,
                         width, &title) +
             18;
        while (i < count && y + ROW * 0.8 <= bottom) {
            draw_later(canvas, state, rows[i++], y);
            y += ROW;
        }
    } else if (count == 0) {
        canvas_text(canvas, text_label(state->language, "kiosk.stand.none"), margin, y + 12, width,
                    &none);
    }
}

/* Where to hold a badge, and what became of it: low, at a reader's height. The height that it took.
 */
static double draw_visitor(struct canvas *canvas, const struct screen_state *state, double bottom)
{
    const double height = 104;
    if (!state->visitor)
        return 0;
    bool good = state->visitor_good;
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    const struct text_style style = {.size = 42,
                                     .colour = good ? COLOUR_WHITE : COLOUR_INK,
                                     .bold = true,
                                     .align = ALIGN_CENTRE,
                                     .lines = 2,
                                     .least = 0.66};
    double y = bottom - height;
    canvas_box(canvas, margin, y, width, height, 20, good ? COLOUR_POSITIVE : COLOUR_RAISED);
    bool wraps = 0.66 * canvas_text_width(canvas, state->visitor, &style) > width - 64;
    canvas_text_fitted(canvas, state->visitor, margin + 32, y + (wraps ? 14 : 26), width - 64,
                       &style);
    return height + 24;
}

void screen_stand(struct canvas *canvas, const struct screen_state *state)
{
    const cJSON *stand = programme_stand(state->agenda, state->stand);
    frame_begin(canvas, state, COLOUR_GROUND);
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    double y = screen_header(canvas, state);
    double bottom = canvas->height - margin - screen_notice(canvas, state);
    if (!stand) {
        const struct text_style style = {
            .size = 64, .colour = COLOUR_ATTENTION_TEXT, .bold = true, .lines = 3};
        bool known = agenda_edition(state->agenda) != NULL;
        const char *key = known ? "kiosk.stand.unknown" : "kiosk.wait";
        char *text = text_sayf(state->language, key, "stand", state->stand, NULL);
        canvas_text(canvas, text, margin, y + 40, width, &style);
        free(text);
        return;
    }
    y += draw_whose(canvas, state, stand, y) + 44;
    int64_t company = json_integer(stand, "company");
    if (company)
        bottom -= draw_visitor(canvas, state, bottom);
    if (company)
        draw_day(canvas, state, company, y, bottom);
}
