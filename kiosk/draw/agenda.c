/* The hall's screen: what is on stage, what comes next, who meets now and where. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/clock.h"
#include "screens.h"

#define MARGIN 56
#define ROWS_MAX 64

static const char *label(const struct screen_state *state, const char *key)
{
    return text_label(state->language, key);
}

static void section_title(struct canvas *canvas, const char *text, double x, double y, double width)
{
    const struct text_style style = {.size = 30, .colour = COLOUR_ACCENT, .bold = true};
    canvas_text(canvas, text, x, y, width, &style);
}

static bool is_state(const cJSON *row, const char *state)
{
    return strcmp(row_text(row, "state"), state) == 0;
}

/* ---- the stage ---- */

static const cJSON *pitch_on_stage(const struct agenda *agenda)
{
    const cJSON *row;
    cJSON_ArrayForEach(row,
                       agenda_rows(agenda, "pitches")) if (is_state(row, "on_stage") ||
                                                           is_state(row, "questions")) return row;
    return NULL;
}

/* Ready pitches in the order of the day. */
static size_t next_pitches(const struct agenda *agenda, const cJSON *rows[ROWS_MAX])
{
    size_t count = 0;
    const cJSON *row;
    cJSON_ArrayForEach(row, agenda_rows(agenda, "pitches"))
    {
        if (!is_state(row, "ready") || count == ROWS_MAX)
            continue;
        size_t place = count++;
        while (place > 0 &&
               row_integer(rows[place - 1], "position") > row_integer(row, "position")) {
            rows[place] = rows[place - 1];
            place--;
        }
        rows[place] = row;
    }
    return count;
}

static void countdown_text(int64_t left, char out[24])
{
    int64_t seconds = (left < 0 ? -left + 999 : left + 999) / 1000;
    snprintf(out, 24, "%s%lld:%02lld", left < 0 ? "+" : "", (long long)(seconds / 60),
             (long long)(seconds % 60));
}

static double draw_stage(struct canvas *canvas, const struct screen_state *state,
                         const cJSON *pitch, double x, double y, double width)
{
    bool questions = is_state(pitch, "questions");
    int64_t began = row_integer(pitch, questions ? "questions_at" : "started_at");
    int64_t length = row_integer(pitch, questions ? "questions_ms" : "pitch_ms");
    int64_t left = began + length - state->now;
    char time[24];
    const double height = 300;
    const struct text_style phase = {.size = 32, .colour = COLOUR_ACCENT, .bold = true};
    const struct text_style name = {.size = 84, .colour = COLOUR_INK, .bold = true};
    uint32_t colour = left < 0 ? COLOUR_NEGATIVE_TEXT : COLOUR_INK;
    const struct text_style count = {
        .size = 120, .colour = colour, .bold = true, .tabular = true, .align = ALIGN_RIGHT};
    canvas_box(canvas, x, y, width, height, 24, COLOUR_SURFACE);
    canvas_box(canvas, x, y, 12, height, 6, COLOUR_ACCENT);
    canvas_text(canvas, label(state, questions ? "kiosk.questions" : "kiosk.on_stage"), x + 48,
                y + 36, width - 400, &phase);
    canvas_text_fitted(canvas, agenda_name(state->agenda, row_integer(pitch, "company")), x + 48,
                       y + 88, width - 420, &name);
    countdown_text(left, time);
    canvas_text(canvas, time, x + 48, y + 64, width - 96, &count);
    canvas_bar(canvas, x + 48, y + height - 54, width - 96, 16,
               length > 0 ? (double)(length - left) / (double)length : 0,
               left < 0 ? COLOUR_NEGATIVE_TEXT : COLOUR_ACCENT, COLOUR_RAISED);
    return height;
}

