/* SPDX-License-Identifier: EUPL-1.2 */
/* The speaker's timer: how long is left, in digits that fill the screen, with the ground's colour
 * for those who do not read; who comes next, and what the host has to say. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/clock.h"
#include "parvis/units.h"
#include "programme.h"
#include "screens.h"

#define BLINK_MS 1000 /* one turn: under three flashes a second (WCAG 2.3.1) */
#define COLOUR_OVER 0x7A1515
#define DIGIT_LINE 1.21 /* a line's height, of the type's size */

/* Colours of a time. */
struct look {
    uint32_t ground, ink, soft; /* soft: what is said beside the digits */
};

static struct look look_of(const struct screen_state *state, int64_t left)
{
    bool second_half = state->now % BLINK_MS >= BLINK_MS / 2;
    if (left < 0)
        return (struct look){second_half && !state->still ? COLOUR_OVER : COLOUR_NEGATIVE,
                             COLOUR_WHITE, COLOUR_WHITE};
    if (left <= state->alert_ms)
        return (struct look){COLOUR_NEGATIVE, COLOUR_WHITE, COLOUR_WHITE};
    if (left <= state->warn_ms)
        return (struct look){COLOUR_ACCENT, COLOUR_ACCENT_INK, COLOUR_ACCENT_INK};
    return (struct look){COLOUR_GROUND, COLOUR_WHITE, COLOUR_MUTED};
}

/* The text as large as a box takes, in its middle. */
static void draw_huge(struct canvas *canvas, const char *text, double y, double height,
                      uint32_t colour)
{
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    struct text_style style = {
        .size = 100, .colour = colour, .bold = true, .tabular = true, .align = ALIGN_CENTRE};
    double by_width = 100 * 0.98 * width / canvas_text_width(canvas, text, &style);
    double by_height = height / 0.86; /* digits have no descenders: the line may stand out */
    style.size = by_width < by_height ? by_width : by_height;
    canvas_text(canvas, text, margin, y + (height - DIGIT_LINE * style.size) / 2, width, &style);
}

/* ---- the foot: a message, or the next company ---- */

/* The host's words: they blink while they are new. The height that they took. */
static double draw_message(struct canvas *canvas, const struct screen_state *state,
                           const cJSON *notice)
{
    const double height = 190;
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    double y = canvas->height - margin - height;
    bool inverted = state->message_new && !state->still && state->now % BLINK_MS >= BLINK_MS / 2;
    uint32_t ground = inverted ? COLOUR_GROUND : COLOUR_WHITE;
    const struct text_style style = {.size = 76,
                                     .colour = inverted ? COLOUR_WHITE : COLOUR_GROUND,
                                     .bold = true,
                                     .align = ALIGN_CENTRE,
                                     .lines = 2,
                                     .least = 0.72};
    const char *text = json_text(notice, state->language == TEXT_FR ? "fr" : "en");
    bool one_line = canvas_text_width(canvas, text, &style) * 0.72 <= width - 80;
    canvas_box(canvas, margin, y, width, height, 24, ground);
    canvas_text_fitted(canvas, text, margin + 40, y + (one_line ? 48 : 28), width - 80, &style);
    return height;
}

static double draw_next(struct canvas *canvas, const struct screen_state *state, uint32_t ink,
                        uint32_t soft)
{
    const cJSON *rows[PROGRAMME_ROWS_MAX];
    const double height = 84;
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    double y = canvas->height - margin - height;
    char time[6];
    if (programme_next_pitches(state->agenda, rows) == 0)
        return height;
    const struct text_style title = {.size = 40, .colour = soft};
    const struct text_style name = {.size = 54, .colour = ink, .bold = true, .least = 0.7};
    const struct text_style when = {
        .size = 54, .colour = soft, .tabular = true, .align = ALIGN_RIGHT};
    const char *label = text_label(state->language, "kiosk.stage.then");
    double label_width = canvas_text_width(canvas, label, &title) + 28;
    canvas_text(canvas, label, margin, y + 14, width, &title);
    canvas_text_fitted(canvas, agenda_name(state->agenda, json_integer(rows[0], "company")),
                       margin + label_width, y + 2, width - label_width - 200, &name);
    clock_format_hhmm(json_integer(rows[0], "projected_from_at"), time);
    canvas_text(canvas, time, margin, y + 2, width, &when);
    return height;
}

static double draw_foot(struct canvas *canvas, const struct screen_state *state, uint32_t ink,
                        uint32_t soft)
{
    const cJSON *notice = programme_notice(state->agenda, state->now, true);
    return notice ? draw_message(canvas, state, notice) : draw_next(canvas, state, ink, soft);
}

/* ---- the head ---- */

