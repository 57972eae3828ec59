/* SPDX-License-Identifier: EUPL-1.2 */
/* The hall's screen: what is on stage, what comes next, who meets now and where. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/clock.h"
#include "parvis/units.h"
#include "programme.h"
#include "screens.h"

#define LEAST_IN_LIST 0.8 /* smaller letters look like another rank: better an ellipsis */

static const char *label(const struct screen_state *state, const char *key)
{
    return text_label(state->language, key);
}

static void section_title(struct canvas *canvas, const char *text, double x, double y, double width)
{
    const struct text_style style = {.size = 30, .colour = COLOUR_ACCENT, .bold = true};
    canvas_text(canvas, text, x, y, width, &style);
}

/* ---- the stage ---- */

static double draw_stage(struct canvas *canvas, const struct screen_state *state,
                         const cJSON *pitch, double x, double y, double width)
{
    bool questions = row_has_state(pitch, "questions");
    int64_t length = json_integer(pitch, questions ? "questions_ms" : "pitch_ms");
    int64_t left = programme_left_ms(pitch, state->now);
    char time[24];
    const double height = 268;
    const struct text_style phase = {.size = 32, .colour = COLOUR_ACCENT, .bold = true};
    const struct text_style name = {.size = 84, .colour = COLOUR_INK, .bold = true};
    uint32_t colour = left < 0 ? COLOUR_NEGATIVE_TEXT : COLOUR_INK;
    const struct text_style count = {
        .size = 120, .colour = colour, .bold = true, .tabular = true, .align = ALIGN_RIGHT};
    canvas_box(canvas, x, y, width, height, 24, COLOUR_SURFACE);
    canvas_box(canvas, x, y, 12, height, 6, COLOUR_ACCENT);
    canvas_text(canvas, label(state, questions ? "kiosk.questions" : "kiosk.on_stage"), x + 48,
                y + 28, width - 400, &phase);
    canvas_text_fitted(canvas, agenda_name(state->agenda, json_integer(pitch, "company")), x + 48,
                       y + 76, width - 420, &name);
    programme_countdown(left, time);
    canvas_text(canvas, time, x + 48, y + 52, width - 96, &count);
    canvas_bar(canvas, x + 48, y + height - 52, width - 96, 16,
               length > 0 ? (double)(length - left) / (double)length : 0,
               left < 0 ? COLOUR_NEGATIVE_TEXT : COLOUR_ACCENT, COLOUR_RAISED);
    return height;
}

/* Between two pitches: what the programme says is on. */
static double draw_interval(struct canvas *canvas, const struct screen_state *state, double x,
                            double y, double width)
{
    const double height = 190;
    char key[48];
    const cJSON *session = programme_session(state->agenda, state->now);
    const struct text_style small = {.size = 32, .colour = COLOUR_MUTED};
    const struct text_style large = {.size = 66, .colour = COLOUR_INK, .bold = true};
    canvas_box(canvas, x, y, width, height, 24, COLOUR_SURFACE);
    snprintf(key, sizeof key, "kiosk.session.%s", session ? json_text(session, "kind") : "none");
    const char *title = session ? json_text(session, "title") : "";
    canvas_text(canvas, session ? json_text(session, "room") : "", x + 48, y + 30, width - 96,
                &small);
    canvas_text_fitted(canvas, *title ? title : label(state, key), x + 48, y + 76, width - 96,
                       &large);
    return height;
}

static void draw_next_row(struct canvas *canvas, const struct screen_state *state,
                          const cJSON *pitch, double x, double y, double width)
{
    char planned[6], projected[6], late_text[24];
    int64_t plan = json_integer(pitch, "planned_from_at");
    int64_t now = json_integer(pitch, "projected_from_at");
    int64_t late = (now - plan) / MINUTE_MS;
    clock_format_hhmm(plan, planned);
    clock_format_hhmm(now, projected);
    bool moved = strcmp(planned, projected) != 0;
    const struct text_style time = {
        .size = 44, .colour = COLOUR_INK, .bold = true, .tabular = true};
    const struct text_style old = {
        .size = 30, .colour = COLOUR_MUTED, .struck = true, .tabular = true};
    const struct text_style name = {.size = 44, .colour = COLOUR_INK, .least = LEAST_IN_LIST};
    const struct text_style drift = {
        .size = 30, .colour = COLOUR_ATTENTION_TEXT, .bold = true, .align = ALIGN_RIGHT};
    canvas_text(canvas, projected, x, y, 140, &time);
    if (moved)
        canvas_text(canvas, planned, x + 142, y + 13, 110, &old);
    canvas_text_fitted(canvas, agenda_name(state->agenda, json_integer(pitch, "company")), x + 252,
                       y, width - 252 - (late ? 150 : 0), &name);
    if (late) {
        snprintf(late_text, sizeof late_text, "%+lld min", (long long)late);
        canvas_text(canvas, late_text, x, y + 11, width, &drift);
    }
}

static void draw_next(struct canvas *canvas, const struct screen_state *state, double x, double y,
                      double width, double bottom)
{
    const cJSON *rows[PROGRAMME_ROWS_MAX];
    const double step = 66;
    size_t count = programme_next_pitches(state->agenda, rows);
    if (count == 0 || y + 110 > bottom)
        return;
    section_title(canvas, label(state, "kiosk.next"), x, y, width);
    y += 54;
    for (size_t i = 0; i < count && y + step <= bottom; i++) {
        draw_next_row(canvas, state, rows[i], x, y, width);
        y += step;
    }
}

/* ---- meetings ---- */

