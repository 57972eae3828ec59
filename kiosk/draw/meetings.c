/* SPDX-License-Identifier: EUPL-1.2 */
/* Who is called now to which stand: organisation and first name, in pages that turn. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parvis/clock.h"
#include "parvis/units.h"
#include "programme.h"
#include "screens.h"

#define PAGE_MS 10000
#define ROW_LEAST 134.0 /* with the gap under it */
#define GAP 14.0
#define LEAST_IN_LIST 0.75

/* "3 min" to the start of a called meeting, "jusqu’à 10:40" of a running one; caller frees. */
static char *time_text(const struct screen_state *state, const cJSON *meeting)
{
    const cJSON *slot = programme_slot(state->agenda, json_integer(meeting, "slot"));
    int64_t left = json_integer(slot, "from_at") - state->now;
    char number[24];
    if (row_has_state(meeting, "called") && left > 0) {
        snprintf(number, sizeof number, "%lld", (long long)((left + MINUTE_MS - 1) / MINUTE_MS));
        return text_sayf(state->language, "kiosk.meetings.in", "minutes", number, NULL);
    }
    if (row_has_state(meeting, "called"))
        return text_sayf(state->language, "kiosk.meetings.awaited", NULL);
    clock_format_hhmm(json_integer(slot, "to_at"), number);
    return text_sayf(state->language, "kiosk.meetings.until", "time", number, NULL);
}

const char *screen_first_name(const struct screen_state *state, const cJSON *meeting)
{
    const cJSON *row, *found = NULL;
    cJSON_ArrayForEach(row, state->names)
    {
        if (json_integer(row, "id") == json_integer(meeting, "id"))
            found = row;
    }
    return json_text(found, "first_name");
}

/* Organisation above; first name and company, and the time, below. */
static void draw_who(struct canvas *canvas, const struct screen_state *state, const cJSON *meeting,
                     double x, double y, double width)
{
    bool called = row_has_state(meeting, "called");
    const struct text_style buyer = {
        .size = 44, .colour = COLOUR_INK, .bold = true, .least = LEAST_IN_LIST};
    const struct text_style company = {.size = 34, .colour = COLOUR_MUTED, .least = LEAST_IN_LIST};
    const struct text_style when = {.size = 34,
                                    .colour = called ? COLOUR_ATTENTION_TEXT : COLOUR_MUTED,
                                    .bold = called,
                                    .tabular = true,
                                    .align = ALIGN_RIGHT};
    char line[320];
    const char *first = screen_first_name(state, meeting);
    const char *name = agenda_name(state->agenda, json_integer(meeting, "company"));
    char *time = time_text(state, meeting);
    double time_width = canvas_text_width(canvas, time, &when) + 24;
    snprintf(line, sizeof line, *first ? "%s → %s" : "%s%s", first, name);
    canvas_text_fitted(canvas, agenda_name(state->agenda, json_integer(meeting, "organisation")), x,
                       y, width, &buyer);
    canvas_text_fitted(canvas, line, x, y + 56, width - time_width, &company);
    canvas_text(canvas, time, x, y + 56, width, &when);
    free(time);
}

static void draw_row(struct canvas *canvas, const struct screen_state *state, const cJSON *meeting,
                     double x, double y, double width, double height)
{
    bool called = row_has_state(meeting, "called");
    const double badge = 172;
    const struct text_style place = {.size = 60,
                                     .colour = called ? COLOUR_ACCENT_INK : COLOUR_INK,
                                     .bold = true,
                                     .align = ALIGN_CENTRE};
    canvas_box(canvas, x, y, width, height, 18, COLOUR_SURFACE);
    canvas_box(canvas, x, y, badge, height, 18, called ? COLOUR_ACCENT : COLOUR_RAISED);
    canvas_text_fitted(canvas, json_text(meeting, "place"), x + 10, y + height / 2 - 36, badge - 20,
                       &place);
    draw_who(canvas, state, meeting, x + badge + 26, y + height / 2 - 52, width - badge - 50);
}

/* Which page of how many, with a bar that fills until it turns. */
static void draw_pages(struct canvas *canvas, const struct screen_state *state, size_t page,
                       size_t pages, double y)
{
    const double gap = 12, height = 10;
    double margin = frame_margin(canvas);
    double width = (canvas->width - 2 * margin - gap * (double)(pages - 1)) / (double)pages;
    double part = (double)(state->now % PAGE_MS / 1000) / (PAGE_MS / 1000.0 - 1);
    for (size_t i = 0; i < pages; i++)
        canvas_bar(canvas, margin + (double)i * (width + gap), y, width, height,
                   i < page   ? 1
                   : i > page ? 0
                              : part,
                   COLOUR_ACCENT, COLOUR_RAISED);
}

static void draw_nobody(struct canvas *canvas, const struct screen_state *state, double top,
                        double bottom)
{
    char time[6];
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    double middle = top + (bottom - top) * 0.4;
    int64_t next = programme_next_slot_at(state->agenda, state->now);
    const struct text_style large = {
        .size = 76, .colour = COLOUR_INK, .bold = true, .align = ALIGN_CENTRE, .lines = 2};
    const struct text_style small = {
        .size = 48, .colour = COLOUR_MUTED, .align = ALIGN_CENTRE, .lines = 2};
    double y = middle - 60 +
               canvas_text(canvas, text_label(state->language, "kiosk.meetings.nobody"), margin,
                           middle - 60, width, &large);
    if (next == 0)
        return;
    clock_format_hhmm(next, time);
    char *text = text_sayf(state->language, "kiosk.meetings.next", "time", time, NULL);
    canvas_text(canvas, text, margin, y + 16, width, &small);
    free(text);
}

void screen_meetings(struct canvas *canvas, const struct screen_state *state)
{
    const cJSON *rows[PROGRAMME_ROWS_MAX];
    frame_begin(canvas, state, COLOUR_GROUND);
    double margin = frame_margin(canvas), width = canvas->width - 2 * margin;
    double y = screen_header(canvas, state);
    double bottom = canvas->height - margin - screen_notice(canvas, state);
    size_t count = programme_meetings_now(state->agenda, rows);
    if (count == 0) {
        draw_nobody(canvas, state, y, bottom);
        return;
    }
    size_t columns = canvas->width > canvas->height ? 2 : 1;
    double column = (width - 24 * (double)(columns - 1)) / (double)columns;
    double room = bottom - 24 - y;
    size_t lines = room < ROW_LEAST ? 1 : (size_t)(room / ROW_LEAST), page_size = lines * columns;
    double step = room / (double)lines; /* the rows share the room */
    size_t pages = (count + page_size - 1) / page_size;
    size_t page = (size_t)(state->now / PAGE_MS) % pages;
    for (size_t i = 0; i < page_size && page * page_size + i < count; i++)
        draw_row(canvas, state, rows[page * page_size + i],
                 margin + (double)(i / lines) * (column + 24), y + (double)(i % lines) * step,
                 column, step - GAP);
    if (pages > 1)
        draw_pages(canvas, state, page, pages, bottom - 12);
}