/* Between two pitches: what the programme says is on. */
static double draw_interval(struct canvas *canvas, const struct screen_state *state, double x,
                            double y, double width)
{
    const double height = 190;
    const cJSON *row, *session = NULL;
    char key[48];
    cJSON_ArrayForEach(row, agenda_rows(state->agenda, "sessions"))
    {
        if (row_integer(row, "from_at") <= state->now && state->now < row_integer(row, "to_at") &&
            strcmp(row_text(row, "kind"), "demonstration") != 0)
            session = row;
    }
    const struct text_style small = {.size = 32, .colour = COLOUR_MUTED};
    const struct text_style large = {.size = 66, .colour = COLOUR_INK, .bold = true};
    canvas_box(canvas, x, y, width, height, 24, COLOUR_SURFACE);
    snprintf(key, sizeof key, "kiosk.session.%s", session ? row_text(session, "kind") : "none");
    const char *title = session ? row_text(session, "title") : "";
    canvas_text(canvas, session ? row_text(session, "room") : "", x + 48, y + 30, width - 96,
                &small);
    canvas_text_fitted(canvas, *title ? title : label(state, key), x + 48, y + 76, width - 96,
                       &large);
    return height;
}

static void draw_next_row(struct canvas *canvas, const struct screen_state *state,
                          const cJSON *pitch, double x, double y, double width)
{
    char planned[6], projected[6], late_text[24];
    int64_t plan = row_integer(pitch, "planned_from_at");
    int64_t now = row_integer(pitch, "projected_from_at");
    int64_t late = (now - plan) / 60000;
    clock_format_hhmm(plan, planned);
    clock_format_hhmm(now, projected);
    bool moved = strcmp(planned, projected) != 0;
    const struct text_style time = {
        .size = 44, .colour = COLOUR_INK, .bold = true, .tabular = true};
    const struct text_style old = {
        .size = 30, .colour = COLOUR_MUTED, .struck = true, .tabular = true};
    const struct text_style name = {.size = 44, .colour = COLOUR_INK};
    const struct text_style drift = {
        .size = 30, .colour = COLOUR_ATTENTION_TEXT, .bold = true, .align = ALIGN_RIGHT};
    canvas_text(canvas, projected, x, y, 140, &time);
    if (moved)
        canvas_text(canvas, planned, x + 142, y + 13, 110, &old);
    canvas_text_fitted(canvas, agenda_name(state->agenda, row_integer(pitch, "company")), x + 252,
                       y, width - 252 - (late ? 150 : 0), &name);
    if (late) {
        snprintf(late_text, sizeof late_text, "%+lld min", (long long)late);
        canvas_text(canvas, late_text, x, y + 11, width, &drift);
    }
}