/* Who comes, on a screen that may hear it (docs/api.md, "Who hears what"); else when. */
static const char *who_or_when(const struct screen_state *state, const cJSON *meeting, char time[6])
{
    const char *name = agenda_name(state->agenda, json_integer(meeting, "organisation"));
    const cJSON *slot = programme_slot(state->agenda, json_integer(meeting, "slot"));
    if (*name || !slot)
        return name;
    clock_format_hhmm(json_integer(slot, "from_at"), time);
    return time;
}

static void draw_meeting(struct canvas *canvas, const struct screen_state *state,
                         const cJSON *meeting, double x, double y, double width, double height)
{
    bool called = row_has_state(meeting, "called");
    const struct text_style place = {.size = 36,
                                     .colour = called ? COLOUR_ACCENT_INK : COLOUR_INK,
                                     .bold = true,
                                     .align = ALIGN_CENTRE};
    const struct text_style buyer = {
        .size = 29, .colour = COLOUR_INK, .bold = true, .least = LEAST_IN_LIST};
    const struct text_style company = {.size = 26, .colour = COLOUR_MUTED, .least = LEAST_IN_LIST};
    const double badge = 118;
    char time[6];
    canvas_box(canvas, x, y, width, height - 10, 14, COLOUR_SURFACE);
    canvas_box(canvas, x, y, badge, height - 10, 14, called ? COLOUR_ACCENT : COLOUR_RAISED);
    canvas_text_fitted(canvas, json_text(meeting, "place"), x + 6, y + (height - 10) / 2 - 22,
                       badge - 12, &place);
    canvas_text_fitted(canvas, who_or_when(state, meeting, time), x + badge + 18,
                       y + height / 2 - 44, width - badge - 30, &buyer);
    canvas_text_fitted(canvas, agenda_name(state->agenda, json_integer(meeting, "company")),
                       x + badge + 18, y + height / 2 - 8, width - badge - 30, &company);
}

/* More than fit turn their pages every ten seconds. */
static void draw_meetings(struct canvas *canvas, const struct screen_state *state, double x,
                          double y, double width, double bottom)
{
    const cJSON *rows[PROGRAMME_ROWS_MAX];
    size_t count = programme_meetings_now(state->agenda, rows);
    size_t columns = width > 800 ? 2 : 1;
    double height = 92, column = (width - 20 * (double)(columns - 1)) / (double)columns;
    section_title(canvas, label(state, "kiosk.meetings"), x, y, width);
    y += 54;
    if (count == 0) {
        const struct text_style none = {.size = 34, .colour = COLOUR_MUTED, .lines = 2};
        canvas_text(canvas, label(state, "kiosk.meetings.none"), x, y, width, &none);
        return;
    }
    size_t lines = bottom - y > height ? (size_t)((bottom - y) / height) : 1;
    size_t page_size = lines * columns, pages = (count + page_size - 1) / page_size;
    size_t page = (size_t)(state->now / 10000) % pages;
    for (size_t i = 0; i < page_size && page * page_size + i < count; i++) {
        size_t line = i / columns;
        draw_meeting(canvas, state, rows[page * page_size + i],
                     x + (double)(i % columns) * (column + 20), y + (double)line * height, column,
                     height);
    }
    if (pages > 1) {
        char text[48];
        const struct text_style style = {
            .size = 28, .colour = COLOUR_MUTED, .align = ALIGN_RIGHT, .tabular = true};
        snprintf(text, sizeof text, "%zu / %zu", page + 1, pages);
        canvas_text(canvas, text, x, y - 52, width, &style);
    }
}

/* ---- demonstrations ---- */

static double draw_demonstration(struct canvas *canvas, const struct screen_state *state, double x,
                                 double y, double width)
{
    const cJSON *row, *next = NULL;
    cJSON_ArrayForEach(row, agenda_rows(state->agenda, "demonstrations"))
    {
        if (json_integer(row, "to_at") > state->now &&
            (!next || json_integer(row, "from_at") < json_integer(next, "from_at")))
            next = row;
    }
    if (!next)
        return 0;
    char time[6], text[256];
    const struct text_style style = {.size = 38, .colour = COLOUR_INK, .bold = true};
    clock_format_hhmm(json_integer(next, "from_at"), time);
    snprintf(text, sizeof text, "%s   %s", time,
             agenda_name(state->agenda, json_integer(next, "company")));
    section_title(canvas, label(state, "kiosk.demonstration"), x, y, width);
    canvas_text(canvas, text, x, y + 46, width, &style);
    return 122;
}

void screen_agenda(struct canvas *canvas, const struct screen_state *state)
{
    frame_begin(canvas, state, COLOUR_GROUND);
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    double y = screen_header(canvas, state);
    double bottom = canvas->height - margin - screen_notice(canvas, state);
    const cJSON *pitch = programme_on_stage(state->agenda);
    y += pitch ? draw_stage(canvas, state, pitch, margin, y, width)
               : draw_interval(canvas, state, margin, y, width);
    y += 36;
    if (canvas->height > canvas->width) {
        double half = y + (bottom - y) * 0.42;
        double show = draw_demonstration(canvas, state, margin, half - 130, width);
        draw_next(canvas, state, margin, y, width, half - (show > 0 ? 140 : 10));
        draw_meetings(canvas, state, margin, half + 10, width, bottom);
        return;
    }
    double column = width * 0.44;
    double show = draw_demonstration(canvas, state, margin, bottom - 116, column);
    draw_next(canvas, state, margin, y, column, bottom - (show > 0 ? 130 : 0));
    draw_meetings(canvas, state, margin + column + 48, y, width - column - 48, bottom);
}