/* Phase and company, and the time of day. The height that it took. */
static double draw_head(struct canvas *canvas, const struct screen_state *state, const char *phase,
                        const char *company, const struct look *look)
{
    char time[6];
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    const struct text_style small = {.size = 44, .colour = look->soft, .bold = true};
    const struct text_style large = {.size = 84, .colour = look->ink, .bold = true, .least = 0.6};
    const struct text_style clock = {
        .size = 64, .colour = look->soft, .bold = true, .tabular = true, .align = ALIGN_RIGHT};
    clock_format_hhmm(state->now, time);
    canvas_text(canvas, phase, margin, margin - 8, width - 220, &small);
    canvas_text(canvas, time, margin, margin - 14, width, &clock);
    canvas_text_fitted(canvas, company, margin, margin + 52, width, &large);
    return 172;
}

/* ---- the screen ---- */

static void draw_running(struct canvas *canvas, const struct screen_state *state,
                         const cJSON *pitch)
{
    char digits[24];
    bool questions = row_has_state(pitch, "questions");
    int64_t left = programme_left_ms(pitch, state->now);
    int64_t length = json_integer(pitch, questions ? "questions_ms" : "pitch_ms");
    struct look look = look_of(state, left);
    const char *phase = left < 0    ? "kiosk.stage.over"
                        : questions ? "kiosk.questions"
                                    : "kiosk.stage.pitch";
    frame_begin(canvas, state, look.ground);
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    double top =
        margin + draw_head(canvas, state, text_label(state->language, phase),
                           agenda_name(state->agenda, json_integer(pitch, "company")), &look);
    double bottom = canvas->height - margin - draw_foot(canvas, state, look.ink, look.soft) - 30;
    bool calm = look.ground == COLOUR_GROUND;
    canvas_bar(canvas, margin, bottom - 26, width, 22,
               length > 0 ? (double)(length - left) / (double)length : 0,
               calm ? COLOUR_ACCENT : look.ink, calm ? COLOUR_RAISED : look.ground);
    programme_countdown(left, digits);
    draw_huge(canvas, digits, top, bottom - 40 - top, look.ink);
}

/* Nobody on stage: who is next, and how long until then. */
static void draw_before(struct canvas *canvas, const struct screen_state *state, const cJSON *next)
{
    char digits[24], time[6];
    int64_t from = json_integer(next, "projected_from_at"), left = from - state->now;
    const struct look look = {COLOUR_GROUND, COLOUR_WHITE, COLOUR_MUTED};
    const struct text_style small = {
        .size = 54, .colour = COLOUR_MUTED, .tabular = true, .align = ALIGN_CENTRE};
    frame_begin(canvas, state, COLOUR_GROUND);
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    const cJSON *notice = programme_notice(state->agenda, state->now, true);
    double top =
        margin + draw_head(canvas, state, text_label(state->language, "kiosk.stage.next"),
                           agenda_name(state->agenda, json_integer(next, "company")), &look);
    double bottom = canvas->height - margin - (notice ? draw_message(canvas, state, notice) : 0);
    clock_format_hhmm(from, time);
    if (left > 0 && left < HOUR_MS)
        programme_countdown(left, digits);
    else
        snprintf(digits, sizeof digits, "%s", time);
    const char *key = left > 0 ? "kiosk.stage.at" : "kiosk.stage.awaited";
    char *text = text_sayf(state->language, key, "time", time, NULL);
    canvas_text(canvas, text, margin, bottom - 100, width, &small);
    free(text);
    draw_huge(canvas, digits, top, bottom - 130 - top, COLOUR_ACCENT);
}

/* No pitch is to come: the time of day. */
static void draw_after(struct canvas *canvas, const struct screen_state *state)
{
    char time[6];
    frame_begin(canvas, state, COLOUR_GROUND);
    double top = screen_header(canvas, state), margin = frame_margin(canvas);
    double bottom = canvas->height - margin - screen_notice(canvas, state);
    const struct text_style small = {
        .size = 54, .colour = COLOUR_MUTED, .align = ALIGN_CENTRE, .lines = 2};
    clock_format_hhmm(state->now, time);
    canvas_text(canvas, text_label(state->language, "kiosk.stage.none"), margin, bottom - 100,
                canvas->width - 2 * margin, &small);
    draw_huge(canvas, time, top, bottom - 160 - top, COLOUR_WHITE);
}

void screen_stage(struct canvas *canvas, const struct screen_state *state)
{
    const cJSON *rows[PROGRAMME_ROWS_MAX];
    const cJSON *pitch = programme_on_stage(state->agenda);
    if (pitch)
        draw_running(canvas, state, pitch);
    else if (programme_next_pitches(state->agenda, rows) > 0)
        draw_before(canvas, state, rows[0]);
    else
        draw_after(canvas, state);
}