static void draw_next(struct canvas *canvas, const struct screen_state *state, double x, double y,
                      double width, double bottom)
{
    const cJSON *rows[ROWS_MAX];
    const double step = 66;
    size_t count = next_pitches(state->agenda, rows);
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

static bool is_now(const cJSON *meeting)
{
    return is_state(meeting, "called") || is_state(meeting, "running");
}

static int compare_places(const void *a, const void *b)
{
    const char *left = row_text(*(const cJSON *const *)a, "place");
    const char *right = row_text(*(const cJSON *const *)b, "place");
    return strverscmp(left, right);
}

static void draw_meeting(struct canvas *canvas, const struct screen_state *state,
                         const cJSON *meeting, double x, double y, double width, double height)
{
    bool called = is_state(meeting, "called");
    const struct text_style place = {.size = 36,
                                     .colour = called ? COLOUR_ACCENT_INK : COLOUR_INK,
                                     .bold = true,
                                     .align = ALIGN_CENTRE};
    const struct text_style buyer = {.size = 29, .colour = COLOUR_INK, .bold = true};
    const struct text_style company = {.size = 26, .colour = COLOUR_MUTED};
    const double badge = 118;
    canvas_box(canvas, x, y, width, height - 10, 14, COLOUR_SURFACE);
    canvas_box(canvas, x, y, badge, height - 10, 14, called ? COLOUR_ACCENT : COLOUR_RAISED);
    canvas_text_fitted(canvas, row_text(meeting, "place"), x + 6, y + (height - 10) / 2 - 22,
                       badge - 12, &place);
    canvas_text_fitted(canvas, agenda_name(state->agenda, row_integer(meeting, "organisation")),
                       x + badge + 18, y + height / 2 - 44, width - badge - 30, &buyer);
    canvas_text_fitted(canvas, agenda_name(state->agenda, row_integer(meeting, "company")),
                       x + badge + 18, y + height / 2 - 8, width - badge - 30, &company);
}

static size_t meetings_now(const struct agenda *agenda, const cJSON *rows[ROWS_MAX])
{
    size_t count = 0;
    const cJSON *row;
    cJSON_ArrayForEach(row, agenda_rows(agenda, "meetings")) if (is_now(row) && count < ROWS_MAX)
        rows[count++] = row;
    if (count > 0)
        qsort(rows, count, sizeof *rows, compare_places);
    return count;
}

/* More than fit turn their pages every ten seconds. */
static void draw_meetings(struct canvas *canvas, const struct screen_state *state, double x,
                          double y, double width, double bottom)
{
    const cJSON *rows[ROWS_MAX];
    size_t count = meetings_now(state->agenda, rows);
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

/* ---- demonstrations and notices ---- */

static double draw_demonstration(struct canvas *canvas, const struct screen_state *state, double x,
                                 double y, double width)
{
    const cJSON *row, *next = NULL;
    cJSON_ArrayForEach(row, agenda_rows(state->agenda, "demonstrations"))
    {
        if (row_integer(row, "to_at") > state->now &&
            (!next || row_integer(row, "from_at") < row_integer(next, "from_at")))
            next = row;
    }
    if (!next)
        return 0;
    char time[6], text[256];
    const struct text_style style = {.size = 38, .colour = COLOUR_INK, .bold = true};
    clock_format_hhmm(row_integer(next, "from_at"), time);
    snprintf(text, sizeof text, "%s   %s", time,
             agenda_name(state->agenda, row_integer(next, "company")));
    section_title(canvas, label(state, "kiosk.demonstration"), x, y, width);
    canvas_text(canvas, text, x, y + 46, width, &style);
    return 122;
}

static double draw_notice(struct canvas *canvas, const struct screen_state *state)
{
    const cJSON *row, *notice = NULL;
    cJSON_ArrayForEach(
        row, agenda_rows(state->agenda, "notices")) if (row_integer(row, "until_at") > state->now)
        notice = row;
    if (!notice)
        return 0;
    const struct text_style style = {
        .size = 40, .colour = COLOUR_ACCENT_INK, .bold = true, .align = ALIGN_CENTRE};
    double y = canvas->height - 92;
    canvas_box(canvas, 0, y, canvas->width, 92, 0, COLOUR_ACCENT);
    canvas_text_fitted(canvas, row_text(notice, state->language == TEXT_FR ? "fr" : "en"), MARGIN,
                       y + 20, canvas->width - 2 * MARGIN, &style);
    return 92;
}

void screen_agenda(struct canvas *canvas, const struct screen_state *state)
{
    canvas_fill(canvas, COLOUR_GROUND);
    double y = screen_header(canvas, state);
    double bottom = canvas->height - draw_notice(canvas, state) - 24;
    double width = canvas->width - 2 * MARGIN;
    const cJSON *pitch = pitch_on_stage(state->agenda);
    y += pitch ? draw_stage(canvas, state, pitch, MARGIN, y, width)
               : draw_interval(canvas, state, MARGIN, y, width);
    y += 36;
    if (canvas->height > canvas->width) {
        double half = y + (bottom - y) * 0.42;
        double show = draw_demonstration(canvas, state, MARGIN, half - 130, width);
        draw_next(canvas, state, MARGIN, y, width, half - (show > 0 ? 140 : 10));
        draw_meetings(canvas, state, MARGIN, half + 10, width, bottom);
        return;
    }
    double column = width * 0.44;
    double show = draw_demonstration(canvas, state, MARGIN, bottom - 116, column);
    draw_next(canvas, state, MARGIN, y, column, bottom - (show > 0 ? 130 : 0));
    draw_meetings(canvas, state, MARGIN + column + 48, y, width - column - 48, bottom);
}
